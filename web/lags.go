package web

import (
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
)

// commonToTwo keeps the times that at least two of some runs have a layer at.
func (s *server) commonToTwo(times []time.Time, layer forecast.Layer, runs []*store.Inventory) []time.Time {
	count := map[time.Time]int{}
	for _, run := range runs {
		for _, t := range s.Layers.MenuOf(run.Dataset, &run.Holdings).Times(layer) {
			count[t]++
		}
	}
	var out []time.Time
	for _, t := range times {
		if count[t] >= ensemble.LeastRuns {
			out = append(out, t)
		}
	}
	return out
}

// ofRuns makes a view one that comes of some runs: of all their versions, and kept only as long as none of
// them grows. Who names no version has an earlier run that comes late within a minute.
func (v view) ofRuns(c *gin.Context, runs []*store.Inventory, layer forecast.Layer) view {
	v.runs = runs
	var versions []string
	complete := true
	for _, run := range runs {
		versions = append(versions, run.Version(layer))
		complete = complete && run.Complete()
	}
	v.version = strings.Join(versions, ".")
	switch {
	case !complete || v.keep == answer.Briefly:
		v.keep = answer.Briefly
	case c.Query("v") == v.version:
		v.keep = answer.Immutable
	default:
		v.keep = answer.Minute
	}
	return v
}

// namesOf gives runs as answers name them.
func namesOf(runs []time.Time) []string {
	var out []string
	for _, run := range runs {
		out = append(out, forecast.FormatTime(run))
	}
	return out
}
