package store

import (
	"context"
	"time"

	"github.com/fengtu/fengtu/forecast/zarr"
)

// LimitSeries makes the parts of layouts by location small, so that a small grid has many.
func (s *Store) LimitSeries(shard, strip int) {
	s.seriesLimits = zarr.SeriesLimits{Shard: shard, Strip: strip}
}

// KeepPrunedFast is KeepPruned that looks all the time.
func (s *Store) KeepPrunedFast(ctx context.Context, keep Retention, deleted func(time.Time), failed func(error)) {
	s.keepPruned(ctx, func(string) Retention { return keep }, time.Millisecond, func(_ string, run time.Time) { deleted(run) }, failed)
}
