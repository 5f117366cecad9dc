package ingest

import (
	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/ingest/cf"
	"github.com/fengtu/fengtu/ingest/netcdf"
)

// jobs makes the jobs of a plan and gives what is odd about how values are packed.
func jobs(file File, plan *cf.Plan) (out []job, notes []string) {
	var turns *directions
	for i := range plan.Takes {
		j := job{take: &plan.Takes[i]}
		var odd []string
		j.packing, odd = netcdf.PackingOf(source{file}.variable(j.take.Var))
		notes = append(notes, odd...)
		if turn := j.take.Turn; turn != nil {
			if turns == nil {
				turns = directionsOf(plan.Grid)
			}
			j.turn = turns.turn(turn)
			j.turn.packing, _ = netcdf.PackingOf(source{file}.variable(turn.Other))
		}
		out = append(out, j)
	}
	return out, notes
}

// directions are the unit vectors along which x and y grow at each node of a grid.
type directions struct{ xEast, xNorth, yEast, yNorth []float32 }

func directionsOf(g *forecast.Grid) *directions {
	n := g.Size()
	d := &directions{make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)}
	for i := range n {
		x, y := g.Directions(i/g.Cols(), i%g.Cols())
		d.xEast[i], d.xNorth[i], d.yEast[i], d.yNorth[i] = float32(x[0]), float32(x[1]), float32(y[0]), float32(y[1])
	}
	return d
}

// turned is how the other component of the wind is packed, and what the one that is wanted takes of
// the job's own and of the other at each node.
type turned struct {
	packing            netcdf.Packing
	own, share         []float32
	ownSign, shareSign float32
}

func (d *directions) turn(t *cf.Turn) *turned {
	if t.North {
		return &turned{own: d.yNorth, share: d.xNorth, ownSign: float32(t.SignY), shareSign: float32(t.SignX)}
	}
	return &turned{own: d.xEast, share: d.yEast, ownSign: float32(t.SignX), shareSign: float32(t.SignY)}
}

// apply turns a component by the other.
func (t *turned) apply(dst, other []float32) {
	own, share := t.own[:len(dst)], t.share[:len(dst)]
	other = other[:len(dst)]
	for i, v := range dst {
		dst[i] = t.ownSign*own[i]*v + t.shareSign*share[i]*other[i]
	}
}
