package derive

import (
	"math"
	"slices"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

func TestWind(t *testing.T) {
	f := func(u, v, speed, direction float64) {
		t.Helper()
		m := single(t, map[string]float64{"wind_u_component_10m": u, "wind_v_component_10m": v})
		near(t, "speed", m.value(t, "wind_speed_10m"), speed, 1e-5)
		near(t, "direction", m.value(t, "wind_direction_10m"), direction, 1e-4)
	}
	f(0, 0, 0, 0)
	f(0, -5, 5, 0)  // from the north
	f(-5, 0, 5, 90) // from the east
	f(0, 5, 5, 180) // from the south
	f(5, 0, 5, 270) // from the west
	f(3, -4, 5, 323.1301)
	f(-1e-9, -5, 5, 0) // never 360
	f(1e-9, -5, 5, 0)
}

func TestStoredGoesFirst(t *testing.T) {
	m := single(t, map[string]float64{"wind_speed_10m": 9, "wind_u_component_10m": 3, "wind_v_component_10m": 4})
	if got := m.value(t, "wind_speed_10m"); got != 9 {
		t.Errorf("wind speed %g, want the stored 9", got)
	}
}

// TestStoredButNotThere holds that a field which is still to come is not made up meanwhile.
func TestStoredButNotThere(t *testing.T) {
	m := newMemory(t, []float64{10, 0}, []float64{0, 10}, 0, 6)
	for at := range 2 {
		m.set("wind_u_component_10m", at, func(_, _ float64) float64 { return 3 })
		m.set("wind_v_component_10m", at, func(_, _ float64) float64 { return 4 })
	}
	m.set("wind_speed_10m", 0, func(_, _ float64) float64 { return 9 })
	l := layerNamed(t, "wind_speed_10m")
	if _, err := New(m).Open(ctx, forecast.Ref{Layer: l, Time: m.times[1]}); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("a stored layer was derived: %v", err)
	}
}

// TestOpenAsksForInputs holds that what a run does not store is not looked for in it, which takes longer
// than to open what is there.
func TestOpenAsksForInputs(t *testing.T) {
	m := asked{memory: single(t, map[string]float64{"wind_u_component_10m": 3, "wind_v_component_10m": 4})}
	if _, err := New(&m).Open(ctx, forecast.Ref{Layer: layerNamed(t, "wind_speed_10m"), Time: start}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"wind_u_component_10m", "wind_v_component_10m"}; !slices.Equal(m.names, want) {
		t.Errorf("the run was asked for %v, want %v", m.names, want)
	}
}

// TestArrivedAfterTheMenu holds that a stored layer is there before the run's holdings tell of it.
func TestArrivedAfterTheMenu(t *testing.T) {
	m := single(t, map[string]float64{"temperature_2m": 280})
	s := New(m)
	before, err := s.Menu(ctx, "test", start)
	if err != nil {
		t.Fatal(err)
	}
	m.put(map[string]float64{"surface_pressure": 1e5})
	m.held = before.held
	if _, err := s.Open(ctx, forecast.Ref{Dataset: "test", Run: start, Layer: layerNamed(t, "surface_pressure"), Time: start}); err != nil {
		t.Error(err)
	}
}

// TestMissingInput holds that what lacks an input is missing, for every recipe and each input.
func TestMissingInput(t *testing.T) {
	whole := atmosphere(t)
	for i := range recipes {
		menu := NewMenu(whole.held)
		for _, l := range menu.candidates(&recipes[i]) {
			p := menu.resolve(l, len(recipes))
			if p == nil || p.recipe == nil || l.Variable.Name == "wind_direction" {
				continue
			}
			for _, input := range p.recipe.inputs {
				if input.from != same || p.layer.Hours > 0 {
					continue
				}
				if m := whole.without(t, l.At(input.variable)); m != nil {
					if v := m.read(t, l.Name(), 0)[5]; v == v {
						t.Errorf("%s without %s is %g", l.Name(), input.variable, v)
					}
				}
			}
		}
	}
}

func TestAbsentInput(t *testing.T) {
	l := layerNamed(t, "wind_speed_10m")
	if _, err := New(single(t, map[string]float64{"wind_u_component_10m": 1})).Open(ctx, forecast.Ref{Layer: l, Time: start}); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("without inputs: %v", err)
	}
	if _, err := New(single(t, map[string]float64{"temperature_2m": 280})).Open(ctx, forecast.Ref{Layer: layerNamed(t, "wind_10m"), Time: start}); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("a vector without inputs: %v", err)
	}
}

// pressureLevels are FengWu's, in hPa.
var pressureLevels = []float64{1000, 925, 850, 700, 600, 500, 400, 300, 250, 200, 150, 100, 50}

// atmosphere is a global run with what FengWu-GHR writes, at two times 6 h apart, and humidity and
// elevation besides.
func atmosphere(t testing.TB) *memory {
	m := newMemory(t, axis(90, -5, 37), axis(0, 5, 72), 0, 6)
	for at := range 2 {
		set := func(name string, value func(lat, lon float64) float64) { m.set(name, at, value) }
		constant := func(name string, v float64) { set(name, func(_, _ float64) float64 { return v }) }
		for _, p := range pressureLevels {
			suffix := forecast.PressureLevel(p).Suffix()
			z := forecast.StandardHeight(p)
			warm := func(lat float64) float64 { return max(200, 300-0.0065*z-0.3*math.Abs(lat)) }
			set("temperature"+suffix, func(lat, lon float64) float64 { return warm(lat) + math.Sin(lon*degree) })
			set("geopotential_height"+suffix, func(lat, lon float64) float64 { return z - math.Abs(lat) })
			set("specific_humidity"+suffix, func(lat, lon float64) float64 { return 0.014 * math.Exp(-z/2000) * math.Cos(lat*degree) })
			set("wind_u_component"+suffix, func(lat, lon float64) float64 { return (10 + z/1000) * math.Cos(lat*degree) })
			set("wind_v_component"+suffix, func(lat, lon float64) float64 { return 5 * math.Sin(3*lon*degree) * math.Cos(lat*degree) })
		}
		set("surface_pressure", func(lat, lon float64) float64 { return 101000 - 300*math.Abs(lat) })
		set("wind_u_component_10m", func(lat, lon float64) float64 { return 6 * math.Cos(lat*degree) })
		constant("wind_v_component_10m", 1)
		set("temperature_2m", func(lat, lon float64) float64 { return 300 - 0.3*math.Abs(lat) })
		set("dew_point_2m", func(lat, lon float64) float64 { return 295 - 0.3*math.Abs(lat) })
		constant("precipitation", 2)
	}
	delete(m.fields["precipitation"], 0)
	if _, err := m.Holdings(ctx, "", start); err != nil {
		t.Fatal(err)
	}
	return m
}

const degree = math.Pi / 180

// without gives the run with a stored layer all missing, nil where it does not store it.
func (m *memory) without(t testing.TB, l forecast.Layer) *memory {
	if m.fields[l.Name()] == nil {
		return nil
	}
	out := *m
	out.fields = map[string]map[int][]float32{}
	for name, fields := range m.fields {
		out.fields[name] = fields
	}
	out.held = nil
	out.fields[l.Name()] = map[int][]float32{}
	for at := range m.fields[l.Name()] {
		out.set(l.Name(), at, func(_, _ float64) float64 { return math.NaN() })
	}
	return &out
}

// TestDerived lists what can be derived of the channels of FengWu-GHR.
func TestDerived(t *testing.T) {
	m := atmosphere(t)
	var got []string
	for _, l := range NewMenu(m.held).Derived() {
		got = append(got, l.Name())
	}
	for _, want := range []string{
		"wind_10m", "wind_speed_850hPa", "wind_direction_10m", "wind_80m", "wind_speed_120m", "wind_direction_180m",
		"relative_humidity_850hPa", "relative_humidity_2m", "dew_point_500hPa", "specific_humidity_2m",
		"potential_temperature_700hPa", "equivalent_potential_temperature_850hPa", "equivalent_potential_temperature_2m", "thickness_1000_500hPa",
		"relative_vorticity_500hPa", "absolute_vorticity_500hPa", "divergence_200hPa", "wind_shear_850_200hPa", "wind_shear_6000m",
		"temperature_advection_850hPa", "total_column_integrated_water_vapour", "integrated_vapour_transport", "freezing_level_height",
		"cloud_cover", "cloud_cover_low", "cloud_cover_mid", "cloud_cover_high", "cloud_cover_850hPa", "wind_power_density_100m",
		"precipitation_6h", "precipitation_12h", "apparent_temperature", "lapse_rate_850_500hPa",
		"cape", "convective_inhibition", "lifted_index", "showalter_index", "k_index", "total_totals_index",
	} {
		if want == "precipitation_6h" || want == "precipitation_12h" {
			continue // a single step of 6 h: see TestTotals
		}
		if !slices.Contains(got, want) {
			t.Errorf("%s is not listed", want)
		}
	}
	for _, never := range []string{"surface_pressure", "temperature_2m", "dew_point_2m", "wind_u_component_10m", "precipitation_3h"} {
		if slices.Contains(got, never) {
			t.Errorf("%s is listed", never)
		}
	}
}

// TestEverythingListedOpens reads all that the menu lists, as field and as series, and wants the same
// numbers, some of them there.
func TestEverythingListedOpens(t *testing.T) {
	m := atmosphere(t)
	s := New(m)
	menu, err := s.Menu(ctx, "test", start)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range menu.Derived() {
		x, err := s.Series(ctx, "test", start, l)
		if err != nil {
			t.Errorf("%s by location: %v", l.Name(), err)
			continue
		}
		w := forecast.Window{Row: 16, Rows: 5, Col: 70, Cols: 4} // on the equator, across the seam
		all := make([]float32, w.Size()*x.Steps())
		if err := x.Read(ctx, w, all); err != nil {
			t.Errorf("%s by location: %v", l.Name(), err)
		}
		there := 0
		for _, at := range menu.Times(l) {
			f, err := s.Open(ctx, forecast.Ref{Dataset: "test", Run: start, Layer: l, Time: at})
			if err != nil {
				t.Errorf("%s: %v", l.Name(), err)
				break
			}
			got := make([]float32, w.Size())
			if err := f.Read(ctx, w, got); err != nil {
				t.Errorf("%s: %v", l.Name(), err)
			}
			k, ok := x.At(at)
			for i, v := range got {
				if v == v {
					there++
				}
				if !ok || math.Float32bits(all[i*x.Steps()+k]) != math.Float32bits(v) {
					t.Fatalf("%s: %g by location, %g in the field", l.Name(), all[i*x.Steps()+k], v)
				}
			}
		}
		if there == 0 {
			t.Errorf("%s is missing everywhere", l.Name())
		}
	}
}

func TestTotals(t *testing.T) {
	m := newMemory(t, []float64{10, 0}, []float64{0, 10}, 0, 6, 12, 18, 24)
	for at, v := range []float64{0, 1, 2, 4, 8} {
		if at > 0 {
			m.set("precipitation", at, func(_, _ float64) float64 { return v })
		}
	}
	f := func(name string, want ...float64) { // from 6 h on; 0 for none
		t.Helper()
		menu := NewMenu(must(m.Holdings(ctx, "", start)))
		l := layerNamed(t, name)
		x, err := New(m).Series(ctx, "test", start, l)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range want {
			at := m.times[i+1]
			_, ok := x.At(at)
			if listed := slices.Contains(menu.Times(l), at); listed != (w > 0) || ok != listed {
				t.Errorf("%s at %v: listed %v, by location %v, want %g", name, at, listed, ok, w)
				continue
			}
			if w > 0 {
				near(t, name, float64(m.read(t, name, i+1)[0]), w, 0)
			}
		}
	}
	f("precipitation_12h", 0, 3, 6, 12)
	f("precipitation_18h", 0, 0, 7, 14)
	f("precipitation_24h", 0, 0, 0, 15)
	f("precipitation_6h", 1, 2, 4, 8)
	delete(m.fields["precipitation"], 2)
	m.held = nil
	f("precipitation_12h", 0, 0, 0, 12)
	for _, name := range []string{"precipitation_48h", "precipitation_5h", "precipitation_9h"} {
		if NewMenu(must(m.Holdings(ctx, "", start))).Has(layerNamed(t, name)) {
			t.Errorf("%s can be had", name)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestDirectionBetweenHeights: a direction of several steps, such as that at 80 m, is computed from
// interpolated inputs as well.
func TestDirectionBetweenHeights(t *testing.T) {
	m := single(t, map[string]float64{
		"wind_u_component_10m": 3, "wind_v_component_10m": -4, "wind_u_component_100m": 6, "wind_v_component_100m": -8,
	})
	near(t, "at the node", m.value(t, "wind_direction_80m"), 323.1301, 1e-3)
	f, err := New(m).Open(ctx, forecast.Ref{Layer: layerNamed(t, "wind_direction_80m"), Time: start})
	if err != nil {
		t.Fatal(err)
	}
	p, ok := f.(forecast.Pointwise)
	if !ok {
		t.Fatal("a direction may be interpolated")
	}
	var in [][]float32
	for _, input := range p.Inputs() {
		v := make([]float32, 1)
		if err := input.Read(ctx, forecast.Window{Rows: 1, Cols: 1}, v); err != nil {
			t.Fatal(err)
		}
		in = append(in, v)
	}
	got := make([]float32, 1)
	p.Compute(got, in...)
	near(t, "of its inputs", float64(got[0]), 323.1301, 1e-3)
}
