package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// Quarantined describes a field that looks physically wrong. Its values are kept apart, as they
// came, and nobody is served them until an operator releases them; a field that arrives later for
// the same layer and time takes its place.
type Quarantined struct {
	Layer  string    `json:"layer"`
	Time   time.Time `json:"time"`
	Member int       `json:"member,omitempty"` // 0 in a run without members
	Reason string    `json:"reason"`
	File   string    `json:"file"`
	SHA256 string    `json:"sha256"`
	At     time.Time `json:"at"` // when it was put aside
	// The extent of its values in SI units; Missing counts the nodes without one. Min and Max are
	// null where all are missing.
	Min     *float64 `json:"min"`
	Max     *float64 `json:"max"`
	Missing int      `json:"missing"`
}

// QuarantineFolder is the folder, in a run, of the fields that were put aside: for each a record
// {layer}/c.{t}.0.0.json, and its values in an array that readers of Zarr can open by itself.
const QuarantineFolder = "quarantine"

func (k runKey) quarantine() string { return k.path() + "/" + QuarantineFolder }

func (k runKey) quarantineRecord(layer forecast.Layer, at place) string {
	return fmt.Sprintf("%s/%s/%s.json", k.quarantine(), layer.Name(), at.name())
}

// unpacked is how fields are kept whose values nobody vouches for.
var unpacked = packing{zarr.Float32, 1, 0, zarr.Coding{}}

// Quarantine puts a field aside, values first, so that a record has its values. A field of that
// layer and time which is in the run already stays there.
func (r *Run) Quarantine(ctx context.Context, layer forecast.Layer, t time.Time, member int, values []float32, q Quarantined) error {
	const op = "store.Quarantine"
	array, l, at, err := r.place(ctx, op, layer, t, member, values)
	if err != nil {
		return err
	}
	dir := r.key.quarantine()
	metadata, err := describeQuarantined(layer, l).Marshal()
	if err == nil {
		err = r.store.objects.Put(ctx, dir+"/"+layer.Name()+"/zarr.json", metadata)
	}
	if err == nil {
		err = r.store.objects.Put(ctx, fieldKey(dir, layer, 0, at), zarr.AppendField(nil, new(zarr.Encoder[float32]), array.shard[0], zarr.Coding{}, zarr.RowsOf(values, l.grids[0].Cols())))
	}
	if err == nil {
		q.Layer, q.Time, q.Member, q.At = layer.Name(), t.UTC(), member, time.Now().UTC().Truncate(time.Second)
		metadata, err = json.MarshalIndent(q, "", " ")
	}
	if err == nil {
		err = r.store.objects.Put(ctx, r.key.quarantineRecord(layer, at), metadata)
	}
	if err != nil {
		return fault(op, "the field cannot be put aside", err)
	}
	r.store.changed(r.key)
	return nil
}

func describeQuarantined(layer forecast.Layer, l *layout) *zarr.Array {
	a := describeLayer(layer, unpacked, l, 0)
	a.Attributes["comment"] = "put aside because it looks physically wrong: the records beside the chunks say why"
	return a
}

// unquarantine forgets the field that was put aside for a place. The record goes first: without it
// the values mean nothing.
func (s *Store) unquarantine(ctx context.Context, key runKey, layer forecast.Layer, at place) error {
	record := key.quarantineRecord(layer, at)
	if _, err := s.objects.Stat(ctx, record); errors.Is(err, objects.ErrNotExist) {
		return nil // as nearly always
	}
	return errors.Join(
		s.objects.Delete(ctx, record),
		s.objects.Delete(ctx, fieldKey(key.quarantine(), layer, 0, at)))
}

// whyQuarantined gives the reason for which a field was put aside; ok is false where none was.
func (s *Store) whyQuarantined(ctx context.Context, key runKey, layer forecast.Layer, at place) (reason string, ok bool) {
	data, err := s.objects.Get(ctx, key.quarantineRecord(layer, at))
	var q Quarantined
	if err != nil || json.Unmarshal(data, &q) != nil {
		return "", false
	}
	return q.Reason, true
}

// readQuarantine gives the records of a run, by layer and time.
func (s *Store) readQuarantine(ctx context.Context, key runKey) ([]Quarantined, error) {
	infos, err := s.objects.List(ctx, key.quarantine()+"/")
	if err != nil {
		return nil, err
	}
	var out []Quarantined
	for _, info := range infos {
		if !strings.HasSuffix(info.Key, ".json") || strings.HasSuffix(info.Key, "/zarr.json") {
			continue
		}
		data, err := s.objects.Get(ctx, info.Key)
		if errors.Is(err, objects.ErrNotExist) {
			continue // released or replaced since
		}
		var q Quarantined
		if err == nil {
			err = json.Unmarshal(data, &q)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", info.Key, err)
		}
		out = append(out, q)
	}
	return out, nil
}

// Release puts a field that was put aside into its run, as if it had looked right. It fails with
// kind NotFound where there is none, and with kind Invalid where a value is impossible.
func (s *Store) Release(ctx context.Context, dataset string, run time.Time, layer forecast.Layer, t time.Time, member int) error {
	const op = "store.Release"
	key := keyOf(dataset, run)
	l, err := s.layoutOf(ctx, key, true)
	if err != nil {
		return err
	}
	at, hasTime, hasMember := l.place(t, member)
	if _, there := s.whyQuarantined(ctx, key, layer, at); !hasTime || !hasMember || !there {
		return forecast.Errorf(forecast.NotFound, op, "no %s at %s is in quarantine", layer.Name(), forecast.FormatTime(t))
	}
	name := fieldKey(key.quarantine(), layer, 0, at)
	info, err := s.objects.Stat(ctx, name)
	if err != nil {
		return fault(op, "the values are lost", err)
	}
	array := l.layers[layer.Name()]
	array.packing = unpacked
	f := &field{store: s, array: array, grid: l.grids[0], layout: array.shard[0]}
	if f.shard, err = s.openShard(ctx, shardKey{name, info.Tag}, f.layout, info.Size); err != nil {
		return fault(op, "the values cannot be read", err)
	}
	values := make([]float32, f.grid.Size())
	if err := f.Read(ctx, forecast.Window{Rows: f.grid.Rows(), Cols: f.grid.Cols()}, values); err != nil {
		return err
	}
	return (&Run{store: s, key: key, grids: l.grids}).PutMember(ctx, layer, t, member, values)
}
