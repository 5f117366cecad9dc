package tiles

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// decoded is a value tile read by docs/http.md.
type decoded struct {
	Width      int          `json:"width"`
	Height     int          `json:"height"`
	Components int          `json:"components"`
	Scale      float64      `json:"scale"`
	Offset     float64      `json:"offset"`
	Values     [][]*float64 `json:"values"` // per component, null where missing
}

func unzip(t testing.TB, data []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func decodeValues(t testing.TB, body []byte) decoded {
	t.Helper()
	le := binary.LittleEndian
	if string(body[:4]) != "FTV1" || !bytes.Equal(body[9:16], make([]byte, 7)) {
		t.Fatalf("header %q", body[:32])
	}
	d := decoded{
		Width: int(le.Uint16(body[4:])), Height: int(le.Uint16(body[6:])), Components: int(body[8]),
		Scale:  math.Float64frombits(le.Uint64(body[16:])),
		Offset: math.Float64frombits(le.Uint64(body[24:])),
	}
	n := d.Width * d.Height
	body = body[32:]
	if len(body) != 2*n*d.Components {
		t.Fatalf("%d bytes for %d × %d × %d samples", len(body), d.Components, d.Height, d.Width)
	}
	for range d.Components {
		raw := make([]int, n)
		values := make([]*float64, n)
		at := func(r, c int) int {
			if r < 0 || c < 0 {
				return 0
			}
			return raw[r*d.Width+c]
		}
		for i := range n {
			z := int(body[i]) | int(body[n+i])<<8
			r := z >> 1
			if z&1 == 1 {
				r = ^r
			}
			y, x := i/d.Width, i%d.Width
			raw[i] = (r + at(y, x-1) + at(y-1, x) - at(y-1, x-1)) & 0xffff
			if raw[i] != 65535 {
				v := float64(raw[i])*d.Scale + d.Offset
				values[i] = &v
			}
		}
		d.Values = append(d.Values, values)
		body = body[2*n:]
	}
	return d
}

func TestValueTileCutsTheGrid(t *testing.T) {
	f := func(lat, lon []float64, x, y int, row, col, height, width int) {
		t.Helper()
		value := func(lat, lon float64) float64 { return math.Round(100*(280+lat/4+lon/8)) / 100 }
		field := on(t, "temperature_2m", lat, lon, value)
		tile, err := ValueTile(t.Context(), field, x, y)
		if err != nil {
			t.Fatal(err)
		}
		d := decodeValues(t, unzip(t, tile))
		if d.Width != width || d.Height != height || d.Components != 1 || d.Scale != 1.0/64 || d.Offset != 150 {
			t.Fatalf("tile %d, %d is %d × %d × %d, scale %g, offset %g", x, y, d.Components, d.Height, d.Width, d.Scale, d.Offset)
		}
		for i, v := range d.Values[0] {
			want := value(lat[row+i/width], lon[(col+i%width)%len(lon)])
			if v == nil || math.Abs(*v-want) > 0.5/64+1e-6 {
				t.Fatalf("tile %d, %d, sample %d is %v, want %g", x, y, i, v, want)
			}
		}
	}
	lat, lon := axis(90, -0.25, 721), axis(0, 0.25, 1440)
	f(lat, lon, 0, 0, 0, 0, 241, 241)
	f(lat, lon, 5, 2, 480, 1200, 241, 241) // the last column is column 0 again
	f(axis(90, -0.4, 451), axis(0, 0.4, 900), 3, 1, 240, 720, 211, 181)
	f(axis(90, -10, 19), axis(0, 10, 36), 0, 0, 0, 0, 19, 37)
	f(axis(50, -0.1, 242), axis(100, 0.1, 242), 1, 1, 240, 240, 2, 2)
	f(axis(50, -0.1, 241), axis(100, 0.1, 241), 0, 0, 0, 0, 241, 241)
	f([]float64{50}, []float64{100}, 0, 0, 0, 0, 1, 1)
}

func TestBlocks(t *testing.T) {
	f := func(lat, lon []float64, across, down int) {
		t.Helper()
		g, err := forecast.NewGrid(lat, lon)
		if err != nil {
			t.Fatal(err)
		}
		if a, d := Blocks(g); a != across || d != down {
			t.Errorf("%d × %d nodes are %d × %d tiles, want %d × %d", len(lat), len(lon), d, a, down, across)
		}
	}
	f(axis(90, -0.25, 721), axis(0, 0.25, 1440), 6, 3)
	f(axis(90, -0.4, 451), axis(0, 0.4, 900), 4, 2)
	f(axis(50, -0.1, 241), axis(100, 0.1, 242), 2, 1)
	f([]float64{50}, []float64{100}, 1, 1)
}

// TestValueTileGolden also writes the files that the map's decoder is tested with.
func TestValueTileGolden(t *testing.T) {
	lat, lon := axis(40, -0.5, 5), axis(110, 0.5, 7)
	missing := func(f func(y, x float64) float64, at ...float64) func(y, x float64) float64 {
		return func(y, x float64) float64 {
			for i := 0; i < len(at); i += 2 {
				if y == at[i] && x == at[i+1] {
					return math.NaN()
				}
			}
			return math.Round(100*f(y, x)) / 100
		}
	}
	u := on(t, "wind_u_component_10m", lat, lon, missing(func(y, x float64) float64 { return 40*math.Sin(x) - y/3 }, 40, 110, 39, 111.5))
	v := on(t, "wind_v_component_10m", lat, lon, missing(func(y, x float64) float64 { return 15*math.Cos(3*y) + x/50 }, 40, 110, 38, 113, 38, 112.5))
	tile, err := ValueTile(t.Context(), vector{u, v}, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	body := unzip(t, tile)
	got := decodeValues(t, body)
	for k, m := range []memory{u, v} {
		for i, want := range m.values {
			if p := got.Values[k][i]; (p == nil) != (want != want) || p != nil && math.Abs(*p-float64(want)) > 0.5/64+1e-6 {
				t.Errorf("component %d, sample %d is %v, want %v", k, i, p, want)
			}
		}
	}
	dir := filepath.Join("..", "web", "ui", "test", "testdata")
	if *update {
		text, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range map[string][]byte{"value-tile.bin": body, "value-tile.json": append(text, '\n')} {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	want, err := os.ReadFile(filepath.Join(dir, "value-tile.bin"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(body, want) {
		t.Error("the bytes are not those of value-tile.bin; clients would read other values")
	}
}

func TestValueTileRefuses(t *testing.T) {
	value := 280.0
	f := func(x, y int, kind forecast.Kind, says string) {
		t.Helper()
		field := on(t, "temperature_2m", axis(50, -0.1, 242), axis(100, 0.1, 242), func(_, _ float64) float64 { return value })
		_, err := ValueTile(t.Context(), field, x, y)
		if err == nil || forecast.KindOf(err) != kind || !strings.Contains(err.Error(), says) {
			t.Errorf("tile %d, %d: %v; want kind %v and %q", x, y, err, kind, says)
		}
	}
	f(2, 0, forecast.NotFound, "0 to 1")
	f(0, 2, forecast.NotFound, "0 to 1")
	f(-1, 0, forecast.NotFound, "0 to 1")
	value = 350.02
	f(0, 0, forecast.Internal, "350.02")
	value = 149.9
	f(0, 0, forecast.Internal, "149.9")
	value = math.Inf(1)
	f(0, 0, forecast.Internal, "+Inf")
	value = math.Inf(-1)
	f(0, 0, forecast.Internal, "-Inf")
}

func TestQuantum(t *testing.T) {
	f := func(name string, scale, offset float64) {
		t.Helper()
		q := quantumOf(layer(t, name))
		if q.scale != scale || q.offset != offset {
			t.Errorf("%s is kept as raw × %g + %g, want raw × %g + %g", name, q.scale, q.offset, scale, offset)
		}
	}
	f("temperature_2m", 1.0/64, 150)
	f("wind_u_component_10m", 1.0/64, -127)
	f("wind_u_component_850hPa", 1.0/64, -200)
	f("pressure_msl", 1.5, 80000)
	f("precipitation", 0.02, 0)
	f("geopotential_height_500hPa", 0.375, -2426)

	for _, v := range forecast.Variables() { // the ends fit, and what is just beyond does not
		q := quantumOf(forecast.Layer{Variable: v})
		low, high := v.Range(forecast.Level{})
		raw := make([]uint16, 3)
		if i := q.quantise(raw, []float32{float32(low), float32(high), float32(math.NaN())}); i >= 0 || raw[0] != 0 || raw[2] != missingRaw {
			t.Errorf("%s: %g to %g become %v, %d does not fit", v.Name, low, high, raw, i)
		}
		if i := q.quantise(raw, []float32{float32(high + (high-low)/100)}); i != 0 {
			t.Errorf("%s: a value above %g fits", v.Name, high)
		}
		if i := q.quantise(raw, []float32{float32(low - (high-low)/100)}); i != 0 {
			t.Errorf("%s: a value below %g fits", v.Name, low)
		}
	}
}
