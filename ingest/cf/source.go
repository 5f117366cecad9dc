package cf

import (
	"slices"
	"strings"
)

// Kind says what a variable's values are.
type Kind uint8

// The kinds of values.
const (
	Number Kind = iota
	Text
	Other // values that cannot be read
)

// Dim is a dimension and its length.
type Dim struct {
	Name string
	Len  int
}

// Attr is an attribute's value: Numbers, or Text where Numbers is empty.
type Attr struct {
	Text    string
	Numbers []float64
}

// Var describes a variable; Dims are in the order of storage.
type Var struct {
	Name  string
	Kind  Kind
	Dims  []Dim
	Attrs map[string]Attr
}

// Source describes a file and reads its small variables.
type Source interface {
	// Path gives the file's path, with its folders.
	Path() string
	// Vars lists the variables.
	Vars() []Var
	// Attrs gives the global attributes.
	Attrs() map[string]Attr
	// Numbers reads a whole coordinate or scalar, raw.
	Numbers(name string) ([]float64, error)
	// Strings reads a whole variable of text.
	Strings(name string) ([]string, error)
	// Sample reads a block of a data variable, unpacked, NaN where a value is missing.
	Sample(name string, start, count []int) ([]float32, error)
}

// text gives a text attribute without blanks around it, "" where there is none.
func (v *Var) text(name string) string { return strings.TrimSpace(v.Attrs[name].Text) }

// units gives the units attribute; some writers call it unit.
func (v *Var) units() string {
	if u := v.text("units"); u != "" {
		return u
	}
	return v.text("unit")
}

// standardName gives the CF name without a modifier, lower case.
func (v *Var) standardName() string {
	name, _, _ := strings.Cut(strings.ToLower(v.text("standard_name")), " ")
	return name
}

// prose gives all that the file says of the variable in words, lower case.
func (v *Var) prose() string {
	return strings.ToLower(strings.Join([]string{
		v.text("long_name"), v.text("description"), v.text("comment"), v.text("cell_methods"), v.text("GRIB_name"),
	}, " "))
}

func (v *Var) hasDim(name string) bool {
	for _, d := range v.Dims {
		if d.Name == name {
			return true
		}
	}
	return false
}

// place gives the place of a dimension among the variable's, -1 where it has none of that name.
func (v *Var) place(dim string) int {
	return slices.IndexFunc(v.Dims, func(d Dim) bool { return d.Name == dim })
}

func (v *Var) size() int {
	n := 1
	for _, d := range v.Dims {
		n *= d.Len
	}
	return n
}

// attrFold finds a global attribute by any of several names, in any case.
func attrFold(attrs map[string]Attr, names ...string) string {
	for _, want := range names {
		for name, a := range attrs {
			if text := strings.TrimSpace(a.Text); text != "" && strings.EqualFold(name, want) {
				return text
			}
		}
	}
	return ""
}
