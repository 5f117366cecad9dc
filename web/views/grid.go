package views

import (
	"context"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/area"
	"github.com/fengtu/fengtu/forecast/gridfile"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

type gridDataJSON struct {
	originJSON
	Method string                   `json:"method"`
	Lat    []float64                `json:"lat"` // of rows, from the north
	Lon    []float64                `json:"lon"` // of columns, from the west
	Times  []time.Time              `json:"times"`
	Layers map[string]gridLayerJSON `json:"layers"`
}

type gridLayerJSON struct {
	Units   string            `json:"units"`
	Values  [][]answer.Values `json:"values"` // by time, row and column
	Missing string            `json:"missing,omitempty"`
}

// gridAsk is a request for layers on a grid of latitudes and longitudes.
type gridAsk struct {
	*view
	layers []forecast.Layer
	target *forecast.Grid
	window forecast.Window                              // of target
	onto   func(forecast.Field) (forecast.Field, error) // nil where target is the model's own grid
	method string
}

// grid answers /api/v1/grid.
func (h Handler) grid(c *gin.Context) error {
	p := c.Request.URL.Query()
	q := &gridAsk{}
	var err error
	if q.view, err = h.viewOfRun(c, p); err != nil {
		return err
	}
	if q.layers, err = ask.Layers(strings.Join(p["layers"], ","), q.Inventory, q.menu); err != nil {
		return err
	}
	if err := q.check(q.layers...); err != nil {
		return err
	}
	if len(q.times) == 0 {
		return forecast.Errorf(forecast.NotFound, "web.grid", "the run has no time there: /api/v1/datasets/%s/runs/%s lists them", q.Dataset, q.origin.Run)
	}
	name, err := ask.OneOf(c, "format", "json", "netcdf", "geotiff", "csv")
	if err != nil {
		return err
	}
	if err := q.aim(p.Get("bbox"), p.Get("resolution"), p.Get("interpolation")); err != nil {
		return err
	}
	if q.onto == nil && q.target.Projection != nil && name == "json" {
		return ask.Wrong("interpolation=none of this grid, whose nodes make no rows of one latitude, goes with format=netcdf, geotiff or csv")
	}
	most := answer.MaxFileValues
	if name == "json" {
		most = answer.MaxValues
	}
	if n := q.window.Size() * len(q.times) * len(q.layers) * max(1, len(q.members)); n > most {
		return ask.Wrong("%d values are too many for one answer (%d nodes × %d times × %d layers): ask for at most %d, with a smaller bbox, fewer times or layers, a coarser resolution=%s",
			n, q.window.Size(), len(q.times), len(q.layers), most, map[bool]string{true: ", or for format=netcdf"}[name == "json" && n <= answer.MaxFileValues])
	}
	if name == "json" {
		return h.sendEach(c, q.view, func(v *view) (any, error) {
			one := *q
			one.view = v
			return one.answer(c.Request.Context())
		})
	}
	if q.members != nil {
		return ask.Wrong("a file is of one member, or of a statistic: ask for each member by itself, or for format=json")
	}
	format, err := h.Files.Format(name)
	if err != nil {
		return err
	}
	key := "grid " + answer.StateOf(q.Inventory) + " " + c.Request.URL.RawQuery
	for _, run := range q.lagged {
		key += " " + answer.StateOf(run)
	}
	return h.Files.SendGrids(c, key, q.Dataset+"_"+q.origin.Run, format, answer.Grids{Spec: q.spec(), Grid: q.target, Window: q.window, Values: q.values})
}

// open opens a field on the target grid.
func (q *gridAsk) open(ctx context.Context, ref forecast.Ref) (forecast.Field, error) {
	f, err := q.fields.Open(ctx, ref)
	if err != nil || q.onto == nil {
		return f, err
	}
	return q.onto(f)
}

// read fills dst with a layer at a time, in the units of the answer.
func (q *gridAsk) read(ctx context.Context, l forecast.Layer, at time.Time, dst []float32) (point.Reason, error) {
	ref := forecast.Ref{Dataset: q.Dataset, Run: q.Run, Layer: l, Time: at}
	reason, err := area.Read(ctx, q.open, ref, q.window, dst)
	if q.metric {
		as := q.as(l).Variable
		for i, v := range dst {
			dst[i] = float32(q.convert(as, float64(v)))
		}
	}
	return reason, err
}

func (q *gridAsk) spec() gridfile.Spec {
	spec := gridfile.Spec{
		Times: q.times, Run: q.Run,
		Attributes: [][2]string{
			{"title", q.Dataset},
			{"source", "run " + q.origin.Run + " of dataset " + q.Dataset},
			{"licence", q.origin.Licence},
			{"attribution", q.origin.Attribution},
			{"grid_method", q.method},
		},
	}
	if q.over != nil {
		spec.Attributes = append(spec.Attributes, [2]string{"statistic", q.origin.Statistic})
	}
	for _, asked := range q.layers {
		l := q.as(asked)
		spec.Variables = append(spec.Variables, gridfile.Variable{Name: asked.Name(), StandardName: l.Variable.StandardName, LongName: l.Title().EN, Units: q.display(l.Variable).Units})
	}
	return spec
}

// values reads time after time.
func (q *gridAsk) values(ctx context.Context, put func(variable, at int, values []float32) error) error {
	values := make([]float32, q.window.Size())
	for t, at := range q.times {
		for k, l := range q.layers {
			if _, err := q.read(ctx, l, at, values); err != nil {
				return err
			}
			if err := put(k, t, values); err != nil {
				return err
			}
		}
	}
	return nil
}

func (q *gridAsk) answer(ctx context.Context) (gridDataJSON, error) {
	out := gridDataJSON{originJSON: q.origin, Method: q.method, Times: answer.NonNil(q.times), Layers: map[string]gridLayerJSON{}}
	out.Lat, out.Lon = gridfile.Coordinates(q.target, q.window)
	for _, l := range q.layers {
		layer := gridLayerJSON{Units: q.display(q.as(l).Variable).Units, Values: [][]answer.Values{}}
		reasons := make([]point.Reason, len(q.times))
		for t, at := range q.times {
			dst := make([]float32, q.window.Size())
			var err error
			if reasons[t], err = q.read(ctx, l, at, dst); err != nil {
				return out, err
			}
			rows := make([]answer.Values, 0, q.window.Rows)
			for ; len(dst) > 0; dst = dst[q.window.Cols:] {
				rows = append(rows, dst[:q.window.Cols])
			}
			layer.Values = append(layer.Values, rows)
		}
		layer.Missing = answer.Explain(reasons, q.whyQuarantined(l))
		out.Layers[l.Name()] = layer
	}
	return out, nil
}
