package power

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
)

// Weighted is places with weights, such as the people who live there.
type Weighted struct {
	Places  []point.Place
	Weights []float64
}

// Mean gives the weighted mean of values by place and time; missing where one of them is.
func (w Weighted) Mean(values func(place int) []float32, times int) []float32 {
	out := make([]float32, times)
	sums, whole := make([]float64, times), w.Whole()
	for p, weight := range w.Weights {
		for t, v := range values(p) {
			sums[t] += weight * float64(v)
		}
	}
	for t, sum := range sums {
		out[t] = float32(sum / whole)
	}
	return out
}

// Whole gives the sum of the weights.
func (w Weighted) Whole() (sum float64) {
	for _, weight := range w.Weights {
		sum += weight
	}
	return sum
}

// Where gives the places that something holds of.
func (w Weighted) Where(holds func(point.Place) bool) (out Weighted) {
	for i, p := range w.Places {
		if holds(p) {
			out.Places, out.Weights = append(out.Places, p), append(out.Weights, w.Weights[i])
		}
	}
	return out
}

// ParseWeighted reads CSV with columns lat, lon and weight, of at most so many places. It fails with kind
// Invalid and says in which line what is wrong.
func ParseWeighted(data []byte, most int) (w Weighted, err error) {
	bad := func(format string, args ...any) (Weighted, error) {
		return Weighted{}, forecast.Errorf(forecast.Invalid, "power.ParseWeighted", format, args...)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.Comment, r.TrimLeadingSpace = '#', true
	header, err := r.Read()
	if err != nil {
		return bad("the places have no header: begin with lat,lon,weight")
	}
	at := map[string]int{}
	for i, name := range header {
		at[strings.ToLower(strings.TrimSpace(name))] = i
	}
	limits := []struct {
		name      string
		low, high float64
	}{{"lat", -90, 90}, {"lon", -180, 360}, {"weight", 0, 1e12}}
	for _, l := range limits {
		if _, ok := at[l.name]; !ok {
			return bad("the places have no column %s: begin with lat,lon,weight", l.name)
		}
	}
	whole := 0.0
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return bad("the places are not CSV: %s", err.Error())
		}
		var v [3]float64
		for i, l := range limits {
			text := strings.TrimSpace(record[at[l.name]])
			if v[i], err = strconv.ParseFloat(text, 64); err != nil || !(v[i] >= l.low && v[i] <= l.high) {
				line, _ := r.FieldPos(at[l.name])
				return bad("line %d, column %d (%s): %q is not a number from %g to %g", line, at[l.name]+1, l.name, text, l.low, l.high)
			}
		}
		w.Places, w.Weights = append(w.Places, point.Place{Lat: v[0], Lon: v[1]}), append(w.Weights, v[2])
		if whole += v[2]; len(w.Places) > most {
			return bad("there are more than %d places", most)
		}
	}
	if !(whole > 0) {
		return bad("the weights sum to 0")
	}
	return w, nil
}
