// Package metno speaks MET Norway's Locationforecast 2.0: compact and complete answers in GeoJSON,
// in UTC, at the run's own times. Nothing in it is interpolated in time: a period is given only
// where the run's steps begin and end with it, and a value that the run lacks is left out.
package metno

import (
	"context"
	"math"
	"net/url"
	"strconv"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/places"
)

// Handler answers requests.
type Handler struct {
	Reader places.Reader
	Now    func() time.Time
}

// Answer is an answer and when what is in it was published.
type Answer struct {
	Body      []byte
	Published time.Time
}

// Answer answers a request for the compact or the complete form. Errors carry the sentence for the
// asker: of kind Invalid where the request is wrong, NotFound where there is no forecast.
func (h Handler) Answer(ctx context.Context, q url.Values, complete bool) (Answer, error) {
	spot, err := place(q)
	if err != nil {
		return Answer{}, err
	}
	run, err := h.Reader.Best(ctx, spot.Place, wanted(complete))
	if forecast.KindOf(err) == forecast.NotFound {
		return Answer{}, forecast.Errorf(forecast.NotFound, "metno", "no dataset covers this place")
	}
	if err != nil {
		return Answer{}, err
	}
	ask := places.Ask{Run: run, Spots: []places.Spot{spot}, Method: point.Bilinear}
	for _, l := range wanted(complete) {
		if h.Reader.Has(run, l) {
			ask.Layers = append(ask.Layers, l)
		}
	}
	answers, err := h.Reader.Read(ctx, ask)
	if err != nil {
		return Answer{}, err
	}
	dataset, err := h.Reader.Store.Dataset(ctx, run.Dataset)
	if err != nil {
		return Answer{}, err
	}
	t := newTable(answers[0], run.Times, complete)
	steps := t.steps(h.Now())
	if len(steps) == 0 {
		return Answer{}, forecast.Errorf(forecast.NotFound, "metno", "the newest run of %s ends before now", run.Dataset)
	}
	from := origin{run.Dataset, forecast.FormatTime(run.Run), dataset.Licence, dataset.Attribution}
	return Answer{write(coordinates(answers[0]), meta{run.Published.UTC(), t.units, from}, steps), run.Published}, nil
}

func coordinates(a places.Answer) []float64 {
	out := []float64{a.Lon, a.Lat}
	if !math.IsNaN(a.Target) {
		out = append(out, math.Round(a.Target))
	}
	return out
}

// place reads where a request asks for: four decimals of a degree count.
func place(q url.Values) (places.Spot, error) {
	lat, err := degrees(q, "lat", 90)
	if err != nil {
		return places.Spot{}, err
	}
	lon, err := degrees(q, "lon", 180)
	if err != nil {
		return places.Spot{}, err
	}
	spot := places.Spot{Place: point.Place{Lat: lat, Lon: lon}, Elevation: math.NaN()}
	if text := q.Get("altitude"); text != "" {
		metres, err := strconv.Atoi(text)
		if err != nil || metres < -500 || metres > 9000 {
			return spot, forecast.Errorf(forecast.Invalid, "metno", "altitude must be whole metres from -500 to 9000, not %q", text)
		}
		spot.Elevation = float64(metres)
	}
	return spot, nil
}

func degrees(q url.Values, name string, limit float64) (float64, error) {
	text := q.Get(name)
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(math.Abs(v) <= limit) {
		return 0, forecast.Errorf(forecast.Invalid, "metno", "%s must be degrees within ±%g, not %q", name, limit, text)
	}
	return math.Round(v*1e4) / 1e4, nil
}
