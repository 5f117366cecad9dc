package store

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

// TestCoarsen holds means against the plainest way to make them, on a globe and in a region, with and
// without missing values.
func TestCoarsen(t *testing.T) {
	random := rand.New(rand.NewPCG(13, 14))
	f := func(rows, cols int, step float64, missing int) {
		t.Helper()
		lats, lons := make([]float64, rows), make([]float64, cols)
		for i := range lats {
			lats[i] = 85 - float64(i)*step
		}
		for i := range lons {
			lons[i] = float64(i) * step
		}
		g, err := forecast.NewGrid(lats, lons)
		if err != nil {
			t.Fatal(err)
		}
		coarse, ok := g.Overview()
		if !ok {
			t.Fatalf("a grid of %d × %d has no overview", rows, cols)
		}
		values, out := make([]float32, g.Size()), make([]float32, coarse.Size())
		for i := range values {
			values[i] = float32(280 + 20*random.NormFloat64())
		}
		for range missing {
			values[random.IntN(len(values))] = float32NaN
		}
		passed := new(overviewRows).coarsen(g, coarse, forecast.Scalar, values, out)
		for row := range rows {
			passed(row)
		}
		for k, got := range out {
			y, x := min(k/coarse.Cols()*4, rows-1), min(k%coarse.Cols()*4, cols-1)
			sum, total := 0.0, 0.0
			for dy := -3; dy <= 3; dy++ {
				for dx := -3; dx <= 3; dx++ {
					r, c := y+dy, x+dx
					if g.X.Periodic() {
						c = (c + cols) % cols
					}
					if r < 0 || r >= rows || c < 0 || c >= cols {
						continue
					}
					if v := float64(values[r*cols+c]); v == v {
						w := (4 - math.Abs(float64(dy))) * (4 - math.Abs(float64(dx)))
						sum += w * v
						total += w
					}
				}
			}
			if own := values[y*cols+x]; own != own {
				if got == got {
					t.Fatalf("node %d is %g, where the field has no value", k, got)
				}
			} else if !(math.Abs(float64(got)-sum/total) < 1e-3) {
				t.Fatalf("node %d of %d × %d: %g, want %g", k, rows, cols, got, sum/total)
			}
		}
	}
	for _, missing := range []int{0, 1, 2000} {
		f(171, 360, 1, missing)
		f(300, 301, 0.25, missing)
		f(270, 263, 0.25, missing)
	}
}

// TestAlongRow holds rows of all lengths, with and without missing values, against the loop, bit by bit.
func TestAlongRow(t *testing.T) {
	random := rand.New(rand.NewPCG(19, 20))
	for n := 8; n < 300; n++ {
		row := make([]float32, n)
		for i := range row {
			row[i] = float32(280 + 20*random.NormFloat64())
		}
		if n%3 == 0 {
			row[random.IntN(n)] = float32NaN
		}
		for _, kept := range []int{(n + 3) / 4, (n+2)/4 + 1} { // round the globe, and in a region
			sums, totals := make([]float32, kept), make([]float32, kept)
			wantSums, wantTotals := make([]float32, kept), make([]float32, kept)
			got := alongRow(row, n%4 == 0, sums, totals)
			want := alongPart(row, n%4 == 0, wantSums, wantTotals, 0, kept)
			if got != want {
				t.Fatalf("%d values: whole is %v, want %v", n, got, want)
			}
			for i := range sums {
				if math.Float32bits(sums[i]) != math.Float32bits(wantSums[i]) || totals[i] != wantTotals[i] {
					t.Fatalf("node %d of %d values: %g of %g, want %g of %g", i, n, sums[i], totals[i], wantSums[i], wantTotals[i])
				}
			}
		}
	}
}
