package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// SeriesFolder is the folder, in a run, of its layout by location, a group of its own.
const SeriesFolder = "series"

func (k runKey) seriesGroup() string { return k.path() + "/" + SeriesFolder }

func (k runKey) series(layer forecast.Layer) string { return k.seriesGroup() + "/" + layer.Name() }

// The attributes by which an array by location knows what it was made of: digests of the versions
// of the fields, and of its own shards.
const (
	madeOf     = "made_of_sha256"
	madeShards = "shards_sha256"
)

// versions is some objects and a digest of their versions.
type versions struct {
	infos  []objects.Info
	digest string
}

// fieldVersions gives a layer's fields among the first times of the run's axis.
func (s *Store) fieldVersions(ctx context.Context, key runKey, layer forecast.Layer, axis []time.Time) (versions, error) {
	dir := key.path() + "/" + layer.Name() + "/"
	infos, err := s.objects.List(ctx, dir+"c.")
	if err != nil {
		return versions{}, err
	}
	var out versions
	h := sha256.New()
	for _, info := range infos {
		if p, ok := parsePlace(strings.TrimPrefix(info.Key, dir)); ok && p.time < len(axis) {
			out.infos = append(out.infos, info)
			fmt.Fprintln(h, axis[p.time].Unix(), p.time, info.Tag)
		}
	}
	out.digest = hex.EncodeToString(h.Sum(nil))
	return out, nil
}

// shardVersions gives the shards of an array by location, in order. It fails with ErrNotExist where
// one is missing.
func (s *Store) shardVersions(ctx context.Context, dir string, l zarr.SeriesLayout) (versions, error) {
	infos, err := s.objects.List(ctx, dir+"/c.")
	if err != nil {
		return versions{}, err
	}
	byKey := make(map[string]objects.Info, len(infos))
	for _, info := range infos {
		byKey[info.Key] = info
	}
	var out versions
	h := sha256.New()
	for j := range l.Down() {
		for i := range l.Across() {
			info, ok := byKey[seriesShard(dir, j, i)]
			if !ok {
				return versions{}, fmt.Errorf("store: %s lacks a shard: %w", dir, objects.ErrNotExist)
			}
			out.infos = append(out.infos, info)
			fmt.Fprintln(h, info.Tag)
		}
	}
	out.digest = hex.EncodeToString(h.Sum(nil))
	return out, nil
}

func seriesShard(dir string, j, i int) string { return fmt.Sprintf("%s/c.0.%d.%d", dir, j, i) }

// openSeries opens an array by location and says whether it is made of the fields that are there.
// One that is gone meanwhile is not fresh.
func (s *Store) openSeries(ctx context.Context, key runKey, layer forecast.Layer, k seriesKey) (*seriesArray, error) {
	out := &seriesArray{checked: time.Now()}
	data, err := s.objects.Get(ctx, k.dir+"/zarr.json")
	if err == nil {
		err = s.fillSeries(ctx, key, layer, data, out)
	}
	if errors.Is(err, objects.ErrNotExist) {
		err = nil
	}
	return out, err
}

// fillSeries reads an array's metadata and compares it with fields and shards.
func (s *Store) fillSeries(ctx context.Context, key runKey, layer forecast.Layer, metadata []byte, out *seriesArray) error {
	a, err := zarr.ParseArray(metadata)
	if err != nil {
		return err
	}
	if out.layout, err = zarr.SeriesLayoutOf(a); err != nil {
		return err
	}
	l, err := s.layoutOf(ctx, key, true)
	if err != nil {
		return err
	}
	grid := l.grids[0]
	if out.layout.Times > len(l.times) || out.layout.Rows != grid.Rows() || out.layout.Cols != grid.Cols() {
		return nil
	}
	axis := l.times[:out.layout.Times]
	fields, err := s.fieldVersions(ctx, key, layer, axis)
	if err != nil {
		return err
	}
	shards, err := s.shardVersions(ctx, key.series(layer), out.layout)
	if err != nil {
		return err
	}
	out.fresh = a.Attributes[madeOf] == fields.digest && a.Attributes[madeShards] == shards.digest
	out.packing = packing{a.Type, a.Number("scale_factor", 1), a.Number("add_offset", 0)}
	out.index = make(map[int64]int, len(axis))
	for _, info := range fields.infos {
		p, _ := parsePlace(info.Key[strings.LastIndexByte(info.Key, '/')+1:])
		out.index[axis[p.time].Unix()] = p.time
	}
	for _, info := range shards.infos {
		out.shards = append(out.shards, shardKey{info.Key, info.Tag})
		out.sizes = append(out.sizes, info.Size)
	}
	return nil
}

// dropSeries removes the array by location that holds the field of a layer at a place of the axis,
// because that field is about to be replaced, or was. It goes by what is there: another process may
// have made it. What is left of it is without meaning until it is made again.
func (s *Store) dropSeries(ctx context.Context, key runKey, layer forecast.Layer, p place) error {
	name := key.series(layer) + "/zarr.json"
	if _, err := s.objects.Stat(ctx, name); errors.Is(err, objects.ErrNotExist) {
		return nil // as nearly always: a run has its fields before it has series
	}
	data, err := s.objects.Get(ctx, name)
	if errors.Is(err, objects.ErrNotExist) {
		return nil
	}
	if err == nil {
		a, err := zarr.ParseArray(data)
		if err == nil && p.time >= a.Shape[0] {
			return nil // a time that the run gained later
		}
	}
	return s.objects.Delete(ctx, name)
}
