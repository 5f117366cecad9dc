package ingest

import (
	"context"

	"github.com/fengtu/fengtu/forecast"
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
	if len(rep.Ranges) == 0 {
		return nothing(rep)
	}
	rep.Status = Inspected
	return nil
}

// look gives the range of the first field of each layer of a variable.
func look(file File, plan *cf.Plan, j job, found *findings, rep *Report) error {
	take := j.take
	var err error
	blocks(j, func(steps []cf.Step, planes []cf.Plane) bool {
		if !steps[0].Time.Equal(take.Steps[0].Time) {
			return false
		}
		var b block
		b.aim(j, steps[:1], planes)
		if err = b.read(file); err != nil {
			return false
		}
		for _, p := range planes {
			values := make([]float32, len(take.Rows)*len(take.Cols))
			task{&b, steps[0], p}.values(values)
			if r, ok := extent(p, plan.Grid, values, found); ok {
				rep.Ranges = append(rep.Ranges, r)
			}
		}
		return true
	})
	return err
}

func extent(p cf.Plane, grid *forecast.Grid, values []float32, found *findings) (ValueRange, bool) {
	f, err := cf.Settle(p.Layer, values)
	if err != nil {
		found.leaveOut(p.Layer.Name(), err)
		return ValueRange{}, false
	}
	found.settled(p.Layer, f)
	found.doubt(p.Layer.Name(), cf.Suspect(p.Layer, grid, values))
	low, high, n := cf.Extent(values)
	return ValueRange{p.Layer.Name(), p.Layer.Variable.Units, low, high, len(values) - n}, true
}
