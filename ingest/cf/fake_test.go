package cf

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// fake is a file that exists in memory alone.
type fake struct {
	path    string
	vars    []Var
	attrs   map[string]Attr
	numbers map[string][]float64
	strings map[string][]string
	sample  func(name string, start []int) []float32
	block   func(start, count []int) []float32 // where set, instead of sample
}

func (f *fake) Path() string                          { return f.path }
func (f *fake) Vars() []Var                           { return f.vars }
func (f *fake) Attrs() map[string]Attr                { return f.attrs }
func (f *fake) Strings(name string) ([]string, error) { return f.strings[name], nil }

func (f *fake) Numbers(name string) ([]float64, error) {
	v, ok := f.numbers[name]
	if !ok {
		return nil, errors.New("no such variable")
	}
	return append([]float64(nil), v...), nil
}

func (f *fake) Sample(name string, start, count []int) ([]float32, error) {
	if f.block != nil {
		return f.block(start, count), nil
	}
	if f.sample == nil {
		return nil, errors.New("no values")
	}
	return f.sample(name, start), nil
}

func words(pairs ...string) map[string]Attr {
	m := map[string]Attr{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = Attr{Text: pairs[i+1]}
	}
	return m
}

// coordinate adds a coordinate variable.
func (f *fake) coordinate(name string, values []float64, attrs ...string) *fake {
	return f.scalarOn([]Dim{{name, len(values)}}, name, values, attrs...)
}

func (f *fake) scalar(name string, value float64, attrs ...string) *fake {
	return f.scalarOn(nil, name, []float64{value}, attrs...)
}

func (f *fake) scalarOn(dims []Dim, name string, values []float64, attrs ...string) *fake {
	f.vars = append(f.vars, Var{Name: name, Dims: dims, Attrs: words(attrs...)})
	f.numbers[name] = values
	return f
}

// bounds adds the bounds of a coordinate's values.
func (f *fake) bounds(of string, values ...float64) *fake {
	for i := range f.vars {
		if f.vars[i].Name == of {
			f.vars[i].Attrs["bounds"] = Attr{Text: of + "_bnds"}
		}
	}
	return f.scalarOn([]Dim{{of, len(values) / 2}, {"bnds", 2}}, of+"_bnds", values)
}

// data adds a data variable on dimensions such as "time lat lon".
func (f *fake) data(name, dims string, attrs ...string) *fake {
	v := Var{Name: name, Attrs: words(attrs...)}
	for d := range strings.FieldsSeq(dims) {
		n := 1
		for _, c := range f.vars {
			if c.Name == d {
				n = c.size()
			}
		}
		v.Dims = append(v.Dims, Dim{d, n})
	}
	f.vars = append(f.vars, v)
	return f
}

// square is a file with a grid of 3 × 4 nodes and nothing else.
func square(path string) *fake {
	f := &fake{path: path, attrs: map[string]Attr{}, numbers: map[string][]float64{}, strings: map[string][]string{}}
	f.coordinate("lat", []float64{50, 40, 30}, "units", "degrees_north")
	return f.coordinate("lon", []float64{100, 110, 120, 130}, "units", "degrees_east")
}

// timed is square with two times.
func timed(path string) *fake {
	return square(path).coordinate("time", []float64{0, 6}, "units", "hours since 2026-11-23 00:00:00")
}

func mustRead(t *testing.T, f *fake) *Plan {
	t.Helper()
	p, err := Read(f, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// layers gives the names of all layers of a plan.
func layers(p *Plan) string {
	var names []string
	for _, t := range p.Takes {
		for _, plane := range t.Planes {
			names = append(names, plane.Layer.Name())
		}
	}
	return strings.Join(names, " ")
}

// times gives all valid times of a plan, as hours after 2026-11-23 00 UTC.
func times(p *Plan) []float64 {
	var out []float64
	for _, t := range p.Times {
		out = append(out, t.Sub(day).Hours())
	}
	return out
}

var day = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

func wantRefused(t *testing.T, f *fake, want string) {
	t.Helper()
	_, err := Read(f, Options{})
	if forecast.KindOf(err) != forecast.Invalid || err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got error %v, want one with %q", err, want)
	}
}
