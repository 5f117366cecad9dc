package edr

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/gridfile"
)

// netcdf writes coverages as one file of grids, a variable a layer. A position is a grid of one node.
func (h Handler) netcdf(q *ask, coverages []*coverage) (Body, error) {
	first := coverages[0]
	spec := gridfile.Spec{Times: first.times, Run: q.Run, Lat: first.ys, Lon: first.xs, Attributes: [][2]string{
		{"title", q.dataset.Title},
		{"source", q.dataset.ID + ", run of " + forecast.FormatTime(q.Run)},
		{"license", q.dataset.Licence},
		{"institution", q.dataset.Attribution},
	}}
	if len(first.nodes) == 1 {
		spec.Lat, spec.Lon = []float64{first.nodes[0].lat}, []float64{first.nodes[0].lon}
	}
	for _, c := range coverages {
		if len(c.nodes) > 1 || c.along != nil || !slices.Equal(c.nodes, first.nodes) {
			return Body{}, invalid("NetCDF is of one position, or of nodes on a grid of latitudes and longitudes: take f=CoverageJSON or CSV")
		}
		for _, l := range c.layers() {
			spec.Variables = append(spec.Variables, gridfile.Variable{
				Name: l.Name(), StandardName: l.Variable.StandardName, LongName: l.Title().EN, Units: l.Variable.Units,
			})
		}
	}
	text, err := h.written(spec, coverages)
	return Body{"application/x-netcdf", q.dataset.ID + ".nc", text}, err
}

// written gives the bytes of a file.
func (h Handler) written(spec gridfile.Spec, coverages []*coverage) ([]byte, error) {
	if h.NetCDF == nil {
		return nil, forecast.Errorf(forecast.Unavailable, "edr", "this server was built without NetCDF: take f=CoverageJSON or CSV")
	}
	folder, err := os.MkdirTemp("", "fengtu-edr-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "answer.nc")
	w, err := h.NetCDF(path, spec)
	if err != nil {
		return nil, err
	}
	defer w.Abort()
	for t := range spec.Times {
		variable := 0
		for _, c := range coverages {
			for _, values := range c.planes(t) {
				if err := w.Put(variable, t, values); err != nil {
					return nil, err
				}
				variable++
			}
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// planes gives the values of each layer at the t-th time.
func (c *coverage) planes(t int) (out [][]float32) {
	n, depth := c.places(), c.depth()
	for _, values := range c.values {
		for k := range depth {
			at := (t*depth + k) * n
			out = append(out, values[at:at+n])
		}
	}
	return out
}
