package derive_test

import (
	"context"
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/derive"
)

// constants opens fields of one value everywhere.
type constants map[string]float32

type constant struct {
	layer forecast.Layer
	grid  *forecast.Grid
	value float32
}

func (c constant) Layer() forecast.Layer { return c.layer }
func (c constant) Grid() *forecast.Grid  { return c.grid }
func (c constant) Read(_ context.Context, w forecast.Window, dst []float32) error {
	for i := range dst[:w.Size()] {
		dst[i] = c.value
	}
	return nil
}

func (c constants) Open(_ context.Context, ref forecast.Ref) (forecast.Field, error) {
	v, ok := c[ref.Layer.Name()]
	if !ok {
		return nil, forecast.Errorf(forecast.NotFound, "test", "no %s", ref.Layer.Name())
	}
	g, err := forecast.NewGrid([]float64{10, 0}, []float64{0, 10})
	return constant{ref.Layer, g, v}, err
}

func value(t *testing.T, stored constants, name string) float64 {
	t.Helper()
	l, err := forecast.ParseLayer(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := derive.Open(context.Background(), stored, forecast.Ref{Layer: l})
	if err != nil {
		t.Fatal(err)
	}
	dst := make([]float32, 2)
	if err := f.Read(context.Background(), forecast.Window{Rows: 1, Cols: 2}, dst); err != nil {
		t.Fatal(err)
	}
	return float64(dst[1])
}

func TestWind(t *testing.T) {
	f := func(u, v, speed, direction float64) {
		t.Helper()
		stored := constants{"wind_u_component_10m": float32(u), "wind_v_component_10m": float32(v)}
		if got := value(t, stored, "wind_speed_10m"); math.Abs(got-speed) > 1e-5 {
			t.Errorf("speed of (%g, %g) = %g, want %g", u, v, got, speed)
		}
		if got := value(t, stored, "wind_direction_10m"); math.Abs(got-direction) > 1e-4 {
			t.Errorf("direction of (%g, %g) = %g, want %g", u, v, got, direction)
		}
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
	stored := constants{"wind_speed_10m": 9, "wind_u_component_10m": 3, "wind_v_component_10m": 4}
	if got := value(t, stored, "wind_speed_10m"); got != 9 {
		t.Errorf("wind speed %g, want the stored 9", got)
	}
}

func TestMissingInput(t *testing.T) {
	nan := float32(math.NaN())
	for _, name := range []string{"wind_speed_10m", "wind_direction_10m"} {
		if got := value(t, constants{"wind_u_component_10m": nan, "wind_v_component_10m": 0}, name); !math.IsNaN(got) {
			t.Errorf("%s of a missing component is %g", name, got)
		}
	}
	l, err := forecast.ParseLayer("wind_speed_10m")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := derive.Open(context.Background(), constants{}, forecast.Ref{Layer: l}); forecast.KindOf(err) != forecast.NotFound {
		t.Errorf("without inputs: %v", err)
	}
}

func TestLayers(t *testing.T) {
	var stored []forecast.Layer
	for _, name := range []string{"wind_u_component_10m", "wind_v_component_10m", "wind_u_component_850hPa", "wind_speed_10m"} {
		l, err := forecast.ParseLayer(name)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, l)
	}
	var got []string
	for _, l := range derive.Layers(stored) {
		got = append(got, l.Name())
	}
	if len(got) != 2 || got[0] != "wind_10m" || got[1] != "wind_direction_10m" {
		t.Errorf("derived layers %v", got)
	}
}
