package tiles

import (
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

func TestParse(t *testing.T) {
	f := func(z, x, y string, want maptile.Tile) {
		t.Helper()
		got, err := Parse(z, x, y)
		if err != nil || got != want {
			t.Errorf("Parse(%s, %s, %s) = %v, %v; want %v", z, x, y, got, err, want)
		}
	}
	f("0", "0", "0", maptile.New(0, 0, 0))
	f("3", "6", "3", maptile.New(6, 3, 3))
	f("22", "4194303", "0", maptile.New(4194303, 0, 22))
}

func TestParseRefuses(t *testing.T) {
	f := func(z, x, y string) {
		t.Helper()
		if got, err := Parse(z, x, y); forecast.KindOf(err) != forecast.Invalid || err == nil {
			t.Errorf("Parse(%q, %q, %q) = %v, %v; want kind Invalid", z, x, y, got, err)
		}
	}
	f("23", "0", "0")
	f("3", "8", "0")
	f("3", "0", "8")
	f("3", "-1", "0")
	f("3", "+1", "0")
	f("3", "", "0")
	f("3", "1.5", "0")
	f("3", "99999999999999999999", "0")
	f("0x3", "1", "0")
}

func TestAtRefuses(t *testing.T) {
	f := func(z, x, y int) {
		t.Helper()
		if _, err := At(z, x, y); err == nil || forecast.KindOf(err) != forecast.Invalid {
			t.Errorf("At(%d, %d, %d): %v; want kind Invalid", z, x, y, err)
		}
	}
	f(-1, 0, 0)
	f(23, 0, 0)
	f(1, 2, 0)
	f(1, 0, -1)
}

func FuzzParse(f *testing.F) {
	f.Add("3", "6", "3")
	f.Add("22", "4194304", "0")
	f.Add("", "-1", "٣")
	f.Fuzz(func(t *testing.T, z, x, y string) {
		tile, err := Parse(z, x, y)
		if err == nil && (!tile.Valid() || tile.Z > MaxZoom) {
			t.Errorf("Parse(%q, %q, %q) gives %v, which is not on the map", z, x, y, tile)
		}
		if err != nil && forecast.KindOf(err) != forecast.Invalid {
			t.Errorf("Parse(%q, %q, %q): %v", z, x, y, err)
		}
	})
}
