package points

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/places"
	"github.com/fengtu/fengtu/web/zone"
)

// dailyJSON is what is made of the local days at a place: a value a day in each list.
type dailyJSON struct {
	Timezone string                   `json:"timezone"`
	Dates    []string                 `json:"dates"`
	Starts   []time.Time              `json:"starts"` // the midnights, with their offset from UTC
	Hours    []float64                `json:"hours"`  // how long each day is
	Layers   map[string]dayValuesJSON `json:"layers"`
}

type dayValuesJSON struct {
	Units   string        `json:"units"`
	Values  answer.Values `json:"values"`
	Missing string        `json:"missing,omitempty"`
}

// addDays adds what is asked of days to the answers at some places.
func (h Handler) addDays(ctx context.Context, q *request, spots []places.Spot, out []placeJSON) error {
	if q.days == nil || len(q.times) == 0 {
		return nil
	}
	var from, to time.Time // of all the days
	midnights := make([][]time.Time, len(spots))
	for i, spot := range spots {
		local, err := zoneOf(q.days.zone, spot)
		if err != nil {
			return err
		}
		midnights[i] = midnightsAround(q.times, local)
		out[i].Daily = newDaily(midnights[i], local)
		from, to = widen(from, to, midnights[i])
	}
	for _, p := range q.picks {
		read := func(fields places.Fields) ([]places.Answer, error) {
			ask := places.Ask{Run: q.run, Fields: fields, Layers: q.days.layers, Spots: spots, Method: q.method, From: from, To: to}
			return h.Read(ctx, ask)
		}
		voices := [][]places.Answer{}
		for _, fields := range p.voices() {
			answers, err := read(fields)
			if err != nil {
				return err
			}
			voices = append(voices, answers)
		}
		for i := range spots {
			for _, w := range q.days.wants {
				out[i].Daily.Layers[w.name+p.suffix] = q.dayValues(w, p, midnights[i], ofPlace(voices, i))
			}
		}
	}
	return nil
}

// ofPlace takes the answers at one place of each voice.
func ofPlace(voices [][]places.Answer, place int) (out []places.Answer) {
	for _, answers := range voices {
		out = append(out, answers[place])
	}
	return out
}

// voices gives what is read for a pick: one, or each that its statistic is over.
func (p pick) voices() []places.Fields {
	if p.over == nil {
		return []places.Fields{p.fields}
	}
	return ask.Voices(*p.over)
}

func zoneOf(name string, spot places.Spot) (*time.Location, error) {
	if name == zone.Auto {
		return zone.At(spot.Lat, math.Remainder(spot.Lon, 360))
	}
	return zone.Named(name)
}

// midnightsAround gives the starts of the local days that have some of the times, and the end of the last.
func midnightsAround(times []time.Time, local *time.Location) []time.Time {
	first, last := slices.MinFunc(times, time.Time.Compare), slices.MaxFunc(times, time.Time.Compare)
	out := []time.Time{zone.Day(first.In(local))}
	for !out[len(out)-1].After(last) {
		out = append(out, zone.Next(out[len(out)-1]))
	}
	return out
}

// widen makes a span of time hold the days between midnights, too.
func widen(from, to time.Time, midnights []time.Time) (time.Time, time.Time) {
	if first := midnights[0]; from.IsZero() || first.Before(from) {
		from = first
	}
	if last := midnights[len(midnights)-1]; last.After(to) {
		to = last
	}
	return from, to
}

func newDaily(midnights []time.Time, local *time.Location) *dailyJSON {
	out := &dailyJSON{Timezone: local.String(), Layers: map[string]dayValuesJSON{}}
	for i, start := range midnights[:len(midnights)-1] {
		out.Dates = append(out.Dates, start.Format(time.DateOnly))
		out.Starts = append(out.Starts, start)
		out.Hours = append(out.Hours, midnights[i+1].Sub(start).Hours())
	}
	return out
}

// dayValues makes a value a day: of the one answer, or the statistic over those made of each.
func (q *request) dayValues(w dayWant, p pick, midnights []time.Time, voices []places.Answer) dayValuesJSON {
	of := make([][]float32, len(voices))
	for i, a := range voices {
		of[i] = w.days(seriesIn(a), midnights)
	}
	told, as := of[0], w.layer
	if p.over != nil {
		told = p.over.Statistic.Over(of, p.over.Least, w.layer.Variable.Shape == forecast.Direction)
		as = p.as(w.layer)
	}
	return w.tell(told, w.display(q, as, p.over), q, seriesIn(voices[0])(w.layer), voices[0].OnGrid)
}

// tell puts values a day into an answer, with the reason for those that are missing.
func (w dayWant) tell(told []float32, d forecast.Display, q *request, series point.Seamless, onGrid bool) dayValuesJSON {
	missing := 0
	for _, v := range told {
		if v != v {
			missing++
		}
	}
	out := dayValuesJSON{Units: d.Units, Values: q.shown(told, d)}
	if missing == 0 {
		return out
	}
	why := "not all of the day is in this run"
	switch {
	case !onGrid:
		why = point.OutsideGrid.String()
	case w.aggregate == "hours" && !series.Hourly():
		why = "the run's steps are longer than an hour"
	}
	out.Missing = fmt.Sprintf("%s at %d of %d days", why, missing, len(told))
	return out
}

// seriesIn gives what finds the series of an answer.
func seriesIn(a places.Answer) func(forecast.Layer) point.Seamless {
	return func(l forecast.Layer) point.Seamless {
		i := slices.IndexFunc(a.Series, func(s point.Timed) bool { return s.Layer == l })
		return point.Seamless{a.Series[i]}
	}
}

// days gives a value a day in SI units, NaN where the series lack a part of the day.
func (w dayWant) days(series func(forecast.Layer) point.Seamless, midnights []time.Time) []float32 {
	out := make([]float32, len(midnights)-1)
	for i := range out {
		if w.aggregate == "dominant" {
			out[i] = point.Dominant(series(w.layer), series(w.layer.At("wind_speed")), midnights[i], midnights[i+1])
		} else {
			out[i] = series(w.layer).Day(w.aggregate, midnights[i], midnights[i+1])
		}
	}
	return out
}

// display gives the units of a value a day: those of the layer, but for what is counted or summed of a rate.
func (w dayWant) display(q *request, as forecast.Layer, over *ensemble.View) forecast.Display {
	switch {
	case over != nil && over.Statistic.Kind == ensemble.Probability:
	case w.aggregate == "hours":
		return forecast.Display{Units: "h", Scale: 1}
	case w.aggregate == "sum" && w.layer.Variable.Units == "W m-2" && q.metric:
		return forecast.Display{Units: "MJ/m²", Scale: 1e-6, Decimals: 2}
	case w.aggregate == "sum" && w.layer.Variable.Units == "W m-2":
		return forecast.Display{Units: "J m-2", Scale: 1}
	}
	return q.display(as)
}
