package main

import (
	"context"
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
	"github.com/fengtu/fengtu/ingest/netcdf"
	"github.com/fengtu/fengtu/web"
	"github.com/fengtu/fengtu/web/ui"
	"github.com/fengtu/fengtu/web/zone"
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
	if c.Warm != nil && (*c.Warm < 0 || *c.Warm > web.MaxWarmZoom) {
		return forecast.Errorf(forecast.Invalid, "serve", "--warm is a zoom from 0 to %d, not %d", web.MaxWarmZoom, *c.Warm)
	}
	if c.Queue != "" && c.Watch == "" {
		return forecast.Errorf(forecast.Invalid, "serve", "--queue goes with --watch, whose files it is for: fengtu worker --queue takes them from it")
	}
	open := c.open
	if c.Watch != "" || keep.any() {
		open = c.openToWrite
	}
	s, err := open(t)
	if err != nil {
		return err
	}
	tileBytes, err := c.tileBytes()
	if err != nil {
		return err
	}
	handler, err := c.handler(t, s, tileBytes)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("cannot listen: %w: choose another address with --listen", err)
	}
	fmt.Fprintf(t.err, "Fengtu is at http://%s/\n", listener.Addr())
	group, ctx := errgroup.WithContext(t)
	group.Go(func() error { return serveUntil(ctx, listener, handler) })
	group.Go(func() error { zone.Prepare(); return nil })
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

// handler gives what answers requests.
func (c serveCmd) handler(t *terminal, s *store.Store, tileBytes int64) (http.Handler, error) {
	regions, err := c.regions()
	if err != nil {
		return nil, err
	}
	people, err := c.people()
	if err != nil {
		return nil, err
	}
	return web.New(web.Options{
		Store: s, UI: ui.Files(), Log: t.log, NetCDF: netcdf.CreateGrid, Stations: netcdf.WriteStations,
		Regions: regions, People: people, KeepPortfolios: c.Portfolios, TileBytes: tileBytes,
	})
}

// serveUntil serves until the context ends, and then for as long as requests under way may take.
func serveUntil(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := web.Serve(handler)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return server.Close() // events never end by themselves
	}
	return nil
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
