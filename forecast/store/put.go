package store

import (
	"context"
	"slices"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// array gives a layer's array, and makes it where it is new.
func (r *Run) array(ctx context.Context, layer forecast.Layer) (stored, *layout, error) {
	const op = "store.Put"
	l, err := r.store.layoutOf(ctx, r.key, false)
	if err != nil {
		return stored{}, nil, err
	}
	if have, ok := l.layers[layer.Name()]; ok {
		return have, l, nil
	}
	for lod := len(l.grids) - 1; lod >= 0; lod-- { // the native one last: it says that all are there
		metadata, err := describeLayer(layer, l, lod).Marshal()
		if err == nil {
			err = r.store.objects.Update(ctx, overviewDir(r.key.path(), lod)+"/"+layer.Name()+"/zarr.json", func(old []byte) ([]byte, error) {
				if old != nil {
					return nil, nil
				}
				return metadata, nil
			})
		}
		if err != nil {
			return stored{}, nil, fault(op, "the array of "+layer.Name()+" cannot be made", err)
		}
	}
	if l, err = r.store.layoutOf(ctx, r.key, true); err != nil {
		return stored{}, nil, err
	}
	return l.layers[layer.Name()], l, nil
}

// describeLayer gives the array of a layer on one of the run's grids.
func describeLayer(layer forecast.Layer, l *layout, lod int) *zarr.Array {
	g := l.grids[lod]
	p, shard, v := packingOf(layer), zarr.NewLayout(g.Rows(), g.Cols()), layer.Variable
	nameY, nameX := dimensions(g)
	a := &zarr.Array{
		Shape: l.shape(g.Rows(), g.Cols()), Chunk: shard.ShardShape(), Inner: shard.InnerShape(),
		Type: p.kind, Dimensions: []string{"time", nameY, nameX},
		Attributes: map[string]any{"standard_name": v.StandardName, "long_name": layer.Title().EN, "units": v.Units},
	}
	a.Chunk, a.Inner = l.withMember(a.Chunk), l.withMember(a.Inner)
	if l.members != nil {
		a.Dimensions = slices.Insert(a.Dimensions, 1, memberAxis.name)
	}
	if g.Projection != nil {
		a.Attributes["coordinates"] = "latitude longitude"
		if _, isMesh := g.Projection.(*forecast.Mesh); !isMesh {
			a.Attributes["grid_mapping"] = mappingName
		}
	}
	switch p.kind {
	case zarr.Float32:
		a.Fill = "NaN"
	case zarr.Int32:
		a.Fill = fill32
	default:
		a.Fill = fill16
	}
	if p.kind != zarr.Float32 {
		a.Attributes["scale_factor"], a.Attributes["add_offset"], a.Attributes["_FillValue"] = p.scale, p.offset, a.Fill
	}
	if layer.Level.Kind != forecast.Surface {
		a.Attributes["level"] = layer.Level.String()
	}
	return a
}

// Put writes one whole field of a run without members, or of the control: PutMember of number 0.
func (r *Run) Put(ctx context.Context, layer forecast.Layer, t time.Time, values []float32) error {
	return r.PutMember(ctx, layer, t, 0, values)
}

// PutMember writes one whole field of a member: values hold the grid's rows from north to south and
// columns from west to east, in SI units, NaN where missing. It is visible once PutMember returns,
// and not before. It fails with kind Invalid when a value is physically impossible, and writes
// nothing then.
func (r *Run) PutMember(ctx context.Context, layer forecast.Layer, t time.Time, member int, values []float32) error {
	const op = "store.Put"
	grid := r.grids[0]
	if len(values) != grid.Size() {
		return forecast.Errorf(forecast.Internal, op, "%d values for a grid of %d nodes", len(values), grid.Size())
	}
	array, l, err := r.array(ctx, layer)
	if err != nil {
		return err
	}
	at, hasTime, hasMember := l.place(t, member)
	if !hasTime || !hasMember { // what is known may be older than the Begin that added this one
		if l, err = r.store.layoutOf(ctx, r.key, true); err != nil {
			return err
		}
		at, hasTime, hasMember = l.place(t, member)
	}
	if !hasTime || !hasMember {
		return forecast.Errorf(forecast.Internal, op, "member %d at %s is not on the axes of the run", member, t)
	}
	copies := [][]float32{values}
	for lod, g := range l.grids[1:] {
		copies = append(copies, coarsen(l.grids[lod], g, layer.Variable.Shape, copies[lod]))
	}
	for lod := len(copies) - 1; lod >= 0; lod-- { // the native one last: it says that all are there
		data, err := array.encode(lod, copies[lod])
		if err == nil && lod == 0 {
			err = r.store.dropSeries(ctx, r.key, layer, at)
		}
		if err != nil {
			return err
		}
		if err := r.store.objects.Put(ctx, fieldKey(r.key.path(), layer, lod, at), data); err != nil {
			return fault(op, "the field cannot be written", err)
		}
	}
	// Once more: somebody may have laid the old field out meanwhile.
	if err := r.store.dropSeries(ctx, r.key, layer, at); err != nil {
		return fault(op, "the layout by location of "+layer.Name()+" cannot be removed", err)
	}
	r.store.changed(r.key)
	return nil
}

// encode gives the shard of a field.
func (a stored) encode(lod int, values []float32) ([]byte, error) {
	low, high := a.layer.Variable.Range(a.layer.Level)
	var data []byte
	var outside int
	var worst float32
	switch shard := a.shard[lod]; a.packing.kind {
	case zarr.Int16:
		raw := make([]int16, len(values))
		if outside, worst = quantise(a.packing, low, high, values, fill16, raw); outside == 0 {
			data = zarr.EncodeField(shard, raw)
		}
	case zarr.Int32:
		raw := make([]int32, len(values))
		if outside, worst = quantise(a.packing, low, high, values, fill32, raw); outside == 0 {
			data = zarr.EncodeField(shard, raw)
		}
	default:
		trimmed := make([]float32, len(values))
		if outside, worst = trim(a.layer.Variable.Relative, low, high, values, trimmed); outside == 0 {
			data = zarr.EncodeField(shard, trimmed)
		}
	}
	if outside > 0 {
		return nil, forecast.Errorf(forecast.Invalid, "store.Put",
			"%s has %d values outside %g to %g %s, such as %g: check the variable's unit and fill value",
			a.layer.Name(), outside, low, high, a.layer.Variable.Units, worst)
	}
	return data, nil
}
