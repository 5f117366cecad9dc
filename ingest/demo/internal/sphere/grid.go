package sphere

import "math"

// Grid is a regular latitude-longitude grid with both poles: row 0 at 90 N,
// column 0 at 0 E, going east.
type Grid struct{ NLat, NLon int }

// Len is the number of points.
func (g Grid) Len() int { return g.NLat * g.NLon }

// Lat is the latitude of row j in radians.
func (g Grid) Lat(j int) float64 { return math.Pi * (0.5 - float64(j)/float64(g.NLat-1)) }

// Lon is the longitude of column i in radians, 0 to 2π.
func (g Grid) Lon(i int) float64 { return 2 * math.Pi * float64(i) / float64(g.NLon) }

// halo is how far a Field reaches beyond the grid on each side.
const halo = 3

// Field is a scalar field on a Grid with a margin that continues it across the
// poles and the date line, so that interpolation needs no cases.
type Field struct {
	Grid   Grid
	stride int
	v      []float32
}

// NewField returns a field of zeros. The grid's NLon must be even.
func NewField(g Grid) *Field {
	stride := g.NLon + 2*halo
	return &Field{g, stride, make([]float32, (g.NLat+2*halo)*stride)}
}

// Row is the part of row j on the grid, for reading and writing; call Wrap after
// writing.
func (f *Field) Row(j int) []float32 {
	at := (j+halo)*f.stride + halo
	return f.v[at : at+f.Grid.NLon]
}

// Wrap renews the margin from the grid's values.
func (f *Field) Wrap() {
	n, last := f.Grid.NLon, f.Grid.NLat-1
	for k := 1; k <= halo; k++ {
		across(f.Row(-k), f.Row(k))
		across(f.Row(last+k), f.Row(last-k))
	}
	for j := -halo; j <= last+halo; j++ {
		at := (j + halo) * f.stride
		row := f.v[at : at+f.stride]
		copy(row[:halo], row[n:n+halo])
		copy(row[n+halo:], row[halo:2*halo])
	}
}

func across(dst, src []float32) {
	half := len(src) / 2
	copy(dst[:half], src[half:])
	copy(dst[half:], src[:half])
}

// Linear interpolates at fractional row y in [0, NLat-1] and column x, any real.
func (f *Field) Linear(y, x float64) float32 {
	at, fy, fx := f.locate(y, x)
	a, b := f.v[at], f.v[at+1]
	c, d := f.v[at+f.stride], f.v[at+f.stride+1]
	a += (b - a) * fx
	c += (d - c) * fx
	return a + (c-a)*fy
}

// Cubic interpolates with cubic convolution on 4 x 4 points.
func (f *Field) Cubic(y, x float64) float32 {
	at, fy, fx := f.locate(y, x)
	wx, wy := cubicWeights(fx), cubicWeights(fy)
	at -= f.stride + 1
	var sum float32
	for k := range 4 {
		r := f.v[at : at+4 : at+4]
		sum += wy[k] * (wx[0]*r[0] + wx[1]*r[1] + wx[2]*r[2] + wx[3]*r[3])
		at += f.stride
	}
	return sum
}

func (f *Field) locate(y, x float64) (at int, fy, fx float32) {
	n := float64(f.Grid.NLon)
	if x < 0 || x >= n {
		x -= math.Floor(x/n) * n
		if x >= n { // a tiny negative x rounds up
			x = 0
		}
	}
	j, i := int(y), int(x)
	return (j+halo)*f.stride + i + halo, float32(y - float64(j)), float32(x - float64(i))
}

// cubicWeights are those of Catmull and Rom.
func cubicWeights(t float32) [4]float32 {
	return [4]float32{
		t * (-0.5 + t*(1-0.5*t)),
		1 + t*t*(-2.5+1.5*t),
		t * (0.5 + t*(2-1.5*t)),
		t * t * (-0.5 + 0.5*t),
	}
}

// NegateBeyondPoles turns the sign of the margin across the poles, for the
// components of a vector. Call it once after Wrap.
func (f *Field) NegateBeyondPoles() {
	for k := range halo {
		for _, r := range [2]int{k, f.Grid.NLat + halo + k} {
			row := f.v[r*f.stride : (r+1)*f.stride]
			for i := range row {
				row[i] = -row[i]
			}
		}
	}
}
