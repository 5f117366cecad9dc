package netcdf

import (
	"fmt"

	nc "github.com/fhs/go-netcdf/netcdf"
)

// maxWhole bounds what is read in one piece: a file may declare any size, whatever
// it holds.
const maxWhole = 1 << 26

// ReadFloat64 reads a whole small numeric variable, such as a coordinate or a
// scalar, in storage order. The numbers are raw: scale_factor and _FillValue are
// not applied. An empty variable gives an empty slice.
func (f *File) ReadFloat64(name string) ([]float64, error) {
	var out []float64
	err := onThread(func() error {
		raw, v, err := f.variable(name)
		if err != nil {
			return err
		}
		if err := f.wholeable(v); err != nil {
			return err
		}
		if v.Len() == 0 {
			out = []float64{}
			return nil
		}
		if out, err = numbers(v.Type, raw); err != nil {
			return blame(f.path, "reading "+name, err)
		}
		if out == nil {
			return fmt.Errorf("netcdf: %s of %s holds values of type %v, not numbers", name, f.path, v.Type)
		}
		return nil
	})
	return out, err
}

// ReadText reads a char variable as strings: its last dimension is their length,
// the others are flattened in storage order; a scalar or one-dimensional variable
// is one string. Trailing NULs and blanks are dropped. NC_STRING variables cannot
// be read.
func (f *File) ReadText(name string) ([]string, error) {
	var out []string
	err := onThread(func() error {
		raw, v, err := f.variable(name)
		if err != nil {
			return err
		}
		if v.Type == String {
			return fmt.Errorf("netcdf: %s of %s is of type string, which cannot be read: write it as char (encoding dtype \"S1\" in xarray)", name, f.path)
		}
		if v.Type != Char {
			return fmt.Errorf("netcdf: %s of %s holds values of type %v, not text", name, f.path, v.Type)
		}
		if err := f.wholeable(v); err != nil {
			return err
		}
		if v.Len() == 0 {
			return nil
		}
		all, err := nc.GetBytes(raw)
		if err != nil {
			return blame(f.path, "reading "+name, err)
		}
		out = splitText(all, v)
		return nil
	})
	return out, err
}

func (f *File) wholeable(v Var) error {
	n := 1
	for _, d := range v.Dims {
		if d.Len == 0 {
			return nil
		}
		if n > maxWhole/d.Len {
			return fmt.Errorf("netcdf: %s of %s is too large to read in one piece: use ReadSlab", v.Name, f.path)
		}
		n *= d.Len
	}
	return nil
}

func splitText(all []byte, v Var) []string {
	width := len(all)
	if n := len(v.Dims); n > 0 {
		width = v.Dims[n-1].Len
	}
	out := make([]string, 0, len(all)/width)
	for ; len(all) > 0; all = all[width:] {
		out = append(out, trimBlanks(text(all[:width])))
	}
	return out
}

func trimBlanks(s string) string {
	for len(s) > 0 && (s[len(s)-1] == ' ' || s[len(s)-1] == 0) {
		s = s[:len(s)-1]
	}
	return s
}
