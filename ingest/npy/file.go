package npy

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
)

// File is an open array. It may be used by one goroutine at a time.
type File struct {
	Header
	file *os.File
	raw  []byte
}

// Open opens a file and holds its size against its header. Errors of the system are wrapped as they
// are; what is wrong with the file itself wraps ErrFormat.
func Open(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	out := &File{file: f}
	if err := out.check(); err != nil {
		f.Close()
		return nil, err
	}
	return out, nil
}

func (f *File) check() error {
	info, err := f.file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("it is not a regular file: %w", ErrFormat)
	}
	if f.Header, err = ReadHeader(f.file); err != nil {
		return err
	}
	switch want := f.Offset + f.Size()*int64(f.Width); {
	case info.Size() < want:
		return fmt.Errorf("it is truncated: it has %d bytes of %d: %w", info.Size(), want, ErrFormat)
	case info.Size() > want:
		return fmt.Errorf("it has %d bytes after its array: %w", info.Size()-want, ErrFormat)
	}
	return nil
}

// Close closes the file.
func (f *File) Close() error { return f.file.Close() }

// chunkNumbers bounds how many numbers are read at once.
const chunkNumbers = 1 << 20

// ReadFloat32 reads the block that begins at start and has count numbers along each dimension, in
// storage order, into dst, which it makes as long and gives back. Numbers of 8 bytes are rounded.
func (f *File) ReadFloat32(start, count []int, dst []float32) ([]float32, error) {
	if len(start) != len(f.Shape) || len(count) != len(f.Shape) {
		return nil, fmt.Errorf("a block of %d dimensions of an array of %d", len(count), len(f.Shape))
	}
	n := 1
	for i, d := range f.Shape {
		if start[i] < 0 || count[i] < 0 || start[i] > d-count[i] {
			return nil, fmt.Errorf("a block from %v of %v outside an array of %v", start, count, f.Shape)
		}
		n *= count[i]
	}
	dst = slices.Grow(dst[:0], n)[:n]
	if n == 0 {
		return dst, nil
	}
	// The inner dimensions that are taken whole make runs, with the first that is not.
	inner, run := len(f.Shape), 1
	for inner > 0 {
		inner--
		run *= count[inner]
		if count[inner] != f.Shape[inner] {
			break
		}
	}
	at := slices.Clone(start)
	for done := 0; done < n; done += run {
		if err := f.readRun(f.place(at), dst[done:done+run]); err != nil {
			return nil, err
		}
		for i := inner - 1; i >= 0; i-- {
			if at[i]++; at[i] < start[i]+count[i] {
				break
			}
			at[i] = start[i]
		}
	}
	return dst, nil
}

// place gives the number of an element.
func (f *File) place(at []int) int64 {
	k := int64(0)
	for i, d := range f.Shape {
		k = k*int64(d) + int64(at[i])
	}
	return k
}

// readRun reads numbers that lie one after another.
func (f *File) readRun(first int64, dst []float32) error {
	for len(dst) > 0 {
		n := min(len(dst), chunkNumbers)
		size := n * f.Width
		f.raw = slices.Grow(f.raw[:0], size)[:size]
		if _, err := f.file.ReadAt(f.raw, f.Offset+first*int64(f.Width)); err != nil {
			if err == io.EOF {
				return fmt.Errorf("it became shorter while it was read: %w", ErrFormat)
			}
			return err
		}
		decode(f.raw, f.Width, dst[:n])
		dst, first = dst[n:], first+int64(n)
	}
	return nil
}

// decode makes float32 of little-endian numbers of width bytes.
func decode(raw []byte, width int, dst []float32) {
	switch width {
	case 2:
		for i := range dst {
			dst[i] = half(binary.LittleEndian.Uint16(raw[2*i:]))
		}
	case 4:
		for i := range dst {
			dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
		}
	case 8:
		for i := range dst {
			dst[i] = float32(math.Float64frombits(binary.LittleEndian.Uint64(raw[8*i:])))
		}
	}
}

// half gives the number of IEEE 754 half precision.
func half(bits uint16) float32 {
	sign, exponent, fraction := uint32(bits>>15)<<31, uint32(bits>>10&31), uint32(bits&1023)
	switch exponent {
	case 0: // zero and what is smaller than 2⁻¹⁴
		f := float32(fraction) / (1 << 24)
		return math.Float32frombits(math.Float32bits(f) | sign)
	case 31:
		return math.Float32frombits(sign | 0x7f800000 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}
