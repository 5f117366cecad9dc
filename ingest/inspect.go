package ingest

import (
	"context"
	"math"

	"github.com/fengtu/fengtu/ingest/cf"
)

func (in *Ingester) inspect(ctx context.Context, path string, rep *Report) error {
	file, plan, err := in.open(path, rep)
	if err != nil {
		return err
	}
	defer file.Close()
	found := newFindings()
	all, notes := jobs(file, plan)
	rep.Notes = append(rep.Notes, notes...)
	for _, j := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := look(file, plan, j, found, rep); err != nil {
			return unreadable("ingest.Inspect", path, err)
		}
	}
	found.addTo(rep)
	if !found.good {
		return nothing(rep)
	}
	rep.Status = Inspected
	return nil
}

// look gives the range of the first field of each layer of a variable.
func look(file File, plan *cf.Plan, j job, found *findings, rep *Report) error {
	take := j.take
	var err error
	blocks(j, func(p part) bool {
		if !p.steps[0].Time.Equal(take.Steps[0].Time) {
			return false
		}
		if p.members[0] != take.Members[0] {
			return true
		}
		var b block
		b.aim(j, part{p.steps[:1], p.members[:1], p.planes})
		if err = b.read(file); err != nil {
			return false
		}
		for t := range b.tasks() {
			values := make([]float32, len(take.Rows)*len(take.Cols))
			t.values(values)
			found.judge(t, plan, values)
			if e := cf.ExtentOf(values); e.N > 0 && !math.IsInf(e.Low, 0) && !math.IsInf(e.High, 0) {
				rep.Ranges = append(rep.Ranges, ValueRange{t.plane.Layer.Name(), t.plane.Layer.Variable.Units, e.Low, e.High, len(values) - e.N})
			}
		}
		return true
	})
	return err
}
