package store

import "github.com/fengtu/fengtu/forecast/zarr"

// LimitSeries makes the parts of layouts by location small, so that a small grid has many.
func (s *Store) LimitSeries(shard, strip int) {
	s.seriesLimits = zarr.SeriesLimits{Shard: shard, Strip: strip}
}
