package ingest

import (
	"context"
	"iter"
	"math"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/ingest/cf"
)

// writer puts the fields of one file into a run: one goroutine reads blocks, the others unpack,
// convert, check and put.
type writer struct {
	in    *Ingester
	file  File
	path  string
	bytes int64
	sum   string
	run   Run
	plan  *cf.Plan
	total int
	done  atomic.Int32
	found *findings
	free  chan *block // one being read, one that waits, and those being written
	tasks chan task
}

// task is one field of a block.
type task struct {
	block  *block
	step   cf.Step
	member cf.Member
	plane  cf.Plane
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
func (in *Ingester) write(ctx context.Context, file File, plan *cf.Plan, run Run, sum string, rep *Report) error {
	all, notes := jobs(file, plan)
	rep.Notes = append(rep.Notes, notes...)
	total := 0
	for _, t := range plan.Takes {
		total += len(t.Steps) * len(t.Members) * len(t.Planes)
	}
	workers := in.Writers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	w := &writer{
		in: in, file: file, path: rep.File, bytes: rep.Bytes, sum: sum, run: run, plan: plan, total: total, found: newFindings(),
		free: make(chan *block, workers+2), tasks: make(chan task, workers),
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
	if n := len(rep.Suspicious); n > 0 {
		s := rep.Suspicious[n-1]
		return forecast.Errorf(forecast.Invalid, "ingest.File", "no field of the file can be taken: %s: %s", s.Layer, s.Reason)
	}
	l := rep.LeftOut[len(rep.LeftOut)-1]
	return forecast.Errorf(forecast.Invalid, "ingest.File", "no field of the file can be taken: %s: %s", l.Name, l.Reason)
}

// read reads all blocks of all jobs and hands out their fields.
func (w *writer) read(ctx context.Context, all []job) (err error) {
	for _, j := range all {
		blocks(j, func(p part) bool {
			err = w.readBlock(ctx, j, p)
			return err == nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) readBlock(ctx context.Context, j job, p part) error {
	var b *block
	select {
	case b = <-w.free:
	case <-ctx.Done():
		return ctx.Err()
	}
	b.aim(j, p)
	if err := b.read(w.file); err != nil {
		return unreadable("ingest.File", w.path, err)
	}
	for t := range b.tasks() {
		select {
		case w.tasks <- t:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// tasks gives the fields of a block.
func (b *block) tasks() iter.Seq[task] {
	return func(yield func(task) bool) {
		for _, s := range b.steps {
			for _, m := range b.members {
				for _, plane := range b.planes {
					if !yield(task{b, s, m, plane}) {
						return
					}
				}
			}
		}
	}
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

// field makes one field and puts it, or puts it aside or leaves it out, with the reason.
func (w *writer) field(ctx context.Context, t task) error {
	values := t.block.own(t.step, t.member, t.plane)
	if values == nil {
		values = buffer(len(t.block.job.take.Rows) * len(t.block.job.take.Cols))
		defer release(values)
		t.values(values)
	} else {
		t.convert(values)
	}
	verdict := w.found.judge(t, w.plan, values)
	switch {
	case verdict.lost:
	case verdict.doubt == "", w.in.AcceptSuspicious && !verdict.impossible:
		if err := w.run.PutMember(ctx, t.plane.Layer, t.step.Time, t.member.Number, values); err != nil {
			return err
		}
		w.found.wrote()
	default:
		if err := w.run.Quarantine(ctx, t.plane.Layer, t.step.Time, t.member.Number, values, w.record(verdict.doubt, values)); err != nil {
			return err
		}
		w.found.putAside()
	}
	if done := w.done.Add(1); w.in.Progress != nil {
		w.in.Progress(w.path, w.bytes, int(done), w.total)
	}
	return nil
}

// record says why a field is put aside.
func (w *writer) record(reason string, values []float32) store.Quarantined {
	q := store.Quarantined{Reason: reason, File: filepath.Base(w.path), SHA256: w.sum}
	e := cf.ExtentOf(values)
	if q.Missing = len(values) - e.N; e.N > 0 && !math.IsInf(e.Low, 0) && !math.IsInf(e.High, 0) {
		q.Min, q.Max = &e.Low, &e.High
	}
	return q
}

// values fills dst with the field's values in SI units.
func (t task) values(dst []float32) {
	take := t.block.job.take
	scratch := buffer(take.Shape[take.Lat] * take.Shape[take.Lon])
	defer release(scratch)
	t.block.field(t.step.Index, t.member.Index, t.plane.Index, dst, scratch)
	if turn := t.block.job.turn; turn != nil {
		other := buffer(len(dst))
		defer release(other)
		t.block.otherField(t.step.Index, t.member.Index, t.plane.Index, other, scratch)
		turn.apply(dst, other)
	}
	if t.step.Before >= 0 {
		before := buffer(len(dst))
		defer release(before)
		t.block.field(t.step.Before, t.member.Index, t.plane.Index, before, scratch)
		for i, v := range before {
			dst[i] -= v
		}
	}
	t.convert(dst)
}

// convert takes values from the file's units to SI.
func (t task) convert(dst []float32) {
	take := t.block.job.take
	scale := t.plane.Scale
	if take.PowerOfHeat {
		scale /= t.step.Seconds
	}
	cf.Convert(dst, scale, t.plane.Offset)
}
