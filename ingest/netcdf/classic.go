package netcdf

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// checkClassic refuses a classic file (CDF-1, 2 or 5) that is shorter than its
// header says. libnetcdf would read zeros for what is missing, without an error.
func checkClassic(path string, size int64) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("netcdf: %w", err)
	}
	defer f.Close()
	need, err := classicSize(bufio.NewReader(f))
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("netcdf: %s: %s: %w", path, notNetCDF(path), ErrFormat)
	}
	if errors.Is(err, errHeader) { // the library would go and ask for the memory that it claims
		return fmt.Errorf("netcdf: %s: its header makes no sense: the file is damaged: copy it again: %w", path, ErrFormat)
	}
	if err == nil && size < need {
		return fmt.Errorf("netcdf: %s is truncated or still being written (%d bytes of %d): wait until it is complete or copy it again: %w",
			path, size, need, ErrFormat)
	}
	return nil // whatever else is wrong, libnetcdf judges
}

var errHeader = errors.New("a header that makes no sense")

// Bounds on what a header may claim, so that a hostile one costs little.
const (
	maxEntries = 1 << 20
	maxBytes   = 1 << 30
)

// header reads the classic format of the NetCDF User's Guide, appendix B. The
// first error sticks.
type header struct {
	r       *bufio.Reader
	version byte
	err     error
}

// classicSize returns the bytes that a file with this header must have, 0 if it
// is not a classic file.
func classicSize(r *bufio.Reader) (int64, error) {
	magic, err := r.Peek(4)
	if err != nil || string(magic[:3]) != "CDF" {
		if err == io.EOF && len(magic) == 0 {
			return 0, io.ErrUnexpectedEOF
		}
		return 0, nil
	}
	h := &header{r: r, version: magic[3]}
	if h.version != 1 && h.version != 2 && h.version != 5 {
		return 0, nil // the library says what it thinks of that
	}
	h.skip(4)
	records := h.count()
	dims := make([]int64, 0, 8)
	for n := h.list(); n > 0 && h.err == nil; n-- {
		h.name()
		dims = append(dims, h.count())
	}
	h.attributes()
	return h.extent(records, dims)
}

// extent reads the variable list and returns the end of the last value.
func (h *header) extent(records int64, dims []int64) (int64, error) {
	type recordVar struct{ begin, size int64 }
	var end, stride int64
	var recorded []recordVar
	for n := h.list(); n > 0 && h.err == nil; n-- {
		begin, size, record := h.variable(dims)
		if !record {
			end = max(end, begin+size)
			continue
		}
		recorded = append(recorded, recordVar{begin, size})
		stride += (size + 3) &^ 3
	}
	if h.err != nil {
		return 0, h.err
	}
	if len(recorded) == 1 {
		stride = recorded[0].size // a lone record variable is not padded
	}
	streaming := h.version != 5 && records == 1<<32-1
	if records > 0 && !streaming {
		for _, v := range recorded {
			end = max(end, v.begin+(records-1)*stride+v.size)
		}
	}
	return end, nil
}

// variable reads one entry: where its data begin, the bytes of one record or of
// the whole, and whether it has records.
func (h *header) variable(dims []int64) (begin, size int64, record bool) {
	h.name()
	shape := h.limited(1024)
	values := int64(1)
	for i := int64(0); i < shape && h.err == nil; i++ {
		id := h.count()
		if h.err != nil || id < 0 || id >= int64(len(dims)) {
			h.fail(errHeader)
			return 0, 0, false
		}
		if i == 0 && dims[id] == 0 {
			record = true
			continue
		}
		values *= dims[id]
	}
	h.attributes()
	size = values * h.width()
	h.count() // vsize, which wraps for large variables
	if h.version == 1 {
		return h.int(4), size, record
	}
	return h.int(8), size, record
}

func (h *header) attributes() {
	for n := h.list(); n > 0 && h.err == nil; n-- {
		h.name()
		width := h.width()
		h.skip((h.limited(maxBytes)*width + 3) &^ 3)
	}
}

func (h *header) name() { h.skip((h.limited(1<<16) + 3) &^ 3) }

// list reads a list's tag and returns its number of entries.
func (h *header) list() int64 {
	h.skip(4)
	return h.limited(maxEntries)
}

// count reads a number that is 4 bytes wide, 8 in CDF-5.
func (h *header) count() int64 {
	if h.version == 5 {
		return h.int(8)
	}
	return h.int(4)
}

func (h *header) limited(most int64) int64 {
	n := h.count()
	if h.err != nil {
		return 0
	}
	if n < 0 || n > most {
		h.fail(errHeader)
		return 0
	}
	return n
}

// width reads a type and returns the bytes of one value.
func (h *header) width() int64 {
	t := Type(h.int(4))
	if bits := typeTraits[t].bits; bits > 0 {
		return int64(bits / 8)
	}
	h.fail(errHeader)
	return 0
}

func (h *header) int(width int) int64 {
	var b [8]byte
	if h.err == nil {
		_, err := io.ReadFull(h.r, b[8-width:])
		h.fail(err)
	}
	if h.err != nil {
		return 0
	}
	return int64(binary.BigEndian.Uint64(b[:]))
}

func (h *header) skip(n int64) {
	if h.err == nil {
		_, err := h.r.Discard(int(n))
		h.fail(err)
	}
}

func (h *header) fail(err error) {
	if h.err == nil {
		h.err = err
	}
}
