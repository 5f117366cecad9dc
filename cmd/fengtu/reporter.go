package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/fengtu/fengtu/ingest"
)

// reporter tells of files as they are done: JSON lines, or text under a progress bar.
type reporter struct {
	mu    sync.Mutex
	out   io.Writer
	json  bool
	bar   *progressbar.ProgressBar // nil unless a person watches
	share map[string]float64       // of each file under way, how much is done
	start time.Time
	sum   summary
}

// summary counts what became of the files.
type summary struct {
	files   map[string]int // by status
	fields  int
	bytes   int64
	notes   int
	leftOut int
}

// barSteps is how finely the bar divides one file.
const barSteps = 100

func newReporter(t *terminal, asJSON bool, files int) *reporter {
	r := &reporter{out: t.out, json: asJSON, share: map[string]float64{}, start: time.Now(), sum: summary{files: map[string]int{}}}
	if files > 0 && isTerminal(t.err) && !asJSON {
		r.bar = progressbar.NewOptions(files*barSteps,
			progressbar.OptionSetWriter(t.err), progressbar.OptionSetDescription("ingesting"),
			progressbar.OptionSetWidth(30), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	return r
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	fi, err := f.Stat()
	return err == nil && fi.Mode()&os.ModeCharDevice != 0
}

func (r *reporter) progress(path string, done, total int) {
	if r.bar == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	now := float64(done) / float64(total)
	steps := int(now*barSteps) - int(r.share[path]*barSteps)
	r.share[path] = max(now, r.share[path])
	_ = r.bar.Add(max(steps, 0)) // a bar that cannot be drawn is no reason to stop
}

func (r *reporter) report(report ingest.Report) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sum.add(report)
	if r.json {
		return json.NewEncoder(r.out).Encode(report)
	}
	if r.bar != nil {
		_ = r.bar.Clear()
	}
	if _, err := io.WriteString(r.out, reportText(report)); err != nil {
		return err
	}
	if r.bar != nil {
		_ = r.bar.Add(barSteps - int(r.share[report.File]*barSteps))
		delete(r.share, report.File)
	}
	return nil
}

func (r *reporter) finish() error {
	if r.bar != nil {
		_ = r.bar.Finish()
	}
	if !r.json {
		if _, err := io.WriteString(r.out, r.sum.text(time.Since(r.start))); err != nil {
			return err
		}
	}
	if r.sum.files[ingest.Refused] > 0 {
		return errSome
	}
	return nil
}

func (s *summary) add(r ingest.Report) {
	s.files[r.Status]++
	s.fields += r.Fields
	s.notes += len(r.Notes)
	s.leftOut += len(r.LeftOut)
	if r.Status == ingest.Ingested {
		s.bytes += r.Bytes
	}
}

// text gives the summary for people; nothing for a single file, whose report says all.
func (s *summary) text(took time.Duration) string {
	all := 0
	var became []string
	for _, status := range []string{ingest.Ingested, ingest.Unchanged, ingest.Inspected, ingest.Refused} {
		if n := s.files[status]; n > 0 {
			all += n
			became = append(became, fmt.Sprintf("%d %s", n, status))
		}
	}
	if all < 2 {
		return ""
	}
	line := fmt.Sprintf("%d files: %s; %d notes, %d variables left out", all, strings.Join(became, ", "), s.notes, s.leftOut)
	if s.fields > 0 {
		line += fmt.Sprintf("; %d fields in %.1f s, %.0f MB/s of files", s.fields, took.Seconds(), float64(s.bytes)/1e6/took.Seconds())
	}
	return line + "\n"
}

// reportText gives a report for people.
func reportText(r ingest.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", filepath.Base(r.File), r.Status)
	if r.Run != "" {
		fmt.Fprintf(&b, " → %s %s, %d layers × %d times", r.Dataset, r.Run, len(r.Layers), r.Times)
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
