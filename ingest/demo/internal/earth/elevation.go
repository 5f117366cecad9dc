package earth

import (
	"math"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
)

// Elevation returns the height of the ground in metres for each point of g, given
// its land fractions: 0 over open sea.
func Elevation(g sphere.Grid, land []float32) []float32 {
	out := make([]float32, g.Len())
	for j := range g.NLat {
		lat := g.Lat(j)
		for i := range g.NLon {
			k := j*g.NLon + i
			if land[k] > 0 {
				out[k] = float32(height(lat, g.Lon(i))) * land[k]
			}
		}
	}
	for _, j := range []int{0, g.NLat - 1} { // a pole is one place
		row := out[j*g.NLon : (j+1)*g.NLon]
		for i := range row {
			row[i] = row[0]
		}
	}
	return out
}

// height adds the ranges (as a norm, so that overlaps do not pile up) and breaks
// them into peaks and valleys.
func height(lat, lon float64) float64 {
	var cubes float64
	for _, r := range ranges {
		h := r.at(lat, lon)
		cubes += h * h * h
	}
	broad := math.Cbrt(cubes)
	p := sphere.Point(lat, lon)
	rough := 1 - math.Abs(sphere.Fractal(p, 24, 0.55, 4, 11)) // ridges where the noise changes sign
	plain := 160 + 140*sphere.Fractal(p, 7, 0.5, 3, 12)
	if lat < -60*math.Pi/180 {
		return plain + broad // an ice sheet is smooth
	}
	return min(max(5, plain)+broad*(0.45+0.75*rough), 5900)
}

func (r ridge) at(lat, lon float64) float64 {
	near := math.Inf(1)
	for i, a := range r.line {
		b := r.line[min(i+1, len(r.line)-1)]
		if reach := r.width / 111.2 * 3; lat*degree < min(a[0], b[0])-reach || lat*degree > max(a[0], b[0])+reach {
			continue
		}
		near = min(near, distance(lat, lon, a, b))
	}
	d := near / r.width
	return r.height * math.Exp(-d*d*d) // flatter on top than a Gaussian, as plateaus are
}

// degree converts radians to degrees.
const degree = 180 / math.Pi

// distance is that from a place to the segment from a to b in km, on a plane that
// touches the sphere at the place.
func distance(lat, lon float64, a, b [2]float64) float64 {
	const km = sphere.Radius / 1000
	cos := math.Cos(lat)
	ax, ay := km*cos*east(a[1]/degree-lon), km*(a[0]/degree-lat)
	bx, by := ax+km*cos*east((b[1]-a[1])/degree), km*(b[0]/degree-lat)
	dx, dy := bx-ax, by-ay
	t := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		t = min(1, max(0, -(ax*dx+ay*dy)/l))
	}
	return math.Hypot(ax+t*dx, ay+t*dy)
}

// east brings a difference of longitudes into -π..π.
func east(d float64) float64 { return math.Remainder(d, 2*math.Pi) }
