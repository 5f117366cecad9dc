package ingest

import (
	"context"
	"math"

	"github.com/fengtu/fengtu/ingest/cf"
	"github.com/fengtu/fengtu/ingest/netcdf"
)

func (in *Ingester) inspect(ctx context.Context, path string, rep *Report) error {
	file, plan, err := in.open(path, rep)
	if err != nil {
		return err
	}
	defer file.Close()
	found := newFindings()
	for i := range plan.Takes {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := look(file, plan, &plan.Takes[i], found, rep); err != nil {
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
func look(file File, plan *cf.Plan, take *cf.Take, found *findings, rep *Report) error {
	packing, notes := netcdf.PackingOf(source{file}.variable(take.Var))
	rep.Notes = append(rep.Notes, notes...)
	j := job{take, packing}
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
		if err = file.ReadSlab(take.Var, b.start, b.count, &b.slab); err != nil {
			return false
		}
		for t := range b.tasks() {
			values := make([]float32, len(take.Rows)*len(take.Cols))
			t.values(values)
			found.judge(t, plan, values)
			if low, high, n := cf.Extent(values); n > 0 && !math.IsInf(low, 0) && !math.IsInf(high, 0) {
				rep.Ranges = append(rep.Ranges, ValueRange{t.plane.Layer.Name(), t.plane.Layer.Variable.Units, low, high, len(values) - n})
			}
		}
		return true
	})
	return err
}
