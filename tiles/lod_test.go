package tiles

import (
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

func TestLOD(t *testing.T) {
	f := func(rows, cols int, step float64, z, size, want int) {
		t.Helper()
		g, err := forecast.NewGrid(axis(90, -180/float64(rows-1), rows), axis(0, step, cols))
		if err != nil {
			t.Fatal(err)
		}
		grids := []*forecast.Grid{g}
		for {
			coarser, ok := grids[len(grids)-1].Overview()
			if !ok {
				break
			}
			grids = append(grids, coarser)
		}
		if got := LOD(grids, z, size); got != want {
			t.Errorf("LOD(%d columns, z=%d, %d px) = %d, want %d", cols, z, size, got, want)
		}
	}
	f(721, 1440, 0.25, 0, 256, 1) // 5.6 cells a pixel become 1.4
	f(721, 1440, 0.25, 1, 256, 0) // 2.8 stay: 0.7 would be too few
	f(721, 1440, 0.25, 0, 512, 0)
	f(721, 1440, 0.25, 8, 256, 0)
	f(2001, 4000, 0.09, 0, 256, 2) // 15.6 become 0.98
	f(2001, 4000, 0.09, 1, 256, 1) // 7.8 become 1.95
	f(2001, 4000, 0.09, 2, 256, 1) // 3.9 become 0.98
	f(2001, 4000, 0.09, 3, 256, 0)
	f(91, 180, 2, 0, 256, 0)

	if got := LOD(nil, 3, 256); got != 0 {
		t.Errorf("LOD of nothing = %d, want 0", got)
	}
}
