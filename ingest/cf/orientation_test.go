package cf

import (
	"math"
	"testing"
)

// earthlike gives temperatures of continents in the north and a cold plateau at 90° east, with the
// climate's mean and about its spread.
func earthlike(lat, lon float64) float64 {
	t := 40*math.Cos(lat*math.Pi/180) + 6*math.Sin(3*lon*math.Pi/180)*max(0, math.Sin(lat*math.Pi/90))
	if lat > 28 && lat < 38 && lon > 75 && lon < 105 {
		t -= 20
	}
	return t + 278.8 - 25.5
}

func TestRightWay(t *testing.T) {
	const rows, cols = 91, 180
	f := func(want string, dims string, value func(lat, lon float64) float64) {
		t.Helper()
		file := &fake{path: "x.nc", attrs: map[string]Attr{}, numbers: map[string][]float64{}, strings: map[string][]string{}}
		lats, lons := make([]float64, rows), make([]float64, cols)
		for i := range lats {
			lats[i] = 90 - 2*float64(i)
		}
		for i := range lons {
			lons[i] = 2 * float64(i)
		}
		file.coordinate("lat", lats).coordinate("lon", lons).coordinate("time", []float64{0}, "units", "hours since 2026-11-23")
		sizes := map[string]Dim{"lat": {"lat", rows}, "lon": {"lon", cols}}
		order := []string{dims[:3], dims[4:]}
		file.scalarOn([]Dim{{"time", 1}, {"channel", 69}, sizes[order[0]], sizes[order[1]]}, "data", nil)
		file.block = func(start, count []int) (out []float32) {
			for c := start[1]; c < start[1]+count[1]; c++ {
				k := climates[fengwuOrder.channels[c]]
				for a := range count[2] {
					for b := range count[3] {
						i, j := a, b
						if order[0] == "lon" {
							i, j = b, a
						}
						v := k.mean + 0.8*k.std*math.Sqrt2*math.Sin(2*math.Pi*float64(j)/cols)
						if fengwuOrder.channels[c] == "t2m" {
							v = value(lats[i], lons[j])
						}
						out = append(out, float32(v))
					}
				}
			}
			return out
		}
		if want != "" {
			wantRefused(t, file, want)
		} else if p := mustRead(t, file); len(p.Takes[0].Planes) != 69 {
			t.Errorf("%v", p.Notes)
		}
	}
	for _, dims := range []string{"lat lon", "lon lat"} {
		f("", dims, earthlike)
		f("rows run from the south", dims, func(lat, lon float64) float64 { return earthlike(-lat, lon) })
		f("columns begin at 180°", dims, func(lat, lon float64) float64 { return earthlike(lat, math.Mod(lon+180, 360)) })
	}
}
