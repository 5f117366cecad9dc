package web

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/forecast/zarr"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// layersFolder holds, in a run as it is served, groups that nothing is stored of.
const layersFolder = "layers"

// chosenLayers is a Zarr group of some of a run's layers, stored or derived: arrays of float32, [time, member
// where there are some, row, column] in order of time, of which each chunk is made when it is asked for.
type chosenLayers struct {
	*server
	ask.Address
	inv    *store.Inventory
	layers []forecast.Layer
}

// zarrLayers answers /zarr/{dataset}/{run}/layers/{layers}/….
func (s *server) zarrLayers(c *gin.Context, a ask.Address, rest string) error {
	list, key, _ := strings.Cut(rest, "/")
	inv, err := s.Store.Inventory(c.Request.Context(), a.Dataset, a.Run)
	if err != nil {
		return err
	}
	g := &chosenLayers{server: s, Address: a, inv: inv}
	if g.layers, err = ask.Layers(list, inv, s.Layers.MenuOf(inv.Dataset, &inv.Holdings)); err != nil {
		return err
	}
	name, object, _ := strings.Cut(key, "/")
	i := slices.IndexFunc(g.layers, func(l forecast.Layer) bool { return l.Name() == name })
	array, chunk := g.axis(name)
	switch {
	case key == "zarr.json":
		return g.sendGroup(c)
	case i >= 0:
		return g.sendLayer(c, g.layers[i], object)
	case array != nil && object == "zarr.json":
		return sendArray(c, array)
	case array != nil && object == "c.0":
		return sendRange(c, answer.Briefly, "application/octet-stream", chunk)
	case array == nil && g.isCoordinate(name):
		return s.zarrObject(c, a, key)
	}
	return g.nothing(key)
}

func (g *chosenLayers) nothing(key string) error {
	return forecast.Errorf(forecast.NotFound, "web.zarrLayers", "there is no object %q in this group", key)
}

// axis gives the array of a dimension that is not the grid's, and its chunk; nil for other names.
func (g *chosenLayers) axis(name string) (array *zarr.Array, chunk []byte) {
	switch {
	case name == "time":
		return store.Times(g.inv.Times)
	case name == "member" && g.inv.Members != nil:
		return store.Members(g.inv.Members)
	}
	return nil, nil
}

// isCoordinate says whether an array of the run is none of its layers.
func (g *chosenLayers) isCoordinate(name string) bool {
	_, err := forecast.ParseLayer(name)
	return err != nil && name != store.SeriesFolder && name != store.QuarantineFolder && !strings.HasPrefix(name, "overview")
}

func (g *chosenLayers) sendGroup(c *gin.Context) error {
	group, members, err := g.members(c.Request.Context(), g.Address, "")
	if err != nil {
		return err
	}
	for name := range members {
		if !g.isCoordinate(name) {
			delete(members, name)
		}
	}
	arrays := map[string]*zarr.Array{}
	for _, l := range g.layers {
		arrays[l.Name()] = g.array(l)
	}
	for _, name := range []string{"time", "member"} {
		if a, _ := g.axis(name); a != nil {
			arrays[name] = a
		}
	}
	for name, a := range arrays {
		metadata, err := a.Marshal()
		if err != nil {
			return err
		}
		members[name] = json.RawMessage(metadata)
	}
	whole, err := zarr.Consolidate(group, members)
	if err != nil {
		return err
	}
	return answer.Send(c, answer.Briefly, "application/json", whole)
}

func sendArray(c *gin.Context, a *zarr.Array) error {
	metadata, err := a.Marshal()
	if err != nil {
		return err
	}
	return answer.Send(c, answer.Briefly, "application/json", metadata)
}

// madeChunk is how many rows and columns a chunk has.
const madeChunk = 256

func (g *chosenLayers) array(l forecast.Layer) *zarr.Array {
	grid := g.inv.Grids[0]
	a := &zarr.Array{
		Shape: []int{len(g.inv.Times)}, Chunk: []int{1}, Packed: true, Type: zarr.Float32, Fill: "NaN",
		Dimensions: store.Dimensions(grid, g.inv.Members != nil), Attributes: store.Attributes(l, grid),
	}
	if n := len(g.inv.Members); n > 0 {
		a.Shape, a.Chunk = append(a.Shape, n), append(a.Chunk, 1)
	}
	a.Shape = append(a.Shape, grid.Rows(), grid.Cols())
	a.Chunk = append(a.Chunk, min(grid.Rows(), madeChunk), min(grid.Cols(), madeChunk))
	return a
}

// sendLayer sends the metadata or a chunk of a layer.
func (g *chosenLayers) sendLayer(c *gin.Context, l forecast.Layer, object string) error {
	a := g.array(l)
	if object == "zarr.json" {
		return sendArray(c, a)
	}
	at, ok := placeOf(object, a)
	if !ok {
		return g.nothing(l.Name() + "/" + object)
	}
	data, err := g.chunk(c.Request.Context(), l, a, at)
	if err != nil {
		return err
	}
	return sendRange(c, g.keepOf(c, l), "application/octet-stream", data)
}

// placeOf reads the name of a chunk of an array: c.{time}.….{row}.{column}, each a number of chunks.
func placeOf(object string, a *zarr.Array) (at []int, ok bool) {
	parts := strings.Split(object, ".")
	if parts[0] != "c" || len(parts) != 1+len(a.Shape) {
		return nil, false
	}
	for i, part := range parts[1:] {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || n*a.Chunk[i] >= a.Shape[i] || strconv.Itoa(n) != part {
			return nil, false
		}
		at = append(at, n)
	}
	return at, true
}

var chunkEncoders = sync.Pool{New: func() any { return new(zarr.Encoder[float32]) }}

// chunk makes a chunk; beyond the grid's last row and column it is missing.
func (g *chosenLayers) chunk(ctx context.Context, l forecast.Layer, a *zarr.Array, at []int) ([]byte, error) {
	last := len(at) - 1
	rows, cols := a.Chunk[last-1], a.Chunk[last]
	w := forecast.Window{Row: at[last-1] * rows, Col: at[last] * cols}
	w.Rows, w.Cols = min(rows, a.Shape[last-1]-w.Row), min(cols, a.Shape[last]-w.Col)
	number := g.inv.Control()
	if len(at) == 4 {
		number = g.inv.Members[at[1]]
	}
	field, err := g.Member(number).Open(ctx, forecast.Ref{Dataset: g.Dataset, Run: g.Run, Layer: l, Time: g.inv.Times[at[0]]})
	if err != nil {
		return nil, err
	}
	values := make([]float32, w.Size())
	if err := field.Read(ctx, w, values); err != nil {
		return nil, err
	}
	encoder := chunkEncoders.Get().(*zarr.Encoder[float32])
	defer chunkEncoders.Put(encoder)
	encoder.Begin(rows*cols, zarr.Coding{})
	beyond := slices.Repeat([]float32{float32(math.NaN())}, cols)
	for r := range rows {
		row := beyond[:0]
		if r < w.Rows {
			row = values[r*w.Cols:][:w.Cols]
		}
		encoder.Add(row)
		encoder.Add(beyond[len(row):])
	}
	return encoder.Append(nil), nil
}

// keepOf says how long a chunk may be kept.
func (g *chosenLayers) keepOf(c *gin.Context, l forecast.Layer) string {
	if g.Moving || !g.inv.Complete() {
		return answer.Briefly
	}
	return keepOf(c, g.inv.Version(l), g.inv)
}
