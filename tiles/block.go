package tiles

import "github.com/fengtu/fengtu/forecast"

// Block is how many cells of the grid a value tile is wide and high; neighbours share the samples
// between them.
const Block = 240

// Blocks gives how many value tiles a grid has from west to east and from north to south.
func Blocks(g *forecast.Grid) (across, down int) {
	count := func(cells int) int { return max(1, (cells+Block-1)/Block) }
	return count(cellsAcross(g)), count(g.Rows() - 1)
}

// cellsAcross gives the number of cells in a row; the last of a periodic grid ends at column 0.
func cellsAcross(g *forecast.Grid) int {
	if g.X.Periodic() {
		return g.Cols()
	}
	return g.Cols() - 1
}

// blockWindow gives the nodes of a value tile. It fails with kind NotFound where there is no such
// tile.
func blockWindow(g *forecast.Grid, x, y int) (forecast.Window, error) {
	across, down := Blocks(g)
	if x < 0 || x >= across || y < 0 || y >= down {
		return forecast.Window{}, forecast.Errorf(forecast.NotFound, opValueTile,
			"there is no value tile x=%d, y=%d: x goes from 0 to %d and y from 0 to %d", x, y, across-1, down-1)
	}
	w := forecast.Window{Row: y * Block, Col: x * Block}
	w.Rows = min(Block, g.Rows()-1-w.Row) + 1
	w.Cols = min(Block, cellsAcross(g)-w.Col) + 1
	return w, nil
}
