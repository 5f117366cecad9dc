package web

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/places"
)

type cellJSON struct {
	Lat       float64  `json:"lat"`
	Lon       float64  `json:"lon"`
	Elevation *float64 `json:"elevation"` // metres; null where the dataset has no orography
}

type seriesJSON struct {
	Units   string `json:"units"`
	Values  values `json:"values"`
	Missing string `json:"missing,omitempty"`
}

type placeJSON struct {
	Lat    float64               `json:"lat"`
	Lon    float64               `json:"lon"`
	Cell   *cellJSON             `json:"cell"` // null outside the grid
	Times  []time.Time           `json:"times"`
	Layers map[string]seriesJSON `json:"layers"`
}

type pointJSON struct {
	Dataset       string      `json:"dataset"`
	Run           string      `json:"run"`
	Published     time.Time   `json:"published"`
	Licence       string      `json:"licence"`
	Attribution   string      `json:"attribution"`
	Interpolation string      `json:"interpolation"`
	Points        []placeJSON `json:"points"`
}

// point answers /api/v1/point.
func (s *server) point(c *gin.Context) error {
	ctx := c.Request.Context()
	dataset, err := s.datasetAsked(c)
	if err != nil {
		return err
	}
	a, err := s.resolve(c, dataset.ID, c.Query("run"))
	if err != nil {
		return err
	}
	inv, err := s.store.Inventory(ctx, a.dataset, a.run)
	if err != nil {
		return err
	}
	q, display, err := pointQuery(c, inv)
	if err != nil {
		return err
	}
	series, err := point.Read(ctx, inv.Grids[0], s.source(), q)
	if err != nil {
		return err
	}
	out := pointJSON{
		Dataset: inv.Dataset, Run: forecast.FormatTime(inv.Run), Published: inv.Published,
		Licence: dataset.Licence, Attribution: dataset.Attribution, Interpolation: q.Method.String(),
	}
	elevations, err := s.elevations(c, inv, q)
	if err != nil {
		return err
	}
	for p, place := range q.Places {
		out.Points = append(out.Points, describePlace(inv, q, place, series[p], elevations[p], display))
	}
	return sendJSON(c, briefly, out)
}

// source is where the values at places come from.
func (s *server) source() point.Source {
	return point.Source{Open: s.open, Series: func(ctx context.Context, dataset string, run time.Time, layer forecast.Layer) (forecast.Series, error) {
		return derive.Series(ctx, s.store, dataset, run, layer)
	}}
}

// reader reads what dialects ask for.
func (s *server) reader() places.Reader { return places.Reader{Store: s.store, Source: s.source()} }

// elevations gives the model's elevation in the cell of each place, nil where it has none.
func (s *server) elevations(c *gin.Context, inv *store.Inventory, q point.Query) ([]*float64, error) {
	out := make([]*float64, len(q.Places))
	orography, err := forecast.ParseLayer("surface_altitude")
	if err != nil || !isStored(inv, orography) {
		return out, err
	}
	q.Layers, q.Times, q.Method = []forecast.Layer{orography}, timesOf(inv, []forecast.Layer{orography})[:1], point.Nearest
	series, err := point.Read(c.Request.Context(), inv.Grids[0], s.source(), q)
	if err != nil {
		return nil, err
	}
	for p := range out {
		if v := float64(series[p][0].Values[0]); v == v {
			out[p] = &v
		}
	}
	return out, nil
}

func describePlace(inv *store.Inventory, q point.Query, place point.Place, series []point.Series, elevation *float64, display bool) placeJSON {
	out := placeJSON{Lat: place.Lat, Lon: place.Lon, Times: nonNil(q.Times), Layers: map[string]seriesJSON{}}
	if cell, ok := point.Cell(inv.Grids[0], place); ok {
		out.Cell = &cellJSON{round(cell.Lat, 6), round(cell.Lon, 6), elevation}
	}
	for l, layer := range q.Layers {
		out.Layers[layer.Name()] = describeSeries(layer, series[l], display, inv)
	}
	return out
}

func describeSeries(layer forecast.Layer, series point.Series, display bool, inv *store.Inventory) seriesJSON {
	d := forecast.Display{Units: layer.Variable.Units, Scale: 1}
	if display {
		d = layer.Variable.Display
	}
	out := seriesJSON{Units: d.Units, Values: make(values, len(series.Values)), Missing: explain(series.Reasons, func() string { return whyQuarantined(inv, layer) })}
	for i, v := range series.Values {
		if display {
			v = float32(round(float64(v)*d.Scale+d.Offset, d.Decimals+2))
		}
		out.Values[i] = v
	}
	return out
}

// whyQuarantined gives the first reason for which a field of a layer, or of one that it is computed
// from, was put aside.
func whyQuarantined(inv *store.Inventory, layer forecast.Layer) string {
	names := []string{layer.Name()}
	for _, input := range derive.Inputs(layer) {
		names = append(names, input.Name())
	}
	for _, q := range inv.Quarantined {
		if slices.Contains(names, q.Layer) {
			return q.Reason
		}
	}
	return "it looks wrong"
}

// explain says why values are missing and at how many times, "" where none is.
func explain(reasons []point.Reason, whyQuarantined func() string) string {
	var counts [point.NoValue + 1]int
	for _, r := range reasons {
		counts[r]++
	}
	var out []string
	for r := point.OutsideGrid; r <= point.NoValue; r++ {
		if n := counts[r]; n > 0 {
			text := r.String()
			if r == point.Quarantined {
				text += ": " + whyQuarantined() + ","
			}
			out = append(out, text+" at "+strconv.Itoa(n)+" of "+strconv.Itoa(len(reasons))+" times")
		}
	}
	return strings.Join(out, "; ")
}

// round keeps some decimals: arithmetic brings no new ones.
func round(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(v*scale) / scale
}

// values is a list of numbers in JSON, null where one is missing, with the digits that a float32
// has. One list at a time is much faster than one number at a time.
type values []float32

// MarshalJSON implements json.Marshaler.
func (list values) MarshalJSON() ([]byte, error) {
	out := make([]byte, 0, 10*len(list)+2)
	out = append(out, '[')
	for i, v := range list {
		if i > 0 {
			out = append(out, ',')
		}
		if v != v {
			out = append(out, "null"...)
		} else {
			out = strconv.AppendFloat(out, float64(v), 'g', -1, 32)
		}
	}
	return append(out, ']'), nil
}
