package main

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/ingest"
	"github.com/fengtu/fengtu/ingest/queue"
)

// watchFlags say where new files land, and whether others take them too.
type watchFlags struct {
	Watch  string `help:"Folder to take new files from as they land." placeholder:"DIR"`
	Remove bool   `help:"Delete the files from the watched folder once they are in the store."`
	Queue  string `help:"NATS server with the queue of files that processes share, such as nats://host:4222." placeholder:"URL"`
}

type workerCmd struct {
	dataFlag
	watchFlags
	keepFlags
}

// Run ingests files as they land, until the context ends.
func (c workerCmd) Run(t *terminal) error {
	if c.Watch == "" && c.Queue == "" {
		return forecast.Errorf(forecast.Invalid, "worker", "say which folder to watch, with --watch, or which queue to work for, with --queue")
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
	if c.Watch != "" {
		group.Go(func() error { return c.watch(ctx, t, s, keep) })
	}
	if c.Queue != "" {
		group.Go(func() error { return c.work(ctx, t, s, keep) })
	}
	return group.Wait()
}

// keepArranged lays complete runs out by location and tells the log where it cannot: points are
// then read from the fields, which is slower.
func keepArranged(ctx context.Context, t *terminal, s *store.Store) {
	s.KeepArranged(ctx, func(err error) { t.log.Warn("not laid out by location", "reason", err) })
}

// watch ingests files as they land, or adds them to the queue where there is one.
func (c watchFlags) watch(ctx context.Context, t *terminal, s *store.Store, keep retention) error {
	if c.Queue == "" {
		take, end := c.taker(ctx, t, s, keep)
		defer end()
		return ingest.Watch(ctx, c.Watch, take)
	}
	q, err := queue.Connect(ctx, c.Queue)
	if err != nil {
		return err
	}
	defer q.Close()
	return ingest.Watch(ctx, c.Watch, func(path string) bool {
		err := q.Add(ctx, path)
		if err != nil {
			t.log.Error("not queued", "file", path, "reason", err)
		}
		return err == nil
	})
}

// work ingests files from the queue.
func (c watchFlags) work(ctx context.Context, t *terminal, s *store.Store, keep retention) error {
	q, err := queue.Connect(ctx, c.Queue)
	if err != nil {
		return err
	}
	defer q.Close()
	take, end := c.taker(ctx, t, s, keep)
	defer end()
	return q.Work(ctx, take, func(path string) {
		t.log.Error("not found", "file", path, "reason", "it was queued, and is not there: do all processes see the watched folder under the same path?")
	})
}

// taker gives what ingests a file, where it is of a run that stays, and tells the log what became of it.
// It answers whether that is settled. end stops the readers of files.
func (c watchFlags) taker(ctx context.Context, t *terminal, s *store.Store, keep retention) (take func(path string) bool, end func()) {
	open, end := opener()
	in := &ingest.Ingester{Sink: ingest.Into(s), Open: open, Keeps: func(ctx context.Context, dataset string, run time.Time) (bool, error) {
		return s.Keeps(ctx, dataset, run, keep.of(dataset))
	}}
	return func(path string) bool {
		report, err := in.File(ctx, path)
		if ctx.Err() != nil {
			return false
		}
		if err == nil && c.Remove {
			if err := report.Remove(); err != nil {
				t.log.Error("not removed", "file", path, "reason", err)
			}
		}
		logLanded(t, report, err)
		return err == nil || forecast.KindOf(err) == forecast.Invalid
	}, end
}

func logLanded(t *terminal, report ingest.Report, err error) {
	switch {
	case err != nil:
		t.log.Error("refused", "file", report.File, "reason", report.Error)
	case report.Status == ingest.Unchanged:
		t.log.Debug("unchanged", "file", report.File)
	case report.Status == ingest.Expired:
		t.log.Info("expired", "file", report.File, "dataset", report.Dataset, "run", report.Run)
	default:
		t.log.Info("ingested", "file", report.File, "dataset", report.Dataset, "run", report.Run,
			"fields", report.Fields, "seconds", report.Seconds, "notes", len(report.Notes), "left_out", len(report.LeftOut), "quarantined", report.Quarantined)
	}
}
