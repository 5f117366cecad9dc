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
	"golang.org/x/sync/errgroup"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/ingest"
)

// fileFlags are what ingest and inspect have in common.
type fileFlags struct {
	Paths   []string `arg:"" help:"Files, or folders with files." name:"path"`
	Dataset string   `help:"Dataset to take the files as; found in each file or its folder by default." placeholder:"ID"`
	JSON    bool     `help:"Print one JSON line a file." name:"json"`
}

type ingestCmd struct {
	fileFlags
	dataFlag
	Force bool `help:"Write files again that are in the store already."`
}

// readers is how many files are worked on at once: one is read while another's fields are packed.
const readers = 2

// Run ingests files; its error is errSome where one did not go in.
func (c ingestCmd) Run(t *terminal) error {
	s, err := c.open()
	if err != nil {
		return err
	}
	paths, err := ingest.Walk(c.Paths)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("there is no NetCDF file in %s", strings.Join(c.Paths, ", "))
	}
	out := newReporter(t, c.JSON, len(paths))
	in := &ingest.Ingester{Sink: ingest.Into(s), Dataset: c.Dataset, Force: c.Force, Progress: out.progress}
	var group errgroup.Group
	group.SetLimit(readers)
	reports := make([]ingest.Report, len(paths))
	for i, path := range paths {
		group.Go(func() error {
			reports[i], _ = in.File(t, path) // the report holds the error
			return out.report(reports[i])
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	arrange(t, s, reports)
	return out.finish()
}

// arrange lays the runs that files went into out by location, those that are complete now.
func arrange(t *terminal, s *store.Store, reports []ingest.Report) {
	type named struct{ dataset, run string }
	done := map[named]bool{}
	for _, r := range reports {
		name := named{r.Dataset, r.Run}
		if r.Status == ingest.Refused || done[name] {
			continue
		}
		done[name] = true
		run, err := forecast.ParseTime(r.Run)
		if err == nil {
			err = s.Arrange(t, r.Dataset, run)
		}
		if err != nil {
			t.log.Warn("not laid out by location", "dataset", r.Dataset, "run", r.Run, "reason", err)
		}
	}
}

type inspectCmd struct {
	fileFlags
}

// Run inspects files; its error is errSome where one could not go in.
func (c inspectCmd) Run(t *terminal) error {
	paths, err := ingest.Walk(c.Paths)
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("there is no NetCDF file in %s", strings.Join(c.Paths, ", "))
	}
	out := newReporter(t, c.JSON, 0)
	in := &ingest.Ingester{Dataset: c.Dataset}
	for _, path := range paths {
		report, _ := in.Inspect(t, path) // the report holds the error
		if err := out.report(report); err != nil {
			return err
		}
	}
	return out.finish()
}

// reporter tells of files as they are done: JSON lines, or text under a progress bar.
type reporter struct {
	mu      sync.Mutex
	out     io.Writer
	json    bool
	bar     *progressbar.ProgressBar // nil unless a person watches
	share   map[string]float64       // of each file under way, how much is done
	refused int
}

// barSteps is how finely the bar divides one file.
const barSteps = 100

func newReporter(t *terminal, asJSON bool, files int) *reporter {
	r := &reporter{out: t.out, json: asJSON, share: map[string]float64{}}
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
	if report.Status == ingest.Refused {
		r.refused++
	}
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
	if r.refused > 0 {
		return errSome
	}
	return nil
}

// reportText gives a report for people.
func reportText(r ingest.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", filepath.Base(r.File), r.Status)
	if r.Dataset != "" {
		fmt.Fprintf(&b, " → %s %s, %d layers × %d times", r.Dataset, r.Run, len(r.Layers), r.Times)
	}
	if r.Fields > 0 {
		fmt.Fprintf(&b, ", %d fields in %.1f s", r.Fields, r.Seconds)
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
	for _, left := range r.LeftOut {
		fmt.Fprintf(&b, "  left out: %s: %s\n", left.Name, left.Reason)
	}
	return b.String()
}
