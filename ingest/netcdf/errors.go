package netcdf

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"syscall"

	nc "github.com/fhs/go-netcdf/netcdf"
)

// Errors that callers tell apart with errors.Is. A missing file is
// fs.ErrNotExist.
var (
	// ErrFormat: the file is not NetCDF, is cut short or damaged, or needs a
	// decompression filter that is not installed. Trying again helps only if the
	// file was still being written.
	ErrFormat = errors.New("unreadable file")
	// ErrNotFile: the path is a URL, a folder or a device.
	ErrNotFile = errors.New("not a regular file")
	// ErrClosed: the file or writer was used after Close.
	ErrClosed = errors.New("already closed")
)

// Codes of netcdf.h that the binding does not export.
const (
	codeNotNetCDF = nc.Error(-51)
	codeNoMemory  = nc.Error(-61)
	codeHDF       = nc.Error(-101)
	codeFilter    = nc.Error(-132)
	codeNoFilter  = nc.Error(-136)
)

// explain turns a library error into one that names the file and says what to
// do. It must run on the netcdf thread, for it asks the library for its text.
func explain(path, what string, err error) error {
	var code nc.Error
	if !errors.As(err, &code) {
		return fmt.Errorf("netcdf: %s of %s: %w", what, path, err)
	}
	hint := ""
	switch code {
	case codeNotNetCDF:
		return fmt.Errorf("netcdf: %s: %s: %w", path, notNetCDF(path), ErrFormat)
	case codeHDF:
		hint = "it is truncated, damaged or still being written: wait until it is complete or copy it again"
	case codeFilter, codeNoFilter:
		hint = "it is compressed with a filter that is not installed: rewrite it with zlib (nccopy -d 4) or install the HDF5 plugin"
	default:
		return fmt.Errorf("netcdf: %s of %s: %s", what, path, err.Error())
	}
	return fmt.Errorf("netcdf: %s of %s: %s (%s): %w", what, path, hint, code.Error(), ErrFormat)
}

// blame is explain for a file that is read: what the library finds fault with is damage, unless it
// is the machine that fails.
func blame(path, what string, err error) error {
	told := explain(path, what, err)
	var code nc.Error
	if errors.Is(told, ErrFormat) || !errors.As(err, &code) {
		return told
	}
	if code > 0 && !slices.Contains(nonsense, syscall.Errno(code)) || code == codeNoMemory {
		return told
	}
	return fmt.Errorf("%w: the file is damaged: copy it again: %w", told, ErrFormat)
}

// nonsense are the errors of the system that the library gives for what a file claims; others, such
// as EIO and EACCES, are of the machine.
var nonsense = []syscall.Errno{syscall.EINVAL, syscall.E2BIG, syscall.ERANGE, syscall.EDOM, syscall.EOVERFLOW, syscall.EFBIG}

// notNetCDF says why the library did not recognise the file, from its first
// bytes.
func notNetCDF(path string) string {
	head := make([]byte, 8)
	f, err := os.Open(path)
	if err != nil {
		return "cannot be read: check its permissions"
	}
	defer f.Close()
	n, _ := f.Read(head)
	head = head[:n]
	switch {
	case n == 0:
		return "is empty: wait until it is written or copy it again"
	case bytes.HasPrefix(head, []byte("\x89HDF")), bytes.HasPrefix(head, []byte("CDF")):
		return "is a NetCDF file cut short or still being written: wait until it is complete or copy it again"
	case bytes.HasPrefix(head, []byte("GRIB")):
		return "is GRIB, not NetCDF: convert it, for example with grib_to_netcdf"
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return "is compressed with gzip: unpack it first"
	}
	return fmt.Sprintf("is not a NetCDF file (it starts with %q)", head)
}
