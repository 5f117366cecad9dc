package main

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/ingest"
)

// watchFlags say where new files land.
type watchFlags struct {
	Watch  string `help:"Folder to take new files from as they land." placeholder:"DIR"`
	Remove bool   `help:"Delete the files from the watched folder once they are in the store."`
}

type workerCmd struct {
	dataFlag
	watchFlags
	keepFlags
}

// Run ingests files as they land, until the context ends.
func (c workerCmd) Run(t *terminal) error {
	if c.Watch == "" {
		return forecast.Errorf(forecast.Invalid, "worker", "say which folder to watch, with --watch")
	}
	keep, err := c.keepFlags.parse()
	if err != nil {
		return err
	}
	s, err := c.openToWrite(t)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(t)
	group.Go(func() error { keepArranged(ctx, t, s); return nil })
	group.Go(func() error { keepPruned(ctx, t, s, keep); return nil })
	group.Go(func() error { return c.watch(ctx, t, s, keep) })
	return group.Wait()
}

// keepArranged lays complete runs out by location and tells the log where it cannot: points are
// then read from the fields, which is slower.
func keepArranged(ctx context.Context, t *terminal, s *store.Store) {
	s.KeepArranged(ctx, func(err error) { t.log.Warn("not laid out by location", "reason", err) })
}

// watch ingests files as they land, those of runs that stay, and tells the log what became of each.
func (c watchFlags) watch(ctx context.Context, t *terminal, s *store.Store, keep retention) error {
	open, end := opener()
	defer end()
	in := &ingest.Ingester{Sink: ingest.Into(s), Open: open, Keeps: func(ctx context.Context, dataset string, run time.Time) (bool, error) {
		return s.Keeps(ctx, dataset, run, keep.of(dataset))
	}}
	return ingest.Watch(ctx, c.Watch, func(path string) bool {
		report, err := in.File(ctx, path)
		if ctx.Err() != nil {
			return false
		}
		if err == nil && c.Remove {
			if err := report.Remove(); err != nil {
				t.log.Error("not removed", "file", path, "reason", err)
			}
		}
		switch {
		case err != nil:
			t.log.Error("refused", "file", path, "reason", report.Error)
		case report.Status == ingest.Unchanged:
			t.log.Debug("unchanged", "file", path)
		case report.Status == ingest.Expired:
			t.log.Info("expired", "file", path, "dataset", report.Dataset, "run", report.Run)
		default:
			t.log.Info("ingested", "file", path, "dataset", report.Dataset, "run", report.Run,
				"fields", report.Fields, "seconds", report.Seconds, "notes", len(report.Notes), "left_out", len(report.LeftOut), "quarantined", report.Quarantined)
		}
		return err == nil || forecast.KindOf(err) == forecast.Invalid
	})
}
