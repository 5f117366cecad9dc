package main

import (
	"fmt"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/ingest"
)

// fileFlags are what ingest and inspect have in common.
type fileFlags struct {
	Paths     []string `arg:"" help:"Files, or folders with files." name:"path"`
	Dataset   string   `help:"Dataset to take the files as; found in each file or its folder by default." placeholder:"ID"`
	Reference string   `name:"run" help:"Reference time of the files; found in each file or its names by default." placeholder:"TIME"`
	StepHours float64  `help:"Hours between steps that are numbered only, as output_0.npy; 6 by default." placeholder:"H"`
	JSON      bool     `help:"Print one JSON line a file." name:"json"`
}

type ingestCmd struct {
	fileFlags
	dataFlag
	Force            bool `help:"Write files again that are in the store already."`
	AcceptSuspicious bool `help:"Take fields that look physically wrong, rather than put them into quarantine."`
}

// ingester gives what takes the files as the flags say.
func (f fileFlags) ingester() (*ingest.Ingester, error) {
	in := &ingest.Ingester{Dataset: f.Dataset}
	if f.StepHours < 0 || f.StepHours > 1e5 {
		return nil, forecast.Errorf(forecast.Invalid, "ingest", "--step-hours are the hours from one step to the next, not %g", f.StepHours)
	}
	in.Step = time.Duration(f.StepHours * float64(time.Hour)).Round(time.Second)
	if f.Reference == "" {
		return in, nil
	}
	var err error
	in.Run, err = forecast.ParseTime(f.Reference)
	return in, err
}

// readers is how many files are worked on at once: one is read while another's fields are packed.
const readers = 2

// spareProcessors lets twice as many goroutines run as there are cores, until restored: one that waits for
// the disk keeps the place of one that could run.
func spareProcessors() (cores int, restore func()) {
	cores = runtime.GOMAXPROCS(0)
	runtime.GOMAXPROCS(2 * cores)
	return cores, func() { runtime.GOMAXPROCS(cores) }
}

// Run ingests files; its error is errSome where one did not go in.
func (c ingestCmd) Run(t *terminal) error {
	in, err := c.ingester()
	if err != nil {
		return err
	}
	cores, restore := spareProcessors()
	defer restore()
	in.Writers = cores
	s, err := c.openToWrite(t)
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
	out := newReporter(t, c.JSON, len(paths), bytesOf(paths))
	open, end := opener()
	defer end()
	in.Sink, in.Open, in.Force, in.AcceptSuspicious, in.Progress = ingest.Into(s), open, c.Force, c.AcceptSuspicious, out.progress
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
	in, err := c.ingester()
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
	out := newReporter(t, c.JSON, 0, 0)
	open, end := opener()
	defer end()
	in.Open = open
	for _, path := range paths {
		report, _ := in.Inspect(t, path) // the report holds the error
		if err := out.report(report); err != nil {
			return err
		}
	}
	return out.finish()
}
