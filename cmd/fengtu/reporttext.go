package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/fengtu/fengtu/ingest"
)

// reportText gives a report for people.
func reportText(r ingest.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", filepath.Base(r.File), r.Status)
	if r.Run != "" {
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
	b.WriteByte('\n')
	if r.Error != "" {
		fmt.Fprintf(&b, "  error: %s\n", r.Error)
	}
	for _, v := range r.Ranges {
		fmt.Fprintf(&b, "  %-32s %.6g to %.6g %s", v.Layer, v.Min, v.Max, v.Units)
		if v.Missing > 0 {
			fmt.Fprintf(&b, ", %d missing", v.Missing)
		}
		b.WriteByte('\n')
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
