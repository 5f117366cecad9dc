package ingest

import (
	"context"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest/cf"
)

// writer puts the fields of one file into a run: one goroutine reads blocks, the others unpack,
// convert, check and put.
type writer struct {
	in    *Ingester
	file  File
	path  string
	run   Run
	grid  *forecast.Grid
	total int
	found *findings
	free  chan *block // two: one being read, one being written
	tasks chan task
}

// task is one field of a block.
type task struct {
	block *block
	step  cf.Step
	plane cf.Plane
}

// buffers and spare keep the memory of fields and blocks from one file to the next.
var buffers, spare sync.Pool

func buffer(n int) []float32 {
	if b, ok := buffers.Get().(*[]float32); ok && cap(*b) >= n {
		return (*b)[:n]
	}
	return make([]float32, n)
}

func release(b []float32) { buffers.Put(&b) }

// write brings all fields of a plan into a run.
func (in *Ingester) write(ctx context.Context, file File, plan *cf.Plan, run Run, rep *Report) error {
	all, notes := jobs(file, plan)
	rep.Notes = append(rep.Notes, notes...)
	total := 0
	for _, t := range plan.Takes {
		total += len(t.Steps) * len(t.Planes)
	}
	workers := runtime.GOMAXPROCS(0)
	w := &writer{
		in: in, file: file, path: rep.File, run: run, grid: plan.Grid, total: total, found: newFindings(),
		free: make(chan *block, 2), tasks: make(chan task, workers),
	}
	for range cap(w.free) {
		b, ok := spare.Get().(*block)
		if !ok {
			b = new(block)
		}
		defer spare.Put(b)
		w.free <- b
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(w.tasks)
		return w.read(ctx, all)
	})
	for range workers {
		g.Go(func() error { return w.work(ctx) })
	}
	err := g.Wait()
	w.found.addTo(rep)
	if err == nil && rep.Fields == 0 {
		return nothing(rep)
	}
	return err
}

// nothing is the error of a file whose every field is left out.
func nothing(rep *Report) error {
	l := rep.LeftOut[len(rep.LeftOut)-1]
	return forecast.Errorf(forecast.Invalid, "ingest.File", "no field of the file can be taken: %s: %s", l.Name, l.Reason)
}

// read reads all blocks of all jobs and hands out their fields.
func (w *writer) read(ctx context.Context, all []job) (err error) {
	for _, j := range all {
		blocks(j, func(steps []cf.Step, planes []cf.Plane) bool {
			err = w.readBlock(ctx, j, steps, planes)
			return err == nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) readBlock(ctx context.Context, j job, steps []cf.Step, planes []cf.Plane) error {
	var b *block
	select {
	case b = <-w.free:
	case <-ctx.Done():
		return ctx.Err()
	}
	b.aim(j, steps, planes)
	if err := b.read(w.file); err != nil {
		return unreadable("ingest.File", w.path, err)
	}
	for _, s := range steps {
		for _, p := range planes {
			select {
			case w.tasks <- task{b, s, p}:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return nil
}

// work writes fields until there are no more.
func (w *writer) work(ctx context.Context) error {
	for t := range w.tasks {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.field(ctx, t); err != nil {
			return err
		}
		if t.block.pending.Add(-1) == 0 {
			w.free <- t.block
		}
	}
	return nil
}

// field makes one field and puts it, or leaves it out with the reason.
func (w *writer) field(ctx context.Context, t task) error {
	take := t.block.job.take
	values := buffer(len(take.Rows) * len(take.Cols))
	defer release(values)
	t.values(values)
	found, err := cf.Settle(t.plane.Layer, values)
	if err != nil {
		w.found.leaveOut(t.plane.Layer.Name(), err)
		return nil
	}
	w.found.settled(t.plane.Layer, found)
	w.found.doubt(t.plane.Layer.Name(), cf.Suspect(t.plane.Layer, w.grid, values))
	if err := w.run.Put(ctx, t.plane.Layer, t.step.Time, values); err != nil {
		return err
	}
	done := w.found.wrote()
	if w.in.Progress != nil {
		w.in.Progress(w.path, done, w.total)
	}
	return nil
}

// values fills dst with the field's values in SI units.
func (t task) values(dst []float32) {
	take := t.block.job.take
	scratch := buffer(take.Shape[take.Lat] * take.Shape[take.Lon])
	defer release(scratch)
	t.block.field(t.step.Index, t.plane.Index, dst, scratch)
	if turn := t.block.job.turn; turn != nil {
		other := buffer(len(dst))
		defer release(other)
		t.block.otherField(t.step.Index, t.plane.Index, other, scratch)
		turn.apply(dst, other)
	}
	if t.step.Before >= 0 {
		before := buffer(len(dst))
		defer release(before)
		t.block.field(t.step.Before, t.plane.Index, before, scratch)
		for i, v := range before {
			dst[i] -= v
		}
	}
	scale := t.plane.Scale
	if take.PowerOfHeat {
		scale /= t.step.Seconds
	}
	cf.Convert(dst, scale, t.plane.Offset)
}
