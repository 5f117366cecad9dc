package store

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// array gives a layer's array, and makes it where it is new, fit for values like those of its first field.
func (r *Run) array(ctx context.Context, layer forecast.Layer, values []float32) (stored, *layout, error) {
	const op = "store.Put"
	l, err := r.store.layoutOf(ctx, r.key, false)
	if err != nil {
		return stored{}, nil, err
	}
	if have, ok := l.layers[layer.Name()]; ok {
		return have, l, nil
	}
	p := packingOf(layer).choose(layer, values, l.grids[0].Cols())
	for lod := len(l.grids) - 1; lod >= 0; lod-- { // the native one last: it says that all are there
		metadata, err := describeLayer(layer, p.at(lod), l, lod).Marshal()
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
func describeLayer(layer forecast.Layer, p packing, l *layout, lod int) *zarr.Array {
	g := l.grids[lod]
	shard := zarr.NewLayout(g.Rows(), g.Cols())
	a := &zarr.Array{
		Shape: l.shape(g.Rows(), g.Cols()), Chunk: l.withMember(shard.ShardShape()), Inner: l.withMember(shard.InnerShape()),
		Type: p.kind, Coding: p.coding, Dimensions: Dimensions(g, l.members != nil), Attributes: Attributes(layer, g),
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
	return a
}

// Dimensions names those of a layer's array: time, the member where there are some, and those of the grid.
func Dimensions(g *forecast.Grid, members bool) []string {
	y, x := axisNames(g)
	if members {
		return []string{timeAxis.name, memberAxis.name, y.Name, x.Name}
	}
	return []string{timeAxis.name, y.Name, x.Name}
}

// Attributes says by CF what the values of a layer on a grid are.
func Attributes(layer forecast.Layer, g *forecast.Grid) map[string]any {
	v := layer.Variable
	out := map[string]any{"standard_name": v.StandardName, "long_name": layer.Title().EN, "units": v.Units}
	if g.Projection != nil {
		out["coordinates"] = "latitude longitude"
		if _, isMesh := g.Projection.(*forecast.Mesh); !isMesh {
			out["grid_mapping"] = mappingName
		}
	}
	if layer.Level.Kind != forecast.Surface {
		out["level"] = layer.Level.String()
	}
	return out
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
	array, l, at, err := r.place(ctx, op, layer, t, member, values)
	if err != nil {
		return err
	}
	replaces, err := r.store.holdsField(ctx, r.key, layer, at)
	if err != nil {
		return fault(op, "the older field cannot be looked for", err)
	}
	w := works.Get().(*work)
	defer works.Put(w)
	if err := w.pyramid(array, l.grids, values); err != nil {
		return err
	}
	for lod := len(l.grids) - 1; lod >= 0; lod-- { // the native one last: it says that all are there
		if lod == 0 {
			if err := r.store.dropSeries(ctx, r.key, layer, at); err != nil {
				return err
			}
		}
		if err := r.store.objects.Put(ctx, fieldKey(r.key.path(), layer, lod, at), w.shards[lod]); err != nil {
			return fault(op, "the field cannot be written", err)
		}
	}
	if err := r.store.unquarantine(ctx, r.key, layer, at); err != nil {
		return fault(op, "the older field in quarantine cannot be removed", err)
	}
	// Once more: somebody may have laid the old field out meanwhile.
	if err := r.store.dropSeries(ctx, r.key, layer, at); err != nil {
		return fault(op, "the layout by location of "+layer.Name()+" cannot be removed", err)
	}
	if replaces {
		if err := r.store.revise(ctx, r.key); err != nil {
			return fault(op, "the run's revision cannot be written", err)
		}
	}
	r.store.changed(r.key)
	return nil
}

// place gives a layer's array, made where it is new, and where the field of a time and member lies.
func (r *Run) place(ctx context.Context, op string, layer forecast.Layer, t time.Time, member int, values []float32) (stored, *layout, place, error) {
	array, l, err := r.array(ctx, layer, values)
	if err != nil {
		return stored{}, nil, place{}, err
	}
	at, hasTime, hasMember := l.place(t, member)
	if !hasTime || !hasMember { // what is known may be older than the Begin that added this one
		if l, err = r.store.layoutOf(ctx, r.key, true); err != nil {
			return stored{}, nil, place{}, err
		}
		at, hasTime, hasMember = l.place(t, member)
	}
	if !hasTime || !hasMember {
		return stored{}, nil, place{}, forecast.Errorf(forecast.Internal, op, "member %d at %s is not on the axes of the run", member, t)
	}
	return array, l, at, nil
}

// work is the memory that putting a field takes; it is used again and again.
type work struct {
	shorts zarr.Encoder[int16]
	ints   zarr.Encoder[int32]
	floats zarr.Encoder[float32]
	copies [][]float32 // by level of detail, as the next; the native one is the caller's
	shards [][]byte
	rows   overviewRows
}

var works = sync.Pool{New: func() any { return new(work) }}

// sized gives n elements in the memory of b, or in more of it.
func sized[T any](b *[]T, n int) []T {
	*b = slices.Grow((*b)[:0], n)[:n]
	return *b
}

// pyramid makes the shards of a field and of its coarser copies: each copy while the finer one is encoded,
// so that the values of both come from memory once.
func (w *work) pyramid(a stored, grids []*forecast.Grid, values []float32) error {
	for len(w.shards) < len(grids) {
		w.copies, w.shards = append(w.copies, nil), append(w.shards, nil)
	}
	for lod, g := range grids {
		passed := func(int) {}
		var coarser []float32
		if lod+1 < len(grids) {
			coarser = sized(&w.copies[lod+1], grids[lod+1].Size())
			passed = w.rows.coarsen(g, grids[lod+1], a.layer.Variable.Shape, values, coarser)
		}
		if err := a.encode(lod, values, w, passed); err != nil {
			return err
		}
		values = coarser
	}
	return nil
}

// encode makes the shard of a field, and tells of each row that it has read.
func (a stored) encode(lod int, values []float32, w *work, passed func(row int)) error {
	v := a.layer.Variable
	low, high := v.Range(a.layer.Level)
	l, shard, coding := a.shard[lod], w.shards[lod][:0], a.packing.at(lod).coding
	var found *impossible
	switch a.packing.kind {
	case zarr.Int16:
		of := newQuantiser(a.packing, low, high, v.Relative, int16(fill16))
		found, w.shards[lod] = &of.impossible, zarr.AppendField(shard, &w.shorts, l, coding, eachRow(values, l.Cols, of.row, passed))
	case zarr.Int32:
		of := newQuantiser(a.packing, low, high, v.Relative, int32(fill32))
		found, w.shards[lod] = &of.impossible, zarr.AppendField(shard, &w.ints, l, coding, eachRow(values, l.Cols, of.row, passed))
	default:
		of := newTrimmer(v.Relative, low, high)
		found, w.shards[lod] = &of.impossible, zarr.AppendField(shard, &w.floats, l, coding, eachRow(values, l.Cols, of.row, passed))
	}
	if found.outside > 0 {
		return forecast.Errorf(forecast.Invalid, "store.Put",
			"%s has %d values outside %g to %g %s, such as %g: check the variable's unit and fill value",
			a.layer.Name(), found.outside, low, high, v.Units, found.worst)
	}
	return nil
}

// eachRow gives rows of values to pack.
func eachRow[T zarr.Element](values []float32, cols int, pack func(values []float32, dst []T), passed func(row int)) func(int, []T) {
	return func(row int, dst []T) {
		pack(values[row*cols:][:cols], dst)
		passed(row)
	}
}
