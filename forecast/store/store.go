// Package store keeps runs. Each run is a Zarr v3 group that other readers open as it stands:
//
//	{dataset}/dataset.json                        what the dataset is
//	{dataset}/{run}/zarr.json                     the group
//	{dataset}/{run}/time, latitude, longitude, forecast_reference_time
//	{dataset}/{run}/{layer}/zarr.json             an array [time, latitude, longitude]
//	{dataset}/{run}/{layer}/c.{t}.0.0             one field, one object: it is there, or it is not
//	{dataset}/{run}/overview{n}/…                 coarser copies on every 4ⁿ-th node
//	{dataset}/{run}/series/…                      the same values by location, once the run is complete
//	sources/{dataset}/{run}/{sha256}.json         one for each file that went in whole
//
// Everything the store knows it reads from these objects; its caches can be thrown away.
// docs/formats.md describes them byte by byte.
package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/maypok86/otter/v2"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/zarr"
)

// Store keeps runs in a set of objects. It is safe for concurrent use, also by several processes
// on the same objects.
type Store struct {
	objects objects.Objects
	shards  *otter.Cache[shardKey, *shard]
	chunks  *otter.Cache[chunkKey, *decoded]
	asked   asked
	changes atomic.Uint64
	series  *otter.Cache[seriesKey, *seriesArray]

	seriesLimits zarr.SeriesLimits // tests make them small

	mu          sync.Mutex
	datasets    map[string]described
	layouts     map[runKey]*layout
	inventories map[runKey]*Inventory
	watchers    map[chan Change]bool // true where Follow is to look for changes
}

type runKey struct {
	dataset string
	run     int64
}

func keyOf(dataset string, run time.Time) runKey { return runKey{dataset, run.Unix()} }

func (k runKey) path() string {
	return k.dataset + "/" + forecast.FormatTime(time.Unix(k.run, 0))
}

// sourcesFolder holds the records of the files that went in.
const sourcesFolder = "sources"

// DefaultCacheBytes is the memory that decoded chunks may take when nothing else is asked for.
const DefaultCacheBytes = 256 << 20

// New opens the store in a set of objects. cacheBytes bounds the memory of decoded chunks.
func New(o objects.Objects, cacheBytes int64) (*Store, error) {
	shards, err := otter.New(&otter.Options[shardKey, *shard]{
		MaximumWeight: uint64(cacheBytes) / 16,
		Weigher:       func(k shardKey, s *shard) uint32 { return uint32(len(k.key) + 16*len(s.index) + 200) },
	})
	if err != nil {
		return nil, fmt.Errorf("store: cache: %w", err)
	}
	chunks, err := otter.New(&otter.Options[chunkKey, *decoded]{
		MaximumWeight: uint64(cacheBytes),
		Weigher:       func(_ chunkKey, d *decoded) uint32 { return d.weight() },
	})
	if err != nil {
		return nil, fmt.Errorf("store: cache: %w", err)
	}
	series, err := otter.New(&otter.Options[seriesKey, *seriesArray]{
		MaximumWeight: uint64(cacheBytes) / 16,
		Weigher: func(_ seriesKey, a *seriesArray) uint32 {
			return uint32(160*len(a.shards) + 16*len(a.index)*len(a.times) + 10*a.layout.ChunkValues() + 600)
		},
	})
	if err != nil {
		return nil, fmt.Errorf("store: cache: %w", err)
	}
	return &Store{
		objects: o, shards: shards, chunks: chunks, series: series, seriesLimits: zarr.DefaultSeriesLimits,
		datasets:    map[string]described{},
		layouts:     map[runKey]*layout{},
		inventories: map[runKey]*Inventory{},
		watchers:    map[chan Change]bool{},
	}, nil
}

// Objects gives what the store is built on, for those who serve it as it stands.
func (s *Store) Objects() objects.Objects { return s.objects }

// fault gives an error of the objects its kind: NotFound where an object is absent, Unavailable
// where there is no room for it.
func fault(op, detail string, err error) error {
	kind := forecast.Internal
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		kind = forecast.Unavailable
		detail += ": the disk is full: free space on it, or delete old runs with fengtu prune"
	} else if errors.Is(err, objects.ErrNotExist) {
		kind = forecast.NotFound
	} else if errors.Is(err, objects.ErrChanged) {
		kind = forecast.Unavailable
	} else if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		kind = forecast.Unavailable
	}
	return &forecast.Error{Kind: kind, Op: op, Detail: detail, Err: err}
}

// RunFolder gives the key prefix of a run's Zarr group.
func RunFolder(dataset string, run time.Time) string { return keyOf(dataset, run).path() }
