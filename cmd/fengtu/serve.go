package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/ingest"
	"github.com/fengtu/fengtu/ingest/netcdf"
	"github.com/fengtu/fengtu/web"
	"github.com/fengtu/fengtu/web/ui"
)

type serveCmd struct {
	dataFlag
	watchFlags
	keepFlags
	Listen     string `help:"Address to listen on." default:"127.0.0.1:8080" placeholder:"ADDR"`
	Boundaries string `help:"GeoJSON file of regions to be asked for by name." type:"existingfile" placeholder:"FILE"`
	Population string `help:"CSV of lat,lon,weight: where people live, by places or the nodes of a grid; the world's cities where nothing is said." type:"existingfile" placeholder:"FILE"`
	TileMemory *int64 `help:"How much of the memory holds tiles that were made, in MB; an eighth where nothing is said, 0 for none." placeholder:"MB"`
	Warm       *int   `help:"Make tiles up to this zoom as steps land, before anybody asks for them." placeholder:"ZOOM"`
	Portfolios bool   `help:"Let clients keep portfolios of wind farms in the store, and delete them."`
}

// watchFlags say where new files land.
type watchFlags struct {
	Watch  string `help:"Folder to take new files from as they land." placeholder:"DIR"`
	Remove bool   `help:"Delete the files from the watched folder once they are in the store."`
}

// followEvery is how soon the map learns of what other processes put into the store.
const followEvery = 2 * time.Second

// grace is how long requests under way may take once the server is told to stop.
const grace = 5 * time.Second

// Run serves until the context ends.
func (c serveCmd) Run(t *terminal) error {
	keep, err := c.keepFlags.parse()
	if err != nil {
		return err
	}
	open := c.open
	if c.Watch != "" || keep.any() {
		open = func() (*store.Store, error) { return c.openToWrite(t) }
	}
	s, err := open()
	if err != nil {
		return err
	}
	if c.Warm != nil && (*c.Warm < 0 || *c.Warm > web.MaxWarmZoom) {
		return forecast.Errorf(forecast.Invalid, "serve", "--warm is a zoom from 0 to %d, not %d", web.MaxWarmZoom, *c.Warm)
	}
	tileBytes, err := c.tileBytes()
	if err != nil {
		return err
	}
	regions, err := c.regions()
	if err != nil {
		return err
	}
	people, err := c.people()
	if err != nil {
		return err
	}
	handler, err := web.New(web.Options{Store: s, UI: ui.Files(), Log: t.log, NetCDF: netcdf.CreateGrid, Stations: netcdf.WriteStations, Regions: regions, People: people, KeepPortfolios: c.Portfolios, TileBytes: tileBytes})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("cannot listen: %w: choose another address with --listen", err)
	}
	fmt.Fprintf(t.err, "Fengtu is at http://%s/\n", listener.Addr())
	server := web.Serve(handler)
	group, ctx := errgroup.WithContext(t)
	group.Go(func() error {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	group.Go(func() error {
		<-ctx.Done()
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		if err := server.Shutdown(last); err != nil {
			return server.Close() // events never end by themselves
		}
		return nil
	})
	group.Go(func() error { s.Follow(ctx, followEvery); return nil })
	group.Go(func() error { keepArranged(ctx, t, s); return nil })
	group.Go(func() error { keepPruned(ctx, t, s, keep); return nil })
	if c.Warm != nil {
		warm := web.Warm{Handler: handler, Store: s, Zoom: *c.Warm, Bytes: tileBytes / 2}
		group.Go(func() error { warm.Keep(ctx); return nil })
	}
	if c.Watch != "" {
		group.Go(func() error { return c.watch(ctx, t, s, keep) })
	}
	return group.Wait()
}

// tileBytes says how much of the memory holds tiles. Half of it is for decoded fields, and what is under
// way needs the rest.
func (c serveCmd) tileBytes() (int64, error) {
	if c.TileMemory == nil {
		return c.Memory << 20 / 8, nil
	}
	if most := c.Memory / 4; *c.TileMemory < 0 || *c.TileMemory > most {
		return 0, forecast.Errorf(forecast.Invalid, "serve", "--tile-memory must be from 0 to %d MB, a quarter of --memory, not %d", most, *c.TileMemory)
	}
	return *c.TileMemory << 20, nil
}

// regions reads the operator's boundaries.
func (c serveCmd) regions() (region.Set, error) {
	if c.Boundaries == "" {
		return nil, nil
	}
	data, err := os.ReadFile(c.Boundaries)
	if err != nil {
		return nil, fmt.Errorf("the boundaries cannot be read: %w", err)
	}
	return region.Parse(data)
}

// people reads where the operator says that people live; nil where that is not told.
func (c serveCmd) people() (*power.People, error) {
	if c.Population == "" {
		return nil, nil
	}
	data, err := os.ReadFile(c.Population)
	if err != nil {
		return nil, fmt.Errorf("the population cannot be read: %w", err)
	}
	out, err := power.ParsePeople(data)
	return &out, err
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
