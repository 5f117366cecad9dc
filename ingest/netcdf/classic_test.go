package netcdf

import (
	"bufio"
	"bytes"
	"os"
	"testing"
)

func TestClassicSize(t *testing.T) {
	f := func(path string, want int64) {
		t.Helper()
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		got, err := classicSize(bufio.NewReader(file))
		if err != nil || got != want {
			t.Errorf("%s: %d, %v; want %d", path, got, err, want)
		}
	}
	f(tibet, 31464) // fixed size, CDF-1
	f(cset, 46000)  // records, CDF-2
	f(ens, 0)       // HDF5
}

func FuzzClassicSize(f *testing.F) {
	for _, path := range []string{tibet, cset} {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data[:3000])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = classicSize(bufio.NewReader(bytes.NewReader(data)))
	})
}
