package netcdf

import (
	"math"
	"time"

	"github.com/fengtu/fengtu/forecast/gridfile"
	"github.com/fengtu/fengtu/forecast/projection"
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
	y, x projection.Axis
	err  error // the first of begin
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

const since1970 = "seconds since 1970-01-01T00:00:00Z"

// mappingName is the scalar that carries the attributes of a grid mapping.
const mappingName = "crs"

// begin writes everything but the values.
func (g *gridWriter) begin() error {
	s := &g.spec
	g.do(g.GlobalAttr("Conventions", TextAttr("CF-1.8")))
	for _, a := range s.Attributes {
		g.do(g.GlobalAttr(a[0], TextAttr(a[1])))
	}
	var times []float64
	for _, t := range s.Times {
		times = append(times, float64(t.Unix()))
	}
	clock := textAttrs("standard_name", "time", "units", since1970, "calendar", "proleptic_gregorian", "axis", "T")
	g.dimension("time", times, clock)
	if s.Plane == nil {
		g.y, g.x = projection.Axes(projection.LatLon)
		g.axis(g.y, "Y", s.Lat)
		g.axis(g.x, "X", s.Lon)
	} else {
		g.plane(s.Plane)
	}
	g.number("forecast_reference_time", nil, []float64{float64(s.Run.Truncate(time.Second).Unix())},
		textAttrs("standard_name", "forecast_reference_time", "units", since1970, "calendar", "proleptic_gregorian"))
	for _, v := range s.Variables {
		g.do(g.DefVar(v.Name, Float, []string{"time", g.y.Name, g.x.Name}, g.variable(v)))
	}
	return g.err
}

// do keeps the first error.
func (g *gridWriter) do(err error) {
	if g.err == nil {
		g.err = err
	}
}

// number writes a variable of numbers.
func (g *gridWriter) number(name string, dims []string, values []float64, attrs map[string]Attr) {
	g.do(g.DefVar(name, Double, dims, attrs))
	g.do(g.PutFloat64(name, nil, nil, values))
}

func (g *gridWriter) dimension(name string, values []float64, attrs map[string]Attr) {
	g.do(g.DefDim(name, len(values)))
	g.number(name, []string{name}, values, attrs)
}

func (g *gridWriter) axis(a projection.Axis, letter string, values []float64) {
	g.dimension(a.Name, values, textAttrs("standard_name", a.StandardName, "units", a.Units, "axis", letter))
}

// plane writes the coordinates of a plane, its grid mapping, and the place of each node. A mesh has these
// alone.
func (g *gridWriter) plane(p *gridfile.Plane) {
	g.y, g.x = projection.Axes(p.Mapping.Kind)
	if p.Mapping.Kind == "" {
		g.do(g.DefDim(g.y.Name, len(p.Y)))
		g.do(g.DefDim(g.x.Name, len(p.X)))
	} else {
		g.axis(g.y, "Y", p.Y)
		g.axis(g.x, "X", p.X)
		mapping := textAttrs("grid_mapping_name", p.Mapping.Kind)
		for name, numbers := range p.Mapping.Numbers {
			mapping[name] = Attr{Type: Double, Numbers: numbers}
		}
		g.do(g.DefVar(mappingName, Int, nil, mapping))
	}
	both := []string{g.y.Name, g.x.Name}
	lat, lon := projection.Axes(projection.LatLon)
	g.number(lat.Name, both, p.Lat, textAttrs("standard_name", lat.StandardName, "units", lat.Units))
	g.number(lon.Name, both, p.Lon, textAttrs("standard_name", lon.StandardName, "units", lon.Units))
}

// variable gives the attributes of a variable.
func (g *gridWriter) variable(v gridfile.Variable) map[string]Attr {
	attrs := textAttrs("standard_name", v.StandardName, "long_name", v.LongName, "units", v.Units, "comment", v.Comment, "coordinates", "forecast_reference_time")
	attrs["_FillValue"] = Attr{Type: Float, Numbers: []float64{math.NaN()}}
	if p := g.spec.Plane; p != nil {
		attrs["coordinates"] = TextAttr("latitude longitude forecast_reference_time")
		if p.Mapping.Kind != "" {
			attrs["grid_mapping"] = TextAttr(mappingName)
		}
	}
	return attrs
}

// Put implements gridfile.Writer.
func (g *gridWriter) Put(variable, at int, values []float32) error {
	return g.PutFloat32(g.spec.Variables[variable].Name, []int{at, 0, 0}, []int{1, g.spec.Rows(), g.spec.Cols()}, values)
}
