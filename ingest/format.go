package ingest

import (
	"bytes"
	"io"
	"os"
)

// magics are the bytes that files of each format begin with.
var magics = []struct{ begin, format string }{
	{"CDF\x01", "NetCDF classic"},
	{"CDF\x02", "NetCDF classic, 64-bit offset"},
	{"CDF\x05", "NetCDF classic, CDF-5"},
	{"\x89HDF\r\n\x1a\n", "NetCDF-4 (HDF5)"},
	{"\x93NUMPY", "array of numpy"},
	{"GRIB", "GRIB"},
	{"PK\x03\x04", "ZIP archive"},
	{"\x1f\x8b", "gzip"},
}

// formatOf gives what a file is by its first bytes, "" where that is not known.
func formatOf(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	head := make([]byte, 8)
	n, _ := io.ReadFull(f, head) // a shorter file has a shorter head
	for _, m := range magics {
		if bytes.HasPrefix(head[:n], []byte(m.begin)) {
			return m.format
		}
	}
	return ""
}
