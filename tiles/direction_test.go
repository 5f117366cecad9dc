package tiles

import (
	"errors"
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// apart gives how many degrees lie between two directions.
func apart(a, b float64) float64 { return math.Abs(turn180(a - b)) }

func TestDirectionsTurnTheShortWay(t *testing.T) {
	lat, lon := axis(40, -10, 5), axis(90, 10, 5)
	f := func(name string, field forecast.Field, tolerance float64) {
		t.Helper()
		tile := maptile.New(12, 6, 4)
		got := make([]float32, Size*Size)
		if err := Values(t.Context(), field, tile, Size, got); err != nil {
			t.Fatal(err)
		}
		for i, v := range got {
			y, x := pixelCentre(tile, Size, i/Size, i%Size)
			if y > 40 || x < 90 {
				if v == v {
					t.Fatalf("%s: %v outside the grid", name, v)
				}
				continue
			}
			// From 350° at one node to 10° at the next, and back.
			k := math.Floor((x - 90) / 10)
			want := 350 + 2*(x-90-10*k)
			if int(k)%2 == 1 {
				want = 10 - 2*(x-90-10*k)
			}
			if !(apart(float64(v), want) < tolerance) || v < 0 || v >= 360 {
				t.Fatalf("%s: %v at longitude %g, want about %g", name, v, x, want)
			}
		}
	}
	from := func(x float64) float64 { return 350 + 20*math.Mod((x-90)/10, 2) }
	stored := on(t, "wave_direction", lat, lon, func(_, x float64) float64 { return math.Mod(from(x), 360) })
	f("stored", stored, 0.1) // unit vectors move along the chord

	u := on(t, "wind_u_component_10m", lat, lon, func(_, x float64) float64 { return -7 * math.Sin(from(x)*degree) })
	v := on(t, "wind_v_component_10m", lat, lon, func(_, x float64) float64 { return -7 * math.Cos(from(x)*degree) })
	f("computed", computed{memory{layer: layer(t, "wind_direction_10m"), grid: u.grid}, []forecast.Field{u, v}}, 0.1)
}

func TestVectorsShowTheirMagnitude(t *testing.T) {
	lat, lon := axis(40, -10, 5), axis(90, 10, 5)
	u := on(t, "wind_u_component_10m", lat, lon, func(_, _ float64) float64 { return 3 })
	v := on(t, "wind_v_component_10m", lat, lon, func(_, _ float64) float64 { return -4 })
	got := make([]float32, Size*Size)
	if err := Values(t.Context(), vector{u, v}, maptile.New(12, 6, 4), Size, got); err != nil {
		t.Fatal(err)
	}
	if got[Size*Size-1] != 5 {
		t.Errorf("the wind (3, -4) is drawn as %v, want 5", got[Size*Size-1])
	}
}

func TestValuesRefuses(t *testing.T) {
	field := on(t, "temperature_2m", axis(40, -10, 5), axis(90, 10, 5), func(_, _ float64) float64 { return 280 })
	f := func(field forecast.Field, tile maptile.Tile, size, room int, want forecast.Kind) {
		t.Helper()
		err := Values(t.Context(), field, tile, size, make([]float32, room))
		if err == nil || forecast.KindOf(err) != want {
			t.Errorf("tile %v of %d pixels in room for %d: %v; want kind %v", tile, size, room, err, want)
		}
	}
	f(field, maptile.New(8, 0, 3), 4, 16, forecast.Invalid)
	f(field, maptile.New(0, 0, 23), 4, 16, forecast.Invalid)
	f(field, maptile.New(0, 0, 0), 0, 0, forecast.Invalid)
	f(field, maptile.New(0, 0, 0), 4096, 4096*4096, forecast.Invalid)
	f(field, maptile.New(0, 0, 0), 4, 15, forecast.Invalid)
	field.err = forecast.Errorf(forecast.NotFound, "test", "no such field: %w", errors.New("gone"))
	f(field, maptile.New(12, 6, 4), 4, 16, forecast.NotFound)
}
