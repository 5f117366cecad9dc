package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest"
)

// reportText gives a report for people: all that is known where the file was only inspected.
func reportText(r ingest.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", filepath.Base(r.File), r.Status)
	inspected := r.Fields == 0 && (r.Status == ingest.Inspected || r.Status == ingest.Refused && len(r.Ranges) > 0)
	switch {
	case inspected:
		fmt.Fprintf(&b, ", %s, %.1f MB\n", r.Format, float64(r.Bytes)/1e6)
		writePlan(&b, r)
	case r.Run != "":
		fmt.Fprintf(&b, " → %s %s, %d layers × %d times", r.Dataset, r.Run, len(r.Layers), r.Times)
		if n := len(r.Members); n > 1 {
			fmt.Fprintf(&b, " × %d members", n)
		} else if n == 1 {
			fmt.Fprintf(&b, ", member %d", r.Members[0])
		}
	}
	if r.Fields > 0 {
		fmt.Fprintf(&b, ", %d fields in %.1f s", r.Fields, r.Seconds)
	}
	if r.Quarantined > 0 {
		fmt.Fprintf(&b, ", %d in quarantine", r.Quarantined)
	}
	if !inspected {
		b.WriteByte('\n')
	}
	if r.Error != "" {
		fmt.Fprintf(&b, "  error: %s\n", r.Error)
	}
	for _, note := range r.Notes {
		fmt.Fprintf(&b, "  note: %s\n", note)
	}
	for _, suspicion := range r.Suspicious {
		fmt.Fprintf(&b, "  suspicious: %s: %s\n", suspicion.Layer, suspicion.Reason)
	}
	for _, left := range r.LeftOut {
		fmt.Fprintf(&b, "  left out: %s: %s\n", left.Name, left.Reason)
	}
	return b.String()
}

// writePlan writes what would go in.
func writePlan(b *strings.Builder, r ingest.Report) {
	fmt.Fprintf(b, "  would go in as: %s %s; %s\n", r.Dataset, r.Run, timesText(r.ValidTimes))
	fmt.Fprintf(b, "  title: %s; licence: %s", r.Title, r.Licence)
	if r.Attribution != "" {
		fmt.Fprintf(b, "; attribution: %s", r.Attribution)
	}
	b.WriteByte('\n')
	if g := r.Grid; g != nil {
		fmt.Fprintf(b, "  grid: %d × %d nodes, %.6g to %.6g°N, %.6g to %.6g°E; ranges are of the first time\n", g.Rows, g.Columns, g.Bounds[1], g.Bounds[3], g.Bounds[0], g.Bounds[2])
	}
	ranges := map[string]ingest.ValueRange{}
	for _, v := range r.Ranges {
		ranges[v.Layer] = v
	}
	for _, v := range r.Variables {
		for _, layer := range v.Layers {
			fmt.Fprintf(b, "  %-20s → %-32s", v.Name, layer)
			if v, ok := ranges[layer]; ok {
				fmt.Fprintf(b, " %.6g to %.6g %s", v.Min, v.Max, v.Units)
				if v.Missing > 0 {
					fmt.Fprintf(b, ", %d missing", v.Missing)
				}
			}
			b.WriteByte('\n')
		}
	}
}

// timesText gives times in short: how many, from when to when, and how far apart.
func timesText(times []time.Time) string {
	if len(times) == 0 {
		return "no times"
	}
	first, last := times[0], times[len(times)-1]
	if len(times) == 1 {
		return "1 time, " + forecast.FormatTime(first)
	}
	step := times[1].Sub(first)
	even := true
	for i := range times[1:] {
		even = even && times[i+1].Sub(times[i]) == step
	}
	text := fmt.Sprintf("%d times, %s to %s", len(times), forecast.FormatTime(first), forecast.FormatTime(last))
	if even {
		return text + ", " + strings.TrimSuffix(strings.TrimSuffix(step.String(), "0s"), "0m") + " apart"
	}
	return text + ", not evenly apart"
}
