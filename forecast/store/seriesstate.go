package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
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

// covered gives the first times and members of a run, those that an array by location of a shape
// has; false where it cannot be of the run.
func (a axes) covered(shape []int) (axes, bool) {
	c := axes{a.times[:min(shape[0], len(a.times))], a.members}
	if a.members != nil && len(shape) == 4 {
		c.members = a.members[:min(shape[1], len(a.members))]
	}
	return c, slices.Equal(c.shape(shape[len(shape)-2:]...), shape)
}

// fieldVersions gives a layer's fields at the times and of the members that an array has.
func (s *Store) fieldVersions(ctx context.Context, key runKey, layer forecast.Layer, has axes) (versions, error) {
	dir := key.path() + "/" + layer.Name() + "/"
	infos, err := s.objects.List(ctx, dir+"c.")
	if err != nil {
		return versions{}, err
	}
	var out versions
	h := sha256.New()
	for _, info := range infos {
		if p, ok := parsePlace(strings.TrimPrefix(info.Key, dir)); ok && has.has(p) {
			out.infos = append(out.infos, info)
			fmt.Fprintln(h, has.times[p.time].Unix(), p.time, info.Tag)
			if p.member >= 0 {
				fmt.Fprintln(h, "member", has.members[p.member], p.member)
			}
		}
	}
	out.digest = hex.EncodeToString(h.Sum(nil))
	return out, nil
}

// shardVersions gives the shards of an array by location, in order, those of one member after the
// other. It fails with ErrNotExist where one is missing.
func (s *Store) shardVersions(ctx context.Context, dir string, l zarr.SeriesLayout, has axes) (versions, error) {
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
	for _, member := range has.each() {
		for k := range l.Down() * l.Across() {
			info, ok := byKey[seriesShard(dir, member, k/l.Across(), k%l.Across())]
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

// seriesShard names a shard; member is -1 in a run without.
func seriesShard(dir string, member, j, i int) string {
	if member < 0 {
		return fmt.Sprintf("%s/c.0.%d.%d", dir, j, i)
	}
	return fmt.Sprintf("%s/c.0.%d.%d.%d", dir, member, j, i)
}

// openSeries opens an array by location and says whether it is made of the fields that are there.
// One that is gone meanwhile is not fresh.
func (s *Store) openSeries(ctx context.Context, k seriesKey) (*seriesArray, error) {
	out := &seriesArray{metadata: k.dir() + "/zarr.json", checked: time.Now()}
	info, err := s.objects.Stat(ctx, out.metadata)
	if err != nil {
		return nil, err
	}
	out.tag = info.Tag
	data, err := s.objects.Get(ctx, out.metadata)
	if err == nil {
		err = s.fillSeries(ctx, k, data, out)
	}
	if errors.Is(err, objects.ErrNotExist) {
		err = nil
	}
	return out, err
}

// fillSeries reads an array's metadata and compares it with fields and shards.
func (s *Store) fillSeries(ctx context.Context, k seriesKey, metadata []byte, out *seriesArray) error {
	a, err := zarr.ParseArray(metadata)
	if err != nil {
		return err
	}
	if out.layout, err = zarr.SeriesLayoutOf(a); err != nil {
		return err
	}
	l, err := s.layoutOf(ctx, k.run, true)
	if err != nil {
		return err
	}
	out.grid = l.grids[0]
	var fits bool
	out.axes, fits = l.covered(a.Shape)
	if !fits || out.layout.Rows != out.grid.Rows() || out.layout.Cols != out.grid.Cols() {
		return nil
	}
	fields, err := s.fieldVersions(ctx, k.run, k.layer, out.axes)
	if err != nil {
		return err
	}
	shards, err := s.shardVersions(ctx, k.dir(), out.layout, out.axes)
	if err != nil {
		return err
	}
	out.fresh = a.Attributes[madeOf] == fields.digest && a.Attributes[madeShards] == shards.digest
	out.packing = packingIn(a)
	places := make([][]int, len(out.each()))
	for _, info := range fields.infos {
		p, _ := parsePlace(info.Key[strings.LastIndexByte(info.Key, '/')+1:])
		places[max(p.member, 0)] = append(places[max(p.member, 0)], p.time)
	}
	for _, of := range places {
		out.index = append(out.index, indexOf(out.times, of))
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
		if err == nil && (p.time >= a.Shape[0] || len(a.Shape) == 4 && p.member >= a.Shape[1]) {
			return nil // a time or member that the run gained later
		}
	}
	return s.objects.Delete(ctx, name)
}
