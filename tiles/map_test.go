package tiles

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// swell is a temperature that changes smoothly all over a 2° globe.
func swell(t testing.TB) memory {
	return on(t, "temperature_2m", axis(90, -2, 91), axis(0, 2, 180), func(lat, lon float64) float64 {
		return 285 - 40*math.Pow(math.Sin(lat*degree), 2) + 8*math.Cos(lat*degree)*math.Sin(3*lon*degree)
	})
}

func drawn(t *testing.T, body []byte, err error) image.Image {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// TestMapIsTile holds a map of a tile's rectangle against the tile, which is drawn another way.
func TestMapIsTile(t *testing.T) {
	field := swell(t)
	f := func(z, x, y uint32) {
		t.Helper()
		tile := maptile.New(x, y, maptile.Zoom(z))
		body, err := PNG(context.Background(), field, tile, Size)
		want := drawn(t, body, err)
		side := 2 * HalfWorld / float64(uint64(1)<<z)
		west, north := float64(x)*side-HalfWorld, HalfWorld-float64(y)*side
		body, err = Picture{}.Map(context.Background(), field, Map{west, north - side, west + side, north, true, Size, Size}, nil)
		got := drawn(t, body, err)
		other := 0
		for i := range Size * Size {
			if got.At(i%Size, i/Size) != want.At(i%Size, i/Size) {
				other++
			}
		}
		if other > Size*Size/1000 { // where rounding brings a value into the next colour
			t.Errorf("%d/%d/%d: %d pixels differ", z, x, y, other)
		}
	}
	f(0, 0, 0)
	f(1, 0, 1)
	f(4, 15, 5)
	f(7, 0, 40)
}

// TestMapPlaces holds the colours of a map against those of the values at its pixels' places.
func TestMapPlaces(t *testing.T) {
	field := swell(t)
	scale, err := ScaleOf(field.Layer())
	if err != nil {
		t.Fatal(err)
	}
	white := Colour{255, 255, 255, 255}
	f := func(m Map, background *Colour, missing color.NRGBA, on func(lat, lon float64) bool) {
		t.Helper()
		body, err := Picture{}.Map(context.Background(), field, m, background)
		img := drawn(t, body, err)
		if b := img.Bounds(); b.Dx() != m.Width || b.Dy() != m.Height {
			t.Fatalf("%v", b)
		}
		for row := range m.Height {
			for col := range m.Width {
				lat, lon := m.Place(col, row)
				want := missing
				if m.Shows(col, row) != on(lat, lon) {
					t.Fatalf("%d, %d at %.2f, %.2f: on the globe or beside it?", col, row, lat, lon)
				}
				if on(lat, lon) {
					v, err := ValueAt(context.Background(), field, lat, lon)
					if err != nil {
						t.Fatal(err)
					}
					index := []uint8{0}
					scale.lookup.indexes(index, []float32{v})
					c := scale.lookup.palette[index[0]]
					want = color.NRGBA{c.R, c.G, c.B, c.A}
				}
				if got := color.NRGBAModel.Convert(img.At(col, row)); got != want {
					t.Fatalf("%d, %d at %.2f, %.2f: %v, not %v", col, row, lat, lon, got, want)
				}
			}
		}
	}
	anywhere := func(float64, float64) bool { return true }
	f(Map{-20, 30, 40, 70, false, 60, 40}, nil, color.NRGBA{}, anywhere)
	f(Map{160, -30, 220, 30, false, 30, 30}, nil, color.NRGBA{}, anywhere) // over the date line
	f(Map{10, -10, 11, -9, false, 1, 1}, nil, color.NRGBA{}, anywhere)
	f(Map{-180, -90, 180, 90, false, 36, 18}, nil, color.NRGBA{}, anywhere)
	f(Map{-400, -200, 400, 200, false, 80, 40}, &white, color.NRGBA{255, 255, 255, 255},
		func(lat, lon float64) bool { return math.Abs(lat) <= 90 && lon >= -180 && lon < 180 })
	f(Map{0, 100, 20, 120, false, 20, 20}, nil, color.NRGBA{}, func(float64, float64) bool { return false })
}

// TestMapValue holds values between nodes against those of the function that made the nodes.
func TestMapValue(t *testing.T) {
	field := swell(t)
	f := func(lat, lon, want float64) {
		t.Helper()
		v, err := ValueAt(context.Background(), field, lat, lon)
		if err != nil || math.Abs(float64(v)-want) > 0.05 {
			t.Errorf("%v, %v: %v %v, not %v", lat, lon, v, err, want)
		}
	}
	f(0, 30, 293)
	f(0, -30, 277)
	f(90, 12, 245)
	f(45, 3, 285-20+8*math.Sqrt(0.5)*math.Sin(9*math.Pi/180))
	if v, err := ValueAt(context.Background(), field, 91, 0); err != nil || v == v {
		t.Errorf("beyond the pole: %v %v", v, err)
	}
}

func TestMapRefused(t *testing.T) {
	field := swell(t)
	f := func(m Map) {
		t.Helper()
		if _, err := (Picture{}).Map(context.Background(), field, m, nil); forecast.KindOf(err) != forecast.Invalid {
			t.Errorf("%+v: %v", m, err)
		}
	}
	f(Map{0, 0, 10, 10, false, 0, 10})
	f(Map{0, 0, 10, 10, false, 10, MaxMapSide + 1})
	f(Map{10, 0, 0, 10, false, 10, 10})
	f(Map{0, 10, 10, 10, false, 10, 10})
	f(Map{math.NaN(), 0, 10, 10, false, 10, 10})
}

func TestOver(t *testing.T) {
	got := over(Colour{255, 255, 255, 255}, []Colour{{}, {200, 100, 0, 255}, {0, 0, 0, 51}})
	want := []Colour{{255, 255, 255, 255}, {200, 100, 0, 255}, {204, 204, 204, 255}}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %v, not %v", i, got[i], want[i])
		}
	}
}

func TestMercatorOf(t *testing.T) {
	x, y := MercatorOf(52.5, 13.4) // gdaltransform -s_srs EPSG:4326 -t_srs EPSG:3857
	if math.Abs(x-1491681.18) > 0.01 || math.Abs(y-6891041.72) > 0.01 {
		t.Errorf("%v %v", x, y)
	}
}

// BenchmarkMap draws what a screen full of map asks for.
func BenchmarkMap(b *testing.B) {
	field := swell(b)
	for b.Loop() {
		if _, err := (Picture{}).Map(context.Background(), field, Map{-180, -90, 180, 90, false, 1600, 800}, nil); err != nil {
			b.Fatal(err)
		}
	}
}
