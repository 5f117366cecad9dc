package sphere

import (
	"math"
	"testing"
)

func TestSmoothKeepsWhatIsFlatAndRemovesWhatIsSharp(t *testing.T) {
	g := Grid{91, 180}
	flat, sharp := NewField(g), NewField(g)
	for j := range g.NLat {
		for i := range g.NLon {
			flat.Row(j)[i] = 5
			sharp.Row(j)[i] = float32(math.Sin(float64(i)*math.Pi/2)) * float32(math.Cos(g.Lat(j)))
		}
	}
	flat.Wrap()
	sharp.Wrap()
	Smooth(flat, 0.07)
	Smooth(sharp, 0.07)
	for j := range g.NLat {
		for i := range g.NLon {
			if d := math.Abs(float64(flat.Row(j)[i]) - 5); d > 1e-5 {
				t.Fatalf("flat field is off by %v at %d, %d", d, j, i)
			}
			if d := math.Abs(float64(sharp.Row(j)[i])); d > 0.02 {
				t.Fatalf("%v is left of the sharp field at %d, %d", d, j, i)
			}
		}
	}
}

// TestSmoothWidth: a point spreads into a bell of the width asked for.
func TestSmoothWidth(t *testing.T) {
	g := Grid{181, 360}
	f := NewField(g)
	f.Row(90)[180] = 1
	f.Wrap()
	const sigma = 4 * math.Pi / 180
	Smooth(f, sigma)
	var sum, squares float64
	for i := range g.NLon {
		x := float64(i-180) * math.Pi / 180
		v := float64(f.Row(90)[i])
		sum, squares = sum+v, squares+v*x*x
	}
	if got := math.Sqrt(squares / sum); got < 0.8*sigma || got > 1.3*sigma {
		t.Errorf("width = %v, want about %v", got, sigma)
	}
}

func TestResampler(t *testing.T) {
	from, to := Grid{61, 120}, Grid{181, 360}
	f := NewField(from)
	for j := range from.NLat {
		for i := range from.NLon {
			f.Row(j)[i] = float32(math.Cos(from.Lat(j)) * math.Sin(from.Lon(i)))
		}
	}
	f.Wrap()
	out := make([]float32, 3*360)
	r := NewResampler(from, to)
	for _, first := range []int{0, 77, 178} {
		r.Rows(f, first, out)
		for j := range 3 {
			for i := range 360 {
				want := math.Cos(to.Lat(first+j)) * math.Sin(to.Lon(i))
				if d := math.Abs(float64(out[j*360+i]) - want); d > 1e-4 {
					t.Fatalf("row %d, column %d is off by %v", first+j, i, d)
				}
			}
		}
	}
}
