package npy

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// ErrFormat is what errors wrap that only another file can mend.
var ErrFormat = errors.New("not an array that can be read")

// Header says what a file holds.
type Header struct {
	Shape  []int // no dimension is negative, and Size does not overflow
	Width  int   // bytes a number: 2, 4 or 8
	Offset int64 // where the first number is
}

// Size gives how many numbers there are.
func (h *Header) Size() int64 {
	n := int64(1)
	for _, d := range h.Shape {
		n *= int64(d)
	}
	return n
}

const (
	magic = "\x93NUMPY"
	// maxHeader bounds what is read as a header, maxDims how many dimensions numpy itself allows.
	maxHeader = 1 << 16
	maxDims   = 32
)

// ReadHeader reads the header at the beginning of a file.
func ReadHeader(r io.Reader) (Header, error) {
	var start [12]byte
	if _, err := io.ReadFull(r, start[:10]); err != nil || string(start[:6]) != magic {
		return Header{}, fmt.Errorf("it does not begin as a file of numpy does: %w", ErrFormat)
	}
	length, offset := int64(binary.LittleEndian.Uint16(start[8:10])), int64(10)
	switch start[6] {
	case 1:
	case 2, 3:
		if _, err := io.ReadFull(r, start[10:]); err != nil {
			return Header{}, fmt.Errorf("its header is truncated: %w", ErrFormat)
		}
		length, offset = int64(binary.LittleEndian.Uint32(start[8:])), 12
	default:
		return Header{}, fmt.Errorf("it has the format version %d, of 1 to 3 that are known: %w", start[6], ErrFormat)
	}
	if length > maxHeader {
		return Header{}, fmt.Errorf("its header has %d bytes: %w", length, ErrFormat)
	}
	text := make([]byte, length)
	if _, err := io.ReadFull(r, text); err != nil {
		return Header{}, fmt.Errorf("its header is truncated: %w", ErrFormat)
	}
	h, err := parse(string(bytes.TrimRight(text, " \n\x00")))
	h.Offset = offset + length
	return h, err
}

// literal is the header's form: a Python dictionary of just these three, in any sequence.
var (
	literal = regexp.MustCompile(`^\{(.*)\}$`)
	entry   = regexp.MustCompile(`^\s*['"](descr|fortran_order|shape)['"]\s*:\s*(['"][^'"]*['"]|True|False|\([0-9,\sL]*\))\s*(?:,|$)`)
)

func parse(text string) (Header, error) {
	m := literal.FindStringSubmatch(text)
	if m == nil {
		return Header{}, fmt.Errorf("its header is no dictionary: %w", ErrFormat)
	}
	values := map[string]string{}
	for rest := m[1]; strings.TrimSpace(rest) != ""; {
		e := entry.FindStringSubmatch(rest)
		if e == nil || values[e[1]] != "" {
			return Header{}, fmt.Errorf("its header cannot be read (tables and objects are not supported): %w", ErrFormat)
		}
		values[e[1]], rest = e[2], rest[len(e[0]):]
	}
	var h Header
	var err error
	if h.Width, err = width(strings.Trim(values["descr"], `'"`)); err != nil {
		return Header{}, err
	}
	if values["fortran_order"] != "False" {
		return Header{}, fmt.Errorf("its values are in Fortran's order: save numpy.ascontiguousarray of it: %w", ErrFormat)
	}
	if h.Shape, err = shape(values["shape"]); err != nil {
		return Header{}, err
	}
	return h, nil
}

func width(descr string) (int, error) {
	switch descr {
	case "<f2":
		return 2, nil
	case "<f4":
		return 4, nil
	case "<f8":
		return 8, nil
	}
	return 0, fmt.Errorf("its values are of type %.20q: save them as little-endian floating point (astype(\"<f4\")): %w", descr, ErrFormat)
}

// shape reads (69, 721, 1440), also with the comma of a tuple of one.
func shape(text string) ([]int, error) {
	inner, ok := strings.CutPrefix(text, "(")
	inner, ok2 := strings.CutSuffix(inner, ")")
	var out []int
	size := int64(1)
	for part := range strings.SplitSeq(strings.TrimSuffix(strings.TrimSpace(inner), ","), ",") {
		part = strings.TrimSuffix(strings.TrimSpace(part), "L") // Python 2
		if part == "" && out == nil {
			break
		}
		n, err := strconv.ParseInt(part, 10, 32)
		if err != nil || n < 0 || len(out) == maxDims || n > 0 && size > math.MaxInt64/16/n {
			return nil, fmt.Errorf("its shape %.40q cannot be: %w", text, ErrFormat)
		}
		size *= max(n, 1) // so that no product of the others overflows either
		out = append(out, int(n))
	}
	if !ok || !ok2 {
		return nil, fmt.Errorf("its header tells no shape: %w", ErrFormat)
	}
	return out, nil
}
