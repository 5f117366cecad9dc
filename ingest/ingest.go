package ingest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/ingest/cf"
)

// Ingester brings files into a Sink. Its methods may be called by several goroutines; reading from
// files that are open in this process takes turns, as libnetcdf demands.
type Ingester struct {
	// Sink is where fields go; Inspect needs none.
	Sink Sink
	// Dataset is the id that files are given; "" to find it in each file.
	Dataset string
	// Run is the reference time of all files, and Step the time between numbered steps; zero to find
	// them.
	Run  time.Time
	Step time.Duration
	// Open opens NetCDF files; nil opens them in this process.
	Open func(path string) (File, error)
	// Force writes files again that are in the store.
	Force bool
	// AcceptSuspicious takes fields that are possible but look wrong, rather than have them put
	// aside, and writes files again that are in the store.
	AcceptSuspicious bool
	// Keeps, where set, says whether a run is to stay, were it there: files of others are left alone.
	Keeps func(ctx context.Context, dataset string, run time.Time) (bool, error)
	// Writers is how many goroutines pack and put the fields of a file; 0 for as many as can run at once.
	Writers int
	// Progress, where set, is told after each field how many of the fields of a file, which has so
	// many bytes, are done. It is called by several goroutines at once.
	Progress func(path string, bytes int64, done, total int)
}

// File ingests one file. Fields that are in before an error stay: each is whole. The error is the
// one in the report; its kind is Invalid where the file must change.
func (in *Ingester) File(ctx context.Context, path string) (Report, error) {
	return report(path, func(rep *Report) error { return in.ingest(ctx, path, rep) })
}

// Inspect says what File would do, and the range of each layer's first field.
func (in *Ingester) Inspect(ctx context.Context, path string) (Report, error) {
	return report(path, func(rep *Report) error { return in.inspect(ctx, path, rep) })
}

// report times work and puts its error into the report.
func report(path string, work func(*Report) error) (Report, error) {
	begin := time.Now()
	rep := Report{File: path, Format: formatOf(path), Notes: []string{}, LeftOut: []cf.LeftOut{}, Suspicious: []Suspicion{}}
	if info, err := os.Stat(path); err == nil {
		rep.Bytes, rep.seen = info.Size(), info
	}
	err := work(&rep)
	if err != nil {
		rep.Status = Refused
		rep.Error = forecast.DetailOf(err)
		if rep.Error == "" {
			rep.Error = err.Error()
		}
	}
	rep.Seconds = time.Since(begin).Seconds()
	return rep, err
}

// open opens a file and plans it.
func (in *Ingester) open(path string, rep *Report) (File, *cf.Plan, error) {
	file, err := in.openFile(path)
	if err != nil {
		return nil, nil, unreadable("ingest.File", path, err)
	}
	k := &kept{File: file}
	plan, err := cf.Read(source{k}, cf.Options{Dataset: in.Dataset, Run: in.Run, Step: in.Step})
	k.planned = true
	rep.describe(plan)
	if _, ok := file.(*array); ok {
		rep.Notes = append(rep.Notes, arrayGrid)
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return k, plan, nil
}

func (in *Ingester) ingest(ctx context.Context, path string, rep *Report) error {
	file, plan, err := in.open(path, rep)
	if err != nil {
		return err
	}
	defer file.Close()
	if in.Keeps != nil {
		stays, err := in.Keeps(ctx, plan.Dataset.ID, plan.Run)
		if err != nil {
			return err
		}
		if !stays {
			rep.Status = Expired
			return nil
		}
	}
	sum, err := checksum(ctx, path)
	if err != nil {
		return err
	}
	known := false
	if !in.Force && !in.AcceptSuspicious {
		if known, err = in.Sink.HasSource(ctx, plan.Dataset.ID, plan.Run, sum); err != nil {
			return err
		}
	}
	run, err := in.Sink.Begin(ctx, store.Spec{Dataset: plan.Dataset, Run: plan.Run, Grid: plan.Grid, Times: plan.Times, Members: plan.Members})
	if err != nil {
		return err
	}
	if known { // what dataset.json says may be new all the same, and Begin has seen to that
		rep.Status = Unchanged
		return rep.still()
	}
	if err := in.write(ctx, file, plan, run, sum, rep); err != nil {
		return err
	}
	if err := rep.still(); err != nil { // or the record would name the checksum of another file
		return err
	}
	rep.Status = Ingested
	return run.AddSource(ctx, store.Source{File: filepath.Base(path), SHA256: sum, At: time.Now().UTC()})
}

// checksum gives the SHA-256 of a file.
func checksum(ctx context.Context, path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", forecast.Errorf(forecast.Internal, "ingest.File", "the file cannot be read: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, contextReader{ctx, f}); err != nil {
		return "", forecast.Errorf(forecast.Internal, "ingest.File", "the file cannot be read: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// contextReader stops reading when its context ends.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
