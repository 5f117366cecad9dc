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
		v := source{file}.variable(j.take.Var)
		j.packing, odd = netcdf.PackingOf(v)
		j.chunk = v.Chunk
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

// directions are the unit vectors to the right and up at each node of a grid.
type directions struct{ rightEast, rightNorth, upEast, upNorth []float32 }

func directionsOf(g *forecast.Grid) *directions {
	n := g.Size()
	d := &directions{make([]float32, n), make([]float32, n), make([]float32, n), make([]float32, n)}
	for i := range n {
		right, up := g.Directions(i/g.Cols(), i%g.Cols())
		d.rightEast[i], d.rightNorth[i], d.upEast[i], d.upNorth[i] = float32(right[0]), float32(right[1]), float32(up[0]), float32(up[1])
	}
	return d
}

// turned is how the other component of the wind is packed, and what the one that is wanted takes of
// the job's own and of the other at each node.
type turned struct {
	packing    netcdf.Packing
	own, share []float32
}

func (d *directions) turn(t *cf.Turn) *turned {
	if t.North {
		return &turned{own: d.upNorth, share: d.rightNorth}
	}
	return &turned{own: d.rightEast, share: d.upEast}
}

// apply turns a component by the other.
func (t *turned) apply(dst, other []float32) {
	own, share := t.own[:len(dst)], t.share[:len(dst)]
	other = other[:len(dst)]
	for i, v := range dst {
		dst[i] = own[i]*v + share[i]*other[i]
	}
}
