package views

import (
	"context"
	"math"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// What bounds a section.
const (
	maxStops     = 1000
	defaultStops = 100
	maxVertices  = 200
)

type sectionJSON struct {
	originJSON
	Interpolation string            `json:"interpolation"`
	Length        float64           `json:"length_km"`
	Distance      []float64         `json:"distance_km"`
	Lat           []float64         `json:"lat"`
	Lon           []float64         `json:"lon"`
	Bearing       []float64         `json:"bearing"`
	Vertices      []int             `json:"vertices"` // which of the places they are
	Units         map[string]string `json:"units"`
	Pressure      answer.Values     `json:"pressure"` // of the levels, from below
	Elevation     answer.Values     `json:"elevation"`
	Sections      []sectionAtJSON   `json:"sections"`
}

type sectionAtJSON struct {
	Time            time.Time                  `json:"time"`
	SurfacePressure answer.Values              `json:"surface_pressure"`
	Levels          map[string][]answer.Values `json:"levels"` // by level, then by place
	Layers          map[string]answer.Values   `json:"layers"`
	Missing         map[string]string          `json:"missing,omitempty"`
}

// section answers /api/v1/section.
func (h Handler) section(c *gin.Context) error {
	p, err := queryOf(c)
	if err != nil {
		return err
	}
	v, err := h.viewOfRun(c, p)
	if err != nil {
		return err
	}
	stops, err := stopsAsked(strings.Join(p["points"], ";"), p.Get("count"))
	if err != nil {
		return err
	}
	method, err := point.ParseMethod(p.Get("interpolation"))
	if err != nil {
		return err
	}
	if method == point.Land || method == point.Sea {
		return ask.Wrong("a section is bilinear or nearest, not of %s alone", method)
	}
	r := &sectionReading{view: v, stops: stops, method: method}
	if err := r.choose(strings.Join(p["layers"], ",")); err != nil {
		return err
	}
	if n := len(r.layers) * len(stops) * len(v.times) * v.readers(); n > answer.MaxValues {
		return ask.Wrong("%d values are too many for one answer: ask for at most %d, with fewer times, layers or places (count)", n, answer.MaxValues)
	}
	return h.sendEach(c, v, func(v *view) (any, error) {
		one := *r
		one.view = v
		if err := h.readSection(c, &one); err != nil {
			return nil, err
		}
		return one.answer(), nil
	})
}

// seriesPay is from how many times on it pays to read by location: a field's chunks hold many places
// of the line, a series' chunks many times.
const seriesPay = 12

// readSection reads all layers at all places.
func (h Handler) readSection(c *gin.Context, r *sectionReading) error {
	q := point.Query{Dataset: r.Dataset, Run: r.Run, Layers: r.layers, Times: r.times, Method: r.method}
	for _, stop := range r.stops {
		q.Places = append(q.Places, stop.Place)
	}
	source := point.Source{Open: r.fields.Open}
	if len(r.times) >= seriesPay {
		source.Series = r.fields.Series
	}
	var err error
	if r.elevations, err = h.Elevations(c.Request.Context(), r.Inventory, q.Places, r.method); err != nil {
		return err
	}
	if r.values, err = point.Read(c.Request.Context(), r.Grids[0], source, q); err != nil {
		return err
	}
	return r.readGround(c.Request.Context(), q)
}

// readGround reads the pressure at the ground, of a statistic the mean.
func (r *sectionReading) readGround(ctx context.Context, q point.Query) error {
	ground := layerNamed("surface_pressure")
	if !r.menu.Has(ground) {
		return nil
	}
	q.Layers = []forecast.Layer{ground}
	fields := r.mean()
	source := point.Source{Open: fields.Open}
	if len(r.times) >= seriesPay {
		source.Series = fields.Series
	}
	series, err := point.Read(ctx, r.Grids[0], source, q)
	if err != nil {
		return err
	}
	for t := range r.times {
		row := make(answer.Values, len(r.stops))
		for i := range row {
			row[i] = float32(r.convert(ground.Variable, float64(series[i][0].Values[t])))
		}
		r.ground = append(r.ground, row)
	}
	return nil
}

func (r *sectionReading) answer() sectionJSON {
	last := r.stops[len(r.stops)-1]
	out := sectionJSON{
		originJSON: r.origin, Interpolation: r.method.String(), Length: answer.Round(last.Distance/1000, 3),
		Vertices: []int{}, Units: map[string]string{"elevation": "m"}, Pressure: answer.Values{}, Sections: []sectionAtJSON{},
	}
	pressure := forecast.VariableNamed("surface_pressure")
	out.Units["pressure"] = r.display(pressure).Units
	out.Units["surface_pressure"] = r.display(pressure).Units
	for i, s := range r.stops {
		out.Distance = append(out.Distance, answer.Round(s.Distance/1000, 3))
		out.Lat, out.Lon = append(out.Lat, answer.Round(s.Lat, 6)), append(out.Lon, answer.Round(s.Lon, 6))
		out.Bearing = append(out.Bearing, answer.Round(s.Bearing, 3))
		if s.Vertex >= 0 {
			out.Vertices = append(out.Vertices, i)
		}
	}
	for _, p := range r.levels {
		out.Pressure = append(out.Pressure, float32(r.convert(pressure, p*100)))
	}
	for t := range r.times {
		out.Sections = append(out.Sections, r.at(t, out.Units))
	}
	for _, metres := range r.elevations {
		out.Elevation = append(out.Elevation, float32(metres))
	}
	return out
}

// at gives the section at the t-th time, and notes the units of what is in it.
func (r *sectionReading) at(t int, units map[string]string) sectionAtJSON {
	out := sectionAtJSON{Time: r.times[t], Levels: map[string][]answer.Values{}, Layers: map[string]answer.Values{}, Missing: map[string]string{}}
	for _, name := range r.names {
		var worst []point.Reason
		for _, p := range r.levels {
			l := onLevel(name, p)
			for name, row := range r.rows(l, t, &worst) {
				out.Levels[name] = append(out.Levels[name], row)
				units[name] = r.display(r.as(l).Variable).Units
			}
		}
		if why := answer.ExplainAmong("values", worst, r.whyQuarantined(onLevel(name, r.levels[0]))); why != "" {
			out.Missing[name] = why
		}
	}
	for _, l := range r.single {
		var worst []point.Reason
		for name, row := range r.rows(l, t, &worst) {
			name += l.Level.Suffix()
			out.Layers[name], units[name] = row, r.display(r.as(l).Variable).Units
		}
		if why := answer.ExplainAmong("values", worst, r.whyQuarantined(l)); why != "" {
			out.Missing[l.Name()] = why
		}
	}
	if r.ground != nil {
		out.SurfacePressure = r.ground[t]
	}
	return out
}

// rows gives a layer along the line at a time, by its variable's name; of a vector both components
// along and across the line. A layer that is not there is missing.
func (r *sectionReading) rows(l forecast.Layer, t int, worst *[]point.Reason) map[string]answer.Values {
	if l.Variable.Shape != forecast.Vector {
		row, reasons := r.along(l, t)
		*worst = append(*worst, reasons...)
		return map[string]answer.Values{l.Variable.Name: row}
	}
	pair := r.menu.Components(l)
	if pair == nil {
		pair = []forecast.Layer{l, l} // which is not there either
	}
	u, reasons := r.along(pair[0], t)
	v, _ := r.along(pair[1], t)
	*worst = append(*worst, reasons...)
	for i, s := range r.stops {
		along, across := s.Turn(float64(u[i]), float64(v[i]))
		u[i], v[i] = float32(along), float32(across)
	}
	return map[string]answer.Values{l.Variable.Name + "_along": u, l.Variable.Name + "_across": v}
}

// along gives a layer's values along the line at a time, in the answer's units, and why some are missing.
func (r *sectionReading) along(l forecast.Layer, t int) (answer.Values, []point.Reason) {
	row, reasons := make(answer.Values, len(r.stops)), make([]point.Reason, len(r.stops))
	k, read := r.place[l]
	as := r.as(l).Variable
	for i := range r.stops {
		row[i], reasons[i] = float32(math.NaN()), point.NotThere
		if read {
			s := r.values[i][k]
			row[i], reasons[i] = float32(r.convert(as, float64(s.Values[t]))), s.Reasons[t]
		}
	}
	return row, reasons
}
