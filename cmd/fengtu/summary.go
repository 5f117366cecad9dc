package main

import (
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/fengtu/fengtu/ingest"
)

// summary counts what became of the files, by the run that they are of.
type summary struct {
	runs   map[string]*tally
	status map[string]int
	bytes  int64 // of those that went in
}

// tally is a line of the table.
type tally struct {
	dataset, run                                                 string
	files, fields, repaired, leftOut, suspicious, aside, refused int
}

func newSummary() summary { return summary{map[string]*tally{}, map[string]int{}, 0} }

func (s *summary) add(r ingest.Report) {
	s.status[r.Status]++
	if r.Status == ingest.Ingested {
		s.bytes += r.Bytes
	}
	name := r.Dataset + " " + r.Run
	if s.runs[name] == nil {
		s.runs[name] = &tally{dataset: r.Dataset, run: r.Run}
	}
	line := s.runs[name]
	line.files++
	line.fields += r.Fields
	line.repaired += r.Repaired
	line.leftOut += len(r.LeftOut)
	line.suspicious += len(r.Suspicious)
	line.aside += r.Quarantined
	if r.Status == ingest.Refused {
		line.refused++
	}
}

func (s *summary) all() (n int) {
	for _, k := range s.status {
		n += k
	}
	return n
}

// text gives the summary for people; nothing for a single file, whose report says all.
func (s *summary) text(took time.Duration) string {
	if s.all() < 2 {
		return ""
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "files\tfields in\trepaired\tleft out\tsuspicious\tquarantined\trefused\t  of")
	var names []string
	for name := range s.runs {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		t := s.runs[name]
		of := strings.TrimSpace(t.dataset + " " + t.run)
		if of == "" {
			of = "(no dataset)"
		}
		fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%d\t%d\t  %s\n", t.files, t.fields, t.repaired, t.leftOut, t.suspicious, t.aside, t.refused, of)
	}
	_ = w.Flush() // to memory
	var became []string
	for _, status := range []string{ingest.Ingested, ingest.Unchanged, ingest.Inspected, ingest.Refused} {
		if n := s.status[status]; n > 0 {
			became = append(became, fmt.Sprintf("%d %s", n, status))
		}
	}
	fmt.Fprintf(&b, "%d files in %.1f s: %s", s.all(), took.Seconds(), strings.Join(became, ", "))
	if s.bytes > 0 {
		fmt.Fprintf(&b, "; %.0f MB/s", float64(s.bytes)/1e6/took.Seconds())
	}
	return b.String() + "\n"
}
