// Package metno speaks MET Norway's Locationforecast 2.0: compact and complete answers in GeoJSON,
// in UTC, at the run's own times. Nothing in it is interpolated in time: a period is given only
// where the run's steps begin and end with it, and a value that the run lacks is left out.
package metno

import (
	"context"
	"encoding/json"
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

type feature struct {
	Type       string     `json:"type"`
	Geometry   geometry   `json:"geometry"`
	Properties properties `json:"properties"`
}

type geometry struct {
	Type        string    `json:"type"`
	Coordinates []float64 `json:"coordinates"`
}

type properties struct {
	Meta       meta   `json:"meta"`
	Timeseries []step `json:"timeseries"`
}

type meta struct {
	UpdatedAt time.Time         `json:"updated_at"`
	Units     map[string]string `json:"units"`
	Source    origin            `json:"fengtu"`
}

// origin is our own part of an answer.
type origin struct {
	Model       string `json:"model"`
	Run         string `json:"run"`
	Licence     string `json:"licence"`
	Attribution string `json:"attribution"`
}

type step struct {
	Time time.Time `json:"time"`
	Data data      `json:"data"`
}

type data struct {
	Instant instant `json:"instant"`
	Next12  *period `json:"next_12_hours,omitempty"`
	Next1   *period `json:"next_1_hours,omitempty"`
	Next6   *period `json:"next_6_hours,omitempty"`
}

type instant struct {
	Details details `json:"details"`
}

type period struct {
	Summary *summary `json:"summary,omitempty"`
	Details details  `json:"details"`
}

type summary struct {
	SymbolCode string `json:"symbol_code"`
}

// details are values by their names, with one decimal.
type details map[string]tenth

type tenth float64

// MarshalJSON implements json.Marshaler.
func (v tenth) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, math.Round(float64(v)*10)/10+0, 'f', 1, 64), nil
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
	out := feature{Type: "Feature", Geometry: geometry{"Point", coordinates(answers[0])}}
	out.Properties = properties{meta{run.Published.UTC(), t.units, origin{run.Dataset, forecast.FormatTime(run.Run), dataset.Licence, dataset.Attribution}}, steps}
	body, err := json.Marshal(out)
	return Answer{body, run.Published}, err
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
