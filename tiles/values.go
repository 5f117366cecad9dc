package tiles

import (
	"context"
	"math"
	"slices"
	"sync"

	"github.com/fengtu/fengtu/forecast"
	"github.com/paulmach/orb/maptile"
)

// Values is Bilinear.Values.
func Values(ctx context.Context, field forecast.Field, tile maptile.Tile, size int, dst []float32) error {
	return Bilinear.Values(ctx, field, tile, size, dst)
}

// Values fills dst, size rows of size pixels from the north-west corner, with the field's values at
// the centres of a tile's pixels: SI units, interpolated in latitude and longitude, NaN
// outside the hull of the grid's nodes and where a node that has weight is missing. Directions are
// interpolated as unit vectors or, where the field is Pointwise, computed of interpolated inputs.
// It fails with kind Invalid where size is not 1 to 1024 or dst is not size² long, or as reading
// the field fails.
func (k Kernel) Values(ctx context.Context, field forecast.Field, tile maptile.Tile, size int, dst []float32) error {
	const op = "tiles.Values"
	if err := checkSize(op, size); err != nil {
		return err
	}
	if _, err := At(int(tile.Z), int(tile.X), int(tile.Y)); err != nil {
		return err
	}
	if len(dst) != size*size {
		return forecast.Errorf(forecast.Invalid, op, "dst has room for %d values: give it %d × %d", len(dst), size, size)
	}
	return k.onto(ctx, field, pixelsOf(tile, size), dst)
}

// onto fills dst with a field's values at the points of a raster.
func (k Kernel) onto(ctx context.Context, field forecast.Field, at raster, dst []float32) error {
	s := samplers.Get().(*sampler)
	defer s.release()
	s.lay(field.Grid(), at, k)
	return s.sample(ctx, field, dst)
}

// lay plans where points of the map lie on a grid.
func (s *sampler) lay(g *forecast.Grid, at raster, k Kernel) {
	if s.warped = g.Projection != nil; s.warped {
		s.warp.lay(g, at, k)
		return
	}
	s.plan.lay(g, at, k)
}

// sampler holds what resampling one tile needs, to be used again for the next.
type sampler struct {
	plan         plan
	warp         warp // instead of plan where the grid has a projection
	warped       bool
	nodes, other []float32   // a window of the grid
	upper, lower []float32   // a row of pixels
	east         []float32   // the eastward part of directions
	inputs       [][]float32 // the inputs of a pointwise field
	cubic        cubicRows
}

var samplers = sync.Pool{New: func() any { return new(sampler) }}

// keepNodes is the largest window worth keeping room for; tiles read less unless a whole fine grid
// is drawn at a low zoom.
const keepNodes = 1 << 21

func (s *sampler) release() {
	if max(cap(s.nodes), cap(s.other)) > keepNodes {
		s.nodes, s.other = nil, nil
	}
	samplers.Put(s)
}

// room gives buf with length n.
func room[T any](buf []T, n int) []T { return slices.Grow(buf[:0], n)[:n] }

// sample fills dst by the plan with the values of a field on the plan's grid.
func (s *sampler) sample(ctx context.Context, field forecast.Field, dst []float32) error {
	if p, ok := field.(forecast.Pointwise); ok {
		return s.compute(ctx, p, dst)
	}
	if s.warped || !s.plan.covers() {
		missing := float32(math.NaN())
		for i := range dst {
			dst[i] = missing
		}
	}
	if s.warped {
		return s.sampleWarped(ctx, field, dst)
	}
	s.upper, s.lower = room(s.upper, s.plan.size), room(s.lower, s.plan.size)
	variable := field.Layer().Variable
	turns := variable.Shape == forecast.Direction && s.plan.kernel != Nearest
	for k := range s.plan.pieces {
		pc := &s.plan.pieces[k]
		s.nodes = room(s.nodes, pc.window.Size())
		if err := field.Read(ctx, pc.window, s.nodes); err != nil {
			return err
		}
		if turns {
			s.turn(pc, dst)
			continue
		}
		s.fill(pc, s.nodes, dst, bounded(variable))
	}
	return nil
}

// fill interpolates the nodes of one piece into its part of dst with the plan's kernel; clamp keeps
// values within those they are made of.
func (s *sampler) fill(pc *piece, nodes, dst []float32, clamp bool) {
	if s.plan.kernel == Cubic {
		s.plan.fillCubic(pc, nodes, dst, &s.cubic, clamp)
		return
	}
	s.plan.fill(pc, nodes, dst, s.upper, s.lower)
}

// sampleWarped is sample on a grid with a projection, dst all missing.
func (s *sampler) sampleWarped(ctx context.Context, field forecast.Field, dst []float32) error {
	if len(s.warp.patches) == 0 {
		return nil
	}
	s.nodes = room(s.nodes, s.warp.window.Size())
	if err := field.Read(ctx, s.warp.window, s.nodes); err != nil {
		return err
	}
	if v := field.Layer().Variable; v.Shape != forecast.Direction || s.warp.kernel == Nearest {
		s.warp.fill(s.nodes, dst, bounded(v))
		return nil
	}
	s.unitVectors()
	s.east = room(s.east, len(dst))
	copy(s.east, dst)
	s.warp.fill(s.nodes, dst, false)
	s.warp.fill(s.other, s.east, false)
	for i := range dst {
		dst[i] = bearing(s.east[i], dst[i])
	}
	return nil
}

// compute interpolates the inputs of a pointwise field and computes its values of them.
func (s *sampler) compute(ctx context.Context, field forecast.Pointwise, dst []float32) error {
	inputs := field.Inputs()
	pixels := make([][]float32, len(inputs))
	for i, input := range inputs {
		if i == len(s.inputs) {
			s.inputs = append(s.inputs, nil)
		}
		s.inputs[i] = room(s.inputs[i], len(dst))
		pixels[i] = s.inputs[i]
		if _, nested := input.(forecast.Pointwise); nested {
			return forecast.Errorf(forecast.Internal, "tiles.Values",
				"%s is computed of another computed field, which tiles cannot interpolate", field.Layer().Name())
		}
		if err := s.sample(ctx, input, pixels[i]); err != nil {
			return err
		}
	}
	field.Compute(dst, pixels...)
	return nil
}
