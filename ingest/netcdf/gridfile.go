package netcdf

import (
	"math"
	"time"

	"github.com/fengtu/fengtu/forecast/gridfile"
)

// CreateGrid begins a file of grids at times that follows the CF conventions. It implements
// gridfile.Create.
func CreateGrid(path string, spec gridfile.Spec) (gridfile.Writer, error) {
	w, err := Create(path)
	if err != nil {
		return nil, err
	}
	g := &gridWriter{Writer: w, spec: spec}
	if err := g.begin(); err != nil {
		w.Abort()
		return nil, err
	}
	return g, nil
}

type gridWriter struct {
	*Writer
	spec gridfile.Spec
}

func textAttrs(pairs ...string) map[string]Attr {
	out := map[string]Attr{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			out[pairs[i]] = TextAttr(pairs[i+1])
		}
	}
	return out
}

// begin writes everything but the values.
func (g *gridWriter) begin() error {
	s := g.spec
	since := "seconds since 1970-01-01T00:00:00Z"
	var times []float64
	for _, t := range s.Times {
		times = append(times, float64(t.Unix()))
	}
	var err error
	do := func(more error) {
		if err == nil {
			err = more
		}
	}
	do(g.GlobalAttr("Conventions", TextAttr("CF-1.8")))
	for _, a := range s.Attributes {
		do(g.GlobalAttr(a[0], TextAttr(a[1])))
	}
	axis := func(name string, values []float64, attrs map[string]Attr) {
		do(g.DefDim(name, len(values)))
		do(g.DefVar(name, Double, []string{name}, attrs))
	}
	axis("time", times, textAttrs("standard_name", "time", "units", since, "calendar", "proleptic_gregorian", "axis", "T"))
	axis("latitude", s.Lat, textAttrs("standard_name", "latitude", "units", "degrees_north", "axis", "Y"))
	axis("longitude", s.Lon, textAttrs("standard_name", "longitude", "units", "degrees_east", "axis", "X"))
	do(g.DefVar("forecast_reference_time", Double, nil, textAttrs("standard_name", "forecast_reference_time", "units", since, "calendar", "proleptic_gregorian")))
	for _, v := range s.Variables {
		attrs := textAttrs("standard_name", v.StandardName, "long_name", v.LongName, "units", v.Units, "comment", v.Comment, "coordinates", "forecast_reference_time")
		attrs["_FillValue"] = Attr{Type: Float, Numbers: []float64{math.NaN()}}
		do(g.DefVar(v.Name, Float, []string{"time", "latitude", "longitude"}, attrs))
	}
	for name, values := range map[string][]float64{
		"time": times, "latitude": s.Lat, "longitude": s.Lon, "forecast_reference_time": {float64(s.Run.Truncate(time.Second).Unix())},
	} {
		do(g.PutFloat64(name, nil, nil, values))
	}
	return err
}

// Put implements gridfile.Writer.
func (g *gridWriter) Put(variable, at int, values []float32) error {
	rows, cols := len(g.spec.Lat), len(g.spec.Lon)
	return g.PutFloat32(g.spec.Variables[variable].Name, []int{at, 0, 0}, []int{1, rows, cols}, values)
}
