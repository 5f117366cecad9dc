package power

import (
	"context"
	"math"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/store"
)

// storedYear is the year of testdata/berlin-2017.i16 in a store: its hours are the nodes of one field.
func storedYear(t *testing.T, year map[string][]float64) Run {
	t.Helper()
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	folder, err := objects.NewFolder(t.TempDir())
	must(err)
	st, err := store.New(folder, store.DefaultCacheBytes)
	must(err)
	lat, lon := make([]float64, 73), make([]float64, 120)
	for i := range lat {
		lat[i] = 80 - float64(i)
	}
	for i := range lon {
		lon[i] = float64(i)
	}
	g, err := forecast.NewGrid(lat, lon)
	must(err)
	at := time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC)
	r, err := st.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "berlin"}, Run: at, Grid: g, Times: []time.Time{at}})
	must(err)
	for name, of := range map[string]string{"wind_u_component_100m": "u100", "wind_v_component_100m": "v100", "roughness_length": "fsr", "temperature_2m": "t2m", "surface_pressure": "sp"} {
		layer, err := forecast.ParseLayer(name)
		must(err)
		values := make([]float32, g.Size())
		for i, v := range year[of] {
			values[i] = float32(v)
		}
		must(r.Put(ctx, layer, at, values))
	}
	inv, err := st.Inventory(ctx, "berlin", at)
	must(err)
	return Run{Inventory: inv, Source: point.Source{Open: st.Open, Series: st.Series}}
}

// TestReferenceStored is TestReference through the store, which keeps wind at 100 m to 0.002 m/s: the hours
// that windpowerlib tells to 0.1 %, the capacity factor of the year to 0.005 % (0.05 % is asked for).
func TestReferenceStored(t *testing.T) {
	ref, year := readReference(t)
	run := storedYear(t, year)
	for _, c := range ref.Cases {
		turbine := c.turbine(t)
		f := func(air Air, factor float64, power func(hour int) float64) {
			t.Helper()
			m := Model{Options: Options{Profile: Log, Air: air, AnyAir: true}}
			fields, err := NewFields(run, forecast.Window{Rows: 73, Cols: 120}, c.HubHeight, turbine, Losses{}, m)
			if err != nil {
				t.Fatal(err)
			}
			_, got, err := fields.Next(context.Background(), run.Inventory.Run)
			if err != nil {
				t.Fatal(err)
			}
			for i, h := range c.Hours {
				if w := float64(got[h.Index]) * turbine.Rated; math.Abs(w-power(i)) > 1e-3*power(i) {
					t.Errorf("%s, %s, hour %d: %g W, want %g", c.Name, air, h.Index, w, power(i))
				}
			}
			if cf := mean(got) * turbine.Rated / c.Rated; math.Abs(cf-factor) > 5e-5*factor {
				t.Errorf("%s, %s: capacity factor %g, want %g", c.Name, air, cf, factor)
			}
		}
		f(Standard, c.Factor, func(i int) float64 { return c.Hours[i].Power })
		f(IdealGas, c.FactorOfDensity, func(i int) float64 { return c.Hours[i].Density })
	}
}
