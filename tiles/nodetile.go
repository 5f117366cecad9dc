package tiles

import (
	"bytes"
	"encoding/binary"
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/klauspost/compress/gzip"
)

const (
	nodeMagic   = "FTN1"
	nodeScale   = 1e7 // counts a degree
	missingNode = math.MinInt32
	opNodeTile  = "tiles.NodeTile"
)

// NodeTile gives the gzipped body that tells where the samples of a value tile lie, as docs/http.md
// has it. Grids of few cells are told more finely than their nodes, so that what lies between may be
// taken as straight. It fails with kind NotFound where there is no such tile.
func NodeTile(g *forecast.Grid, x, y int) ([]byte, error) {
	w, err := blockWindow(g, x, y)
	if err != nil {
		return nil, err
	}
	parts := finer(g, w)
	cols, rows := (w.Cols-1)*parts+1, (w.Rows-1)*parts+1
	lats, lons := make([]int32, cols*rows), make([]int32, cols*rows)
	for i := range lats {
		lat, lon := g.Between(float64(w.Row)+float64(i/cols)/float64(parts), float64(w.Col)+float64(i%cols)/float64(parts))
		if lats[i], lons[i] = missingNode, missingNode; lat == lat && lon == lon {
			lats[i], lons[i] = int32(math.Round(lat*nodeScale)), int32(math.Round(math.Remainder(lon, 360)*nodeScale))
		}
	}
	body := append([]byte(nil), nodeMagic...)
	for _, v := range []int{cols, rows, parts, 0, 0, 0} {
		body = binary.LittleEndian.AppendUint16(body, uint16(v))
	}
	body = appendWordPlanes(body, lats, cols)
	body = appendWordPlanes(body, lons, cols)
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, valueGzip)
	if err == nil {
		_, err = z.Write(body)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, forecast.Errorf(forecast.Internal, opNodeTile, "the tile cannot be compressed: %w", err)
	}
	return out.Bytes(), nil
}

// finer gives in how many parts the cells of a small grid are cut. A mesh is straight between its
// nodes.
func finer(g *forecast.Grid, w forecast.Window) int {
	if _, isMesh := g.Projection.(*forecast.Mesh); isMesh {
		return 1
	}
	return max(1, Block/max(1, w.Cols-1, w.Rows-1))
}

// appendWordPlanes is planes for words of 32 bits.
func appendWordPlanes(body []byte, words []int32, width int) []byte {
	n, start := len(words), len(body)
	body = append(body, make([]byte, 4*n)...)
	out := body[start:]
	at := func(i int, there bool) uint32 {
		if !there {
			return 0
		}
		return uint32(words[i])
	}
	for i := range words {
		hasWest, hasNorth := i%width > 0, i >= width
		d := int32(uint32(words[i]) - (at(i-1, hasWest) + at(i-width, hasNorth) - at(i-width-1, hasWest && hasNorth)))
		zigzag := uint32(d<<1) ^ uint32(d>>31)
		for k := range 4 {
			out[k*n+i] = byte(zigzag >> (8 * k))
		}
	}
	return body
}

// Boxes gives, for each value tile of a grid with a projection, row by row, the box that holds it:
// west, south, east, north in degrees. East is above 180 where it crosses the date line.
func Boxes(g *forecast.Grid) [][4]float64 {
	across, down := Blocks(g)
	out := make([][4]float64, 0, across*down)
	for y := range down {
		for x := range across {
			w, err := blockWindow(g, x, y)
			if err != nil {
				panic(err) // only of tiles that there are
			}
			out = append(out, boxOf(g, w))
		}
	}
	return out
}

// boxSamples is along how many lines each way a tile is looked at for its box.
const boxSamples = 16

func boxOf(g *forecast.Grid, w forecast.Window) [4]float64 {
	box := [4]float64{math.Inf(1), 90, math.Inf(-1), -90}
	middle := math.NaN()
	for j := range boxSamples + 1 {
		for i := range boxSamples + 1 {
			lat, lon := g.Between(float64(w.Row)+float64(w.Rows-1)*float64(j)/boxSamples, float64(w.Col)+float64(w.Cols-1)*float64(i)/boxSamples)
			if lat != lat {
				continue
			}
			if middle != middle {
				middle = lon
			}
			lon = middle + math.Remainder(lon-middle, 360)
			box = [4]float64{min(box[0], lon), min(box[1], lat), max(box[2], lon), max(box[3], lat)}
		}
	}
	if math.IsInf(box[0], 0) {
		return [4]float64{-180, -90, 180, 90} // a mesh with nodes here and there
	}
	margin := cell(g) * (1 + float64(max(w.Cols, w.Rows))/boxSamples)
	box = [4]float64{box[0] - margin, max(-90, box[1]-margin), box[2] + margin, min(90, box[3]+margin)}
	if box[1] < -85 || box[3] > 85 || box[2]-box[0] > 180 { // about a pole, or nearly
		box[0], box[2] = -180, 180
	}
	for box[0] >= 180 {
		box[0], box[2] = box[0]-360, box[2]-360
	}
	for box[0] < -180 {
		box[0], box[2] = box[0]+360, box[2]+360
	}
	return box
}

// CellSize gives the longer side of a cell of a grid in degrees; with a projection that of the cell
// in its middle, in degrees of longitude there.
func CellSize(g *forecast.Grid) float64 { return cell(g) }
