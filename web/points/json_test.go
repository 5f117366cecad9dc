package points

import (
	"encoding/json"
	"math"
	rand "math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/fengtu/fengtu/web/answer"
)

// TestPlaceJSON holds what is written by hand against encoding/json, which knows every field.
func TestPlaceJSON(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	number := func() float64 {
		special := []float64{0, math.Copysign(0, -1), 1e-7, -1e-6, 1e21, 1e20, 180, -0.1}
		if k := random.IntN(20); k < len(special) {
			return special[k]
		}
		return math.Round(random.NormFloat64()*1e8) / 1e6
	}
	maybe := func() *float64 {
		if random.IntN(2) == 0 {
			return nil
		}
		v := number()
		return &v
	}
	text := func() string {
		all := []string{"", "K", "°C", "W m-2", `"quoted" \ <b>&`, "not arrived yet at 3 of 57 times", "\u2028\x01\x7f\xff", "温度"}
		return all[random.IntN(len(all))]
	}
	list := func() answer.Values {
		out := make(answer.Values, random.IntN(4))
		for i := range out {
			if out[i] = float32(number()); random.IntN(5) == 0 {
				out[i] = math.Float32frombits(random.Uint32())
			}
			if math.IsInf(float64(out[i]), 0) {
				out[i] = float32(math.NaN())
			}
		}
		return out
	}
	seen := map[string]bool{}
	var times timesJSON
	for range 3000 {
		p := placeJSON{Lat: number(), Lon: number(), Elevation: maybe(), Times: []time.Time{}, Layers: map[string]seriesJSON{}}
		if random.IntN(4) > 0 {
			p.Cell = &answer.Cell{Lat: number(), Lon: number(), Elevation: maybe()}
		}
		for range random.IntN(4) {
			p.Times = append(p.Times, time.Unix(random.Int64N(4e9), random.Int64N(2)*5e8).UTC())
		}
		for range random.IntN(5) {
			p.Layers[text()] = seriesJSON{text(), list(), make([]bool, random.IntN(3)), random.IntN(2) == 0, random.IntN(2) == 0, text()}
		}
		if random.IntN(3) == 0 {
			p.Daily = &dailyJSON{Timezone: text(), Dates: []string{text()}, Starts: p.Times, Hours: []float64{23}, Layers: map[string]dayValuesJSON{text(): {text(), list(), text()}}}
		}
		want, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.append(nil, &times); string(got) != string(want) {
			t.Fatalf("\n%s, not\n%s", got, want)
		}
		noteFields(seen, reflect.ValueOf(p))
	}
	for _, of := range []any{placeJSON{}, answer.Cell{}, seriesJSON{}} {
		for i := range reflect.TypeOf(of).NumField() {
			if name := reflect.TypeOf(of).Name() + "." + reflect.TypeOf(of).Field(i).Name; !seen[name] {
				t.Errorf("%s had no value in any of them: a new field?", name)
			}
		}
	}
}

// noteFields notes which fields of structs have a value.
func noteFields(seen map[string]bool, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			noteFields(seen, v.Elem())
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			noteFields(seen, v.MapIndex(key))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Field(i).IsZero() {
				seen[v.Type().Name()+"."+v.Type().Field(i).Name] = true
			}
			if v.Type() != reflect.TypeFor[time.Time]() {
				noteFields(seen, v.Field(i))
			}
		}
	}
}
