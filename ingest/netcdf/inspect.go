package netcdf

import (
	"strings"
	"unicode/utf8"

	nc "github.com/fhs/go-netcdf/netcdf"
)

// inspect reads the description of the whole file. It runs on the netcdf thread,
// as does everything below.
func (f *File) inspect() error {
	n, err := f.ds.NAttrs()
	if err != nil {
		return err
	}
	if f.attrs, err = readAttrs(n, f.ds.AttrN); err != nil {
		return err
	}
	if n, err = f.ds.NVars(); err != nil {
		return err
	}
	f.vars = make([]Var, n)
	f.index = make(map[string]int, n)
	for id := range f.vars {
		if f.vars[id], err = describe(f.ds.VarN(id)); err != nil {
			return err
		}
		f.vars[id].Chunk = chunkShape(f.ds, id, len(f.vars[id].Dims))
		f.index[f.vars[id].Name] = id
	}
	return nil
}

func describe(v nc.Var) (Var, error) {
	var out Var
	var err error
	if out.Name, err = v.Name(); err != nil {
		return out, err
	}
	t, err := v.Type()
	if err != nil {
		return out, err
	}
	out.Type = Type(t)
	dims, err := v.Dims()
	if err != nil {
		return out, err
	}
	for _, d := range dims {
		name, err := d.Name()
		if err != nil {
			return out, err
		}
		n, err := d.Len()
		if err != nil {
			return out, err
		}
		out.Dims = append(out.Dims, Dim{name, int(n)})
	}
	n, err := v.NAttrs()
	if err != nil {
		return out, err
	}
	out.Attrs, err = readAttrs(n, v.AttrN)
	return out, err
}

// readAttrs leaves out the attributes of types that the binding cannot read:
// NC_STRING, which Python writes for non-ASCII text, and types the file defines.
func readAttrs(n int, at func(int) (nc.Attr, error)) (map[string]Attr, error) {
	attrs := make(map[string]Attr, n)
	for i := range n {
		a, err := at(i)
		if err != nil {
			return nil, err
		}
		value, ok, err := readAttr(a)
		if err != nil {
			return nil, err
		}
		if ok {
			attrs[a.Name()] = value
		}
	}
	return attrs, nil
}

func readAttr(a nc.Attr) (Attr, bool, error) {
	t, err := a.Type()
	if err != nil {
		return Attr{}, false, err
	}
	n, err := a.Len()
	if err != nil {
		return Attr{}, false, err
	}
	out := Attr{Type: Type(t)}
	if n == 0 { // the binding would index an empty slice
		return out, true, nil
	}
	if t == nc.CHAR {
		raw, err := nc.GetBytes(a)
		out.Text = text(raw)
		return out, err == nil, err
	}
	out.Numbers, err = numbers(out.Type, a)
	return out, out.Numbers != nil, err
}

// text drops the NULs that pad C strings, and reads as Latin-1 what is not UTF-8
// (a degree sign in older files).
func text(raw []byte) string {
	s := strings.TrimRight(string(raw), "\x00")
	if utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(rune(s[i]))
	}
	return b.String()
}
