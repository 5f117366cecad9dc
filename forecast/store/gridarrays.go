package store

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/projection"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// mappingName is the scalar that carries the attributes of a CF grid mapping.
const mappingName = "crs"

var (
	latitudeAttributes  = map[string]any{"standard_name": "latitude", "units": "degrees_north"}
	longitudeAttributes = map[string]any{"standard_name": "longitude", "units": "degrees_east"}
)

// axisNames gives what a grid's rows and columns are called.
func axisNames(g *forecast.Grid) (y, x projection.Axis) {
	if g.Projection == nil {
		return projection.Axes(projection.LatLon)
	}
	return projection.Axes(g.Projection.Kind())
}

func axisAttributes(of projection.Axis, axis string) map[string]any {
	return map[string]any{"standard_name": of.StandardName, "units": of.Units, "axis": axis}
}

// writeGrid writes the coordinates of a grid: those of rows and columns, and with a projection the
// mapping and each node's latitude and longitude. A mesh has these alone.
func (s *Store) writeGrid(ctx context.Context, dir string, g *forecast.Grid) error {
	y, x := axisNames(g)
	if _, isMesh := g.Projection.(*forecast.Mesh); isMesh {
		return s.writeNodes(ctx, dir, g, func(v float64) float64 { return v })
	}
	err := errors.Join(
		s.writeNumbers(ctx, dir, y.Name, g.Y.Values(), axisAttributes(y, "Y")),
		s.writeNumbers(ctx, dir, x.Name, g.X.Values(), axisAttributes(x, "X")),
	)
	p, projected := g.Projection.(*projection.Projection)
	if err != nil || !projected {
		return err
	}
	if err := s.writeMapping(ctx, dir, p.Definition()); err != nil {
		return err
	}
	// They follow from the mapping: to 6 mm they take half the room.
	return s.writeNodes(ctx, dir, g, func(v float64) float64 { return math.Round(v*(1<<24)) / (1 << 24) })
}

func (s *Store) writeMapping(ctx context.Context, dir string, d projection.Definition) error {
	attributes := map[string]any{"grid_mapping_name": d.Kind}
	for name, values := range d.Numbers {
		attributes[name] = values
		if len(values) == 1 {
			attributes[name] = values[0]
		}
	}
	scalar := []int{}
	metadata, err := (&zarr.Array{
		Shape: scalar, Chunk: scalar, Type: zarr.Int32, Fill: 0, Dimensions: []string{}, Attributes: attributes,
	}).Marshal()
	if err != nil {
		return err
	}
	return s.objects.Put(ctx, dir+"/"+mappingName+"/zarr.json", metadata)
}

// nodeChunk is about how many values a chunk of the nodes' coordinates holds.
const nodeChunk = 1 << 19

// writeNodes writes the latitude and longitude of each node.
func (s *Store) writeNodes(ctx context.Context, dir string, g *forecast.Grid, trim func(float64) float64) error {
	rows, cols := g.Rows(), g.Cols()
	y, x := axisNames(g)
	deep := max(1, min(rows, nodeChunk/cols))
	lats, lons := make([]float64, deep*cols), make([]float64, deep*cols)
	for c := 0; c*deep < rows; c++ {
		for i := range lats {
			lats[i], lons[i] = math.NaN(), math.NaN()
			if row := c*deep + i/cols; row < rows {
				lat, lon := g.At(row, i%cols)
				lats[i], lons[i] = trim(lat), trim(lon)
			}
		}
		err := errors.Join(
			s.objects.Put(ctx, fmt.Sprintf("%s/latitude/c.%d.0", dir, c), zarr.EncodeNumbers(lats)),
			s.objects.Put(ctx, fmt.Sprintf("%s/longitude/c.%d.0", dir, c), zarr.EncodeNumbers(lons)))
		if err != nil {
			return err
		}
	}
	for name, attributes := range map[string]map[string]any{"latitude": latitudeAttributes, "longitude": longitudeAttributes} {
		metadata, err := (&zarr.Array{
			Shape: []int{rows, cols}, Chunk: []int{deep, cols}, Packed: true, Type: zarr.Float64, Fill: "NaN",
			Dimensions: []string{y.Name, x.Name}, Attributes: attributes,
		}).Marshal()
		if err != nil {
			return err
		}
		if err := s.objects.Put(ctx, dir+"/"+name+"/zarr.json", metadata); err != nil {
			return err
		}
	}
	return nil
}

// readGrid reads what writeGrid wrote.
func (s *Store) readGrid(ctx context.Context, dir string) (*forecast.Grid, error) {
	metadata, err := s.objects.Get(ctx, dir+"/"+mappingName+"/zarr.json")
	if err == nil {
		return s.readProjected(ctx, dir, metadata)
	}
	if !errors.Is(err, objects.ErrNotExist) {
		return nil, err
	}
	if metadata, err = s.objects.Get(ctx, dir+"/latitude/zarr.json"); err != nil {
		return nil, err
	}
	a, err := zarr.ParseArray(metadata)
	if err != nil {
		return nil, err
	}
	if len(a.Shape) == 2 {
		return s.readMesh(ctx, dir, a)
	}
	lat, err := s.readNumbers(ctx, dir+"/latitude")
	if err != nil {
		return nil, err
	}
	lon, err := s.readNumbers(ctx, dir+"/longitude")
	if err != nil {
		return nil, err
	}
	return forecast.NewGrid(lat, lon)
}

func (s *Store) readProjected(ctx context.Context, dir string, mapping []byte) (*forecast.Grid, error) {
	a, err := zarr.ParseArray(mapping)
	if err != nil {
		return nil, err
	}
	d := projection.Definition{Numbers: map[string][]float64{}}
	for name, value := range a.Attributes {
		switch v := value.(type) {
		case float64:
			d.Numbers[name] = []float64{v}
		case []any:
			for _, one := range v {
				if number, ok := one.(float64); ok {
					d.Numbers[name] = append(d.Numbers[name], number)
				}
			}
		case string:
			if name == "grid_mapping_name" {
				d.Kind = v
			}
		}
	}
	p, err := projection.New(d)
	if err != nil {
		return nil, err
	}
	rows, columns := projection.Axes(d.Kind)
	y, err := s.readNumbers(ctx, dir+"/"+rows.Name)
	if err != nil {
		return nil, err
	}
	x, err := s.readNumbers(ctx, dir+"/"+columns.Name)
	if err != nil {
		return nil, err
	}
	return forecast.NewProjected(p, y, x)
}

func (s *Store) readMesh(ctx context.Context, dir string, a *zarr.Array) (*forecast.Grid, error) {
	lat, err := s.readNodes(ctx, dir+"/latitude", a)
	if err != nil {
		return nil, err
	}
	lon, err := s.readNodes(ctx, dir+"/longitude", a)
	if err != nil {
		return nil, err
	}
	m, err := forecast.NewMesh(lat, lon, a.Shape[1])
	if err != nil {
		return nil, err
	}
	return forecast.NewMeshGrid(m)
}

func (s *Store) readNodes(ctx context.Context, dir string, a *zarr.Array) ([]float64, error) {
	rows, cols, deep := a.Shape[0], a.Shape[1], a.Chunk[0]
	if a.Chunk[1] != cols || !a.Packed || a.Type != zarr.Float64 {
		return nil, fmt.Errorf("%s has chunks of another make", dir)
	}
	var out []float64
	chunk := make([]float64, deep*cols)
	for c := 0; c*deep < rows; c++ {
		data, err := s.objects.Get(ctx, fmt.Sprintf("%s/c.%d.0", dir, c))
		if err == nil {
			err = zarr.DecodeNumbers(data, chunk)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, chunk[:min(deep, rows-c*deep)*cols]...)
	}
	return out, nil
}

// writeNumbers writes a one-dimensional coordinate whole.
func (s *Store) writeNumbers(ctx context.Context, dir, name string, values []float64, attributes map[string]any) error {
	data := make([]byte, 0, 8*len(values))
	for _, v := range values {
		data = binary.LittleEndian.AppendUint64(data, math.Float64bits(v))
	}
	if err := s.objects.Put(ctx, dir+"/"+name+"/c.0", data); err != nil {
		return err
	}
	n := []int{len(values)}
	metadata, err := (&zarr.Array{
		Shape: n, Chunk: n, Type: zarr.Float64, Fill: "NaN", Dimensions: []string{name}, Attributes: attributes,
	}).Marshal()
	if err != nil {
		return err
	}
	return s.objects.Put(ctx, dir+"/"+name+"/zarr.json", metadata)
}

func (s *Store) readNumbers(ctx context.Context, dir string) ([]float64, error) {
	data, err := s.objects.Get(ctx, dir+"/c.0")
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(data)/8)
	for i := range out {
		out[i] = math.Float64frombits(binary.LittleEndian.Uint64(data[8*i:]))
	}
	return out, nil
}
