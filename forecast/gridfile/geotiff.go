package gridfile

import (
	"encoding/binary"
	"math"
	"os"

	"github.com/fengtu/fengtu/forecast"
)

// GeoTIFF begins a Cloud-Optimised GeoTIFF of one variable: a float32 band for each time, tiled,
// with overviews of half the size each, in WGS 84 or the grid's own projection. All places in the file are
// known beforehand, since tiles are not compressed. It fails with kind Invalid for more variables, a grid
// that is not evenly spaced, or a projection that GeoTIFF has no words for: a rotated pole, a mesh.
func GeoTIFF(path string, spec Spec) (Writer, error) {
	const op = "gridfile.GeoTIFF"
	if len(spec.Variables) != 1 {
		return nil, forecast.Errorf(forecast.Invalid, op, "a GeoTIFF holds one variable, not %d: ask for one, or for NetCDF", len(spec.Variables))
	}
	keys, err := geoKeys(&spec)
	if err != nil {
		return nil, err
	}
	at, even := spec.raster()
	if !even {
		return nil, forecast.Errorf(forecast.Invalid, op, "a GeoTIFF needs two rows and columns or more, evenly spaced: ask for NetCDF")
	}
	if len(spec.Times) > math.MaxUint16 || len(spec.Times) == 0 {
		return nil, forecast.Errorf(forecast.Invalid, op, "a GeoTIFF holds 1 to %d times, not %d", math.MaxUint16, len(spec.Times))
	}
	t := &geoTIFF{spec: spec, at: at, keys: keys, levels: pyramid(spec.Rows(), spec.Cols())}
	head, err := t.head()
	if err != nil {
		return nil, err
	}
	if t.file, err = os.Create(path); err != nil {
		return nil, err
	}
	if _, err := t.file.Write(head); err != nil {
		t.Abort()
		return nil, err
	}
	return t, nil
}

// spacing gives the step of evenly spaced coordinates.
func spacing(values []float64) (step float64, even bool) {
	n := len(values)
	if n < 2 {
		return 0, false
	}
	step = (values[n-1] - values[0]) / float64(n-1)
	for i, v := range values {
		if math.Abs(v-values[0]-float64(i)*step) > 0.01*math.Abs(step) {
			return 0, false
		}
	}
	return step, true
}

type geoTIFF struct {
	spec   Spec
	at     raster
	keys   []entry
	file   *os.File
	levels []tiffLevel // the whole, then its overviews
	tile   []byte
	done   bool
}

// tiffLevel is the image or one of its overviews.
type tiffLevel struct {
	rows, cols         int
	tileRows, tileCols int // of one tile
	down, across       int // tiles
	offset             int64
}

func (l tiffLevel) tileBytes() int64 { return int64(4 * l.tileRows * l.tileCols) }

const tileSide = 256

// pyramid gives the image and its overviews, down to one that fits a tile.
func pyramid(rows, cols int) (out []tiffLevel) {
	for {
		sixteen := func(n int) int { return min(tileSide, (n+15)/16*16) } // TIFF 6.0, section 15
		l := tiffLevel{rows: rows, cols: cols, tileRows: sixteen(rows), tileCols: sixteen(cols)}
		l.down, l.across = (rows+l.tileRows-1)/l.tileRows, (cols+l.tileCols-1)/l.tileCols
		out = append(out, l)
		if l.down*l.across == 1 {
			return out
		}
		rows, cols = (rows+1)/2, (cols+1)/2
	}
}

// Put implements Writer.
func (t *geoTIFF) Put(_, at int, values []float32) error {
	for i, l := range t.levels {
		if i > 0 {
			values = t.shrink(values, t.levels[i-1], l)
		}
		if err := t.putLevel(l, at, values); err != nil {
			return err
		}
	}
	return nil
}

func (t *geoTIFF) putLevel(l tiffLevel, band int, values []float32) error {
	if n := int(l.tileBytes()); cap(t.tile) < n {
		t.tile = make([]byte, n)
	}
	tile := t.tile[:l.tileBytes()]
	for k := range l.down * l.across {
		row, col := k/l.across*l.tileRows, k%l.across*l.tileCols
		for y := range l.tileRows {
			for x := range l.tileCols {
				v := missing
				if row+y < l.rows && col+x < l.cols {
					v = values[(row+y)*l.cols+col+x]
				}
				binary.LittleEndian.PutUint32(tile[4*(y*l.tileCols+x):], math.Float32bits(v))
			}
		}
		place := l.offset + int64(band*l.down*l.across+k)*l.tileBytes()
		if _, err := t.file.WriteAt(tile, place); err != nil {
			return err
		}
	}
	return nil
}

var missing = float32(math.NaN())

// shrink halves an image: each pixel is the mean of those of four that are there.
func (t *geoTIFF) shrink(values []float32, from, to tiffLevel) []float32 {
	out := make([]float32, to.rows*to.cols)
	for y := range to.rows {
		for x := range to.cols {
			var sum, n float32
			for _, r := range []int{2 * y, 2*y + 1} {
				for _, c := range []int{2 * x, 2*x + 1} {
					if r < from.rows && c < from.cols {
						if v := values[r*from.cols+c]; v == v {
							sum, n = sum+v, n+1
						}
					}
				}
			}
			out[y*to.cols+x] = sum / n // NaN of none
		}
	}
	return out
}

// Close implements Writer.
func (t *geoTIFF) Close() error {
	t.done = true
	return t.file.Close()
}

// Abort implements Writer.
func (t *geoTIFF) Abort() {
	if !t.done {
		t.done = true
		_ = t.file.Close() // nobody wants it
		_ = os.Remove(t.file.Name())
	}
}
