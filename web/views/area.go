package views

import (
	"context"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/sync/errgroup"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/area"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

type areaJSON struct {
	originJSON
	Area   answer.Region            `json:"area"`
	Method string                   `json:"method"`
	Times  []time.Time              `json:"times"`
	Layers map[string]areaLayerJSON `json:"layers"`
}

// areaLayerJSON has a value a time in each list; those that were not asked for are left out.
type areaLayerJSON struct {
	Units      string                   `json:"units"`
	With       answer.Values            `json:"with_values"` // share of the area
	Mean       answer.Values            `json:"mean,omitempty"`
	Min        answer.Values            `json:"min,omitempty"`
	MinAt      []*placeOfExtreme        `json:"min_at,omitempty"`
	Max        answer.Values            `json:"max,omitempty"`
	MaxAt      []*placeOfExtreme        `json:"max_at,omitempty"`
	Std        answer.Values            `json:"std,omitempty"`
	Percentile map[string]answer.Values `json:"percentiles,omitempty"`
	Share      answer.Values            `json:"share,omitempty"` // of the area beyond the thresholds
	Sum        *areaSumJSON             `json:"sum,omitempty"`
	Count      []int                    `json:"count,omitempty"` // of the members or runs that a statistic is of
	Missing    string                   `json:"missing,omitempty"`
}

// areaSumJSON is what falls on the area, of sums in kg m-2.
type areaSumJSON struct {
	Units  string        `json:"units"`
	Values answer.Values `json:"values"`
	Total  *float32      `json:"total"` // of all times after the reference time; null where one is missing
}

type placeOfExtreme struct {
	Lat float64 `json:"lat"`
	Lon float64 `json:"lon"`
}

// area answers /api/v1/area.
func (h Handler) area(c *gin.Context) error {
	p, err := queryOf(c)
	if err != nil {
		return err
	}
	q := &areaAsk{}
	if q.view, err = h.viewOfRun(c, p); err != nil {
		return err
	}
	if q.layers, err = ask.Layers(strings.Join(p["layers"], ","), q.Inventory, q.menu); err != nil {
		return err
	}
	if err := q.check(q.layers...); err != nil {
		return err
	}
	if err := q.readStatistics(p); err != nil {
		return err
	}
	r, err := h.outlineAsked(c, p)
	if err != nil {
		return err
	}
	q.name = r.Name
	if q.cells, err = region.Cover(q.Grids[0], r.Area); err != nil {
		return err
	}
	if n := q.cells.Window.Size() * len(q.times) * len(q.layers) * q.readers(); n > answer.MaxFileValues {
		return ask.Wrong("%d layers of %d cells at %d times are too many for one answer: ask for a smaller area, fewer layers or fewer times", len(q.layers), q.cells.Window.Size(), len(q.times))
	}
	return h.sendEach(c, q.view, func(v *view) (any, error) {
		one := *q
		one.view = v
		return one.answer(c.Request.Context())
	})
}

func (q *areaAsk) answer(ctx context.Context) (areaJSON, error) {
	out := areaJSON{
		originJSON: q.origin, Times: answer.NonNil(q.times), Layers: map[string]areaLayerJSON{},
		Area:   *answer.DescribeRegion(q.name, q.cells),
		Method: "each cell of the model's grid by its area within",
	}
	for _, l := range q.layers {
		of, err := q.told(ctx, l)
		if err != nil {
			return out, err
		}
		out.Layers[l.Name()] = of
	}
	return out, nil
}

// layer sums up one layer at all times.
func (q *areaAsk) layer(ctx context.Context, l forecast.Layer) (areaLayerJSON, error) {
	summaries, reasons := make([]area.Summary, len(q.times)), make([]point.Reason, len(q.times))
	group, loading := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	d := q.display(l.Variable)
	ask := area.Query{Percentiles: q.percentiles, Above: (q.above - d.Offset) / d.Scale, Below: (q.below - d.Offset) / d.Scale}
	for t, at := range q.times {
		group.Go(func() error {
			values := make([]float32, q.cells.Window.Size())
			ref := forecast.Ref{Dataset: q.Dataset, Run: q.Run, Layer: l, Time: at}
			reason, err := area.Read(loading, q.fields.Open, ref, q.cells.Window, values)
			if err != nil {
				return err
			}
			if l.Variable.Shape == forecast.Direction {
				summaries[t] = area.Directions(values, q.cells.Weights)
			} else {
				summaries[t] = area.Summarise(values, q.cells.Weights, ask)
			}
			if reason == point.Present && summaries[t].Area == 0 {
				reason = point.NoValue
			}
			reasons[t] = reason
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return areaLayerJSON{}, err
	}
	out := q.describe(l, summaries)
	out.Missing = answer.Explain(reasons, q.whyQuarantined(l))
	return out, nil
}

// describe tells what was asked for of a layer's summaries.
func (q *areaAsk) describe(l forecast.Layer, of []area.Summary) areaLayerJSON {
	v := l.Variable
	list := func(value func(s *area.Summary) float64) answer.Values {
		out := make(answer.Values, len(of))
		for t := range of {
			out[t] = float32(value(&of[t]))
		}
		return out
	}
	out := areaLayerJSON{Units: q.display(v).Units, With: list(func(s *area.Summary) float64 { return answer.Round(s.With, 6) })}
	asked := func(name string) bool { return slices.Contains(q.statistics, name) }
	ordered := v.Shape != forecast.Direction
	if asked("mean") {
		out.Mean = list(func(s *area.Summary) float64 { return q.convert(v, s.Mean) })
	}
	if asked("min") && ordered {
		out.Min = list(func(s *area.Summary) float64 { return q.convert(v, s.Min) })
		out.MinAt = q.places(of, func(s *area.Summary) int { return s.MinAt })
	}
	if asked("max") && ordered {
		out.Max = list(func(s *area.Summary) float64 { return q.convert(v, s.Max) })
		out.MaxAt = q.places(of, func(s *area.Summary) int { return s.MaxAt })
	}
	if asked("std") && ordered {
		out.Std = list(func(s *area.Summary) float64 { return s.Std * q.display(v).Scale })
	}
	if len(q.percentiles) > 0 && ordered {
		out.Percentile = map[string]answer.Values{}
		for k, p := range q.percentiles {
			name := "p" + strconv.FormatFloat(p, 'f', -1, 64)
			out.Percentile[name] = list(func(s *area.Summary) float64 { return q.convert(v, s.Percentiles[k]) })
		}
	}
	if (q.above == q.above || q.below == q.below) && ordered {
		out.Share = list(func(s *area.Summary) float64 { return s.Beyond })
	}
	if asked("sum") && v.Accumulated && v.Units == "kg m-2" {
		out.Sum = q.sumOf(of)
	}
	return out
}

// sumOf gives the mass that fell on the area, in tonnes: means in kg/m² times km². Nothing has fallen
// at the reference time.
func (q *areaAsk) sumOf(of []area.Summary) *areaSumJSON {
	const tonnes = 1000 // kg/m² over a km²
	out := &areaSumJSON{Units: "t", Values: make(answer.Values, len(of))}
	total := 0.0
	for t, s := range of {
		out.Values[t] = float32(s.Mean * s.Area * tonnes)
		if q.times[t].After(q.Run) {
			total += s.Mean * s.Area * tonnes
		}
	}
	out.Total = answer.Known32(total)
	return out
}

// places gives where extremes lie, nil where there are none.
func (q *areaAsk) places(of []area.Summary, at func(s *area.Summary) int) []*placeOfExtreme {
	out := make([]*placeOfExtreme, len(of))
	for t := range of {
		if i := at(&of[t]); i >= 0 {
			w, g := q.cells.Window, q.Grids[0]
			lat, lon := g.At(w.Row+i/w.Cols, (w.Col+i%w.Cols)%g.Cols())
			out[t] = &placeOfExtreme{answer.Round(lat, 6), answer.Round(math.Remainder(lon, 360), 6)}
		}
	}
	return out
}
