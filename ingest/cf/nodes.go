package cf

import (
	"fmt"
	"math"
	"strings"
)

// nodes are the variables that tell the latitude and longitude of each node of a grid, and their
// two dimensions.
type nodes struct {
	lat, lon     *Var
	down, across string
}

// nodesOf finds two-dimensional latitudes and longitudes on dimensions of a variable: those that
// it names as its coordinates, or any. It gives nil where there are none.
func (r *reader) nodesOf(v *Var) *nodes {
	var named, any []*Var
	mentioned := map[string]bool{}
	for name := range strings.FieldsSeq(v.text("coordinates")) {
		mentioned[name] = true
	}
	for i := range r.vars {
		if c := &r.vars[i]; mentioned[c.Name] {
			named = append(named, c)
		} else {
			any = append(any, c)
		}
	}
	for _, list := range [][]*Var{named, any} {
		var n nodes
		for _, c := range list {
			dims, ok := planeOf(c, v)
			if !ok {
				continue
			}
			switch k := classByMeaning(c); {
			case k == latitude && n.lat == nil:
				n.lat, n.down, n.across = c, dims[0], dims[1]
			case k == longitude && n.lon == nil:
				n.lon = c
			}
		}
		if n.lat != nil && n.lon != nil {
			if dims, _ := planeOf(n.lon, v); dims == [2]string{n.down, n.across} {
				return &n
			}
		}
	}
	return nil
}

// planeOf gives the last two dimensions of a coordinate where they are dimensions of a variable and
// those before, if any, could be a time that it was repeated for.
func planeOf(c, v *Var) (dims [2]string, ok bool) {
	n := len(c.Dims)
	if n < 2 || n > 3 || c.Kind != Number || n == 3 && !v.hasDim(c.Dims[0].Name) && c.Dims[0].Len > 1 {
		return dims, false
	}
	dims = [2]string{c.Dims[n-2].Name, c.Dims[n-1].Name}
	return dims, v.hasDim(dims[0]) && v.hasDim(dims[1]) && c.Dims[n-2].Len > 1 && c.Dims[n-1].Len > 1
}

// nodeValues reads the coordinates of all nodes, row by row of a grid whose rows are dimension
// down; NaN where one is missing.
func (r *reader) nodeValues(c *Var, down string) ([]float64, error) {
	values, err := r.numbers(c)
	if err != nil {
		return nil, err
	}
	n := len(c.Dims)
	rows, cols := c.Dims[n-2].Len, c.Dims[n-1].Len
	if len(values) < rows*cols {
		return nil, fmt.Errorf("%s holds %d values, not %d × %d", c.Name, len(values), rows, cols)
	}
	first := values[:rows*cols]
	for i, v := range values[rows*cols:] {
		if math.Abs(v-first[i%len(first)]) > 1e-5 {
			return nil, fmt.Errorf("%s changes with %s, so that the grid moves, which is not supported", c.Name, c.Dims[0].Name)
		}
	}
	for i, v := range first {
		if math.Abs(v) > 1e4 || r.isFill(c, v) {
			first[i] = math.NaN()
		}
	}
	if c.Dims[n-2].Name == down {
		return first, nil
	}
	turned := make([]float64, len(first))
	for i, v := range first {
		turned[i%cols*rows+i/cols] = v
	}
	return turned, nil
}

// isFill says whether an unpacked coordinate stands for a missing one.
func (r *reader) isFill(c *Var, v float64) bool {
	for _, name := range []string{"_FillValue", "missing_value"} {
		for _, fill := range c.Attrs[name].Numbers {
			if v == fill {
				return true
			}
		}
	}
	return false
}
