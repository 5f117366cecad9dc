package views

import (
	"maps"
	"math"
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/places"
)

// liftsOf gives what lifts the air of a profile: of the one member, or of each member or run that the profile
// is a statistic of, since no parcel rises through a mean.
func (h Handler) liftsOf(c *gin.Context, r *profileReading, spots []places.Spot, method point.Method) ([]*lift, error) {
	if r.over == nil {
		return []*lift{newLift(r)}, nil
	}
	var out []*lift
	for _, v := range r.voices() {
		one, err := h.readProfile(c, v, spots, method)
		if err != nil {
			return nil, err
		}
		out = append(out, newLift(one))
	}
	return out, nil
}

// addLifted adds the ground, the indices and the parcels of the t-th time.
func (r *profileReading) addLifted(out *profileJSON, t int, lifts []*lift) {
	var heights [][]float32
	var indices [][]indexJSON
	var parcels []map[string]parcelJSON
	missing := map[string]string{}
	below := make([]bool, len(r.levels))
	groundKnown := false
	for _, x := range lifts {
		x.load(t)
		heights = append(heights, []float32{float32(x.column.GroundHeight())})
		indices, parcels = append(indices, x.indices()), append(parcels, x.parcels(missing))
		if x.at(layerNamed("surface_pressure"), t) > 0 {
			groundKnown = true
			for k := range x.column.Above() {
				below[k] = true
			}
		}
	}
	if groundKnown {
		out.BelowGround = below
	}
	out.Ground["elevation"] = answer.Known32(float64(ensemble.Statistic{Kind: ensemble.Mean}.Over(heights, 1, false)[0]))
	out.Indices = slices.Concat(r.indexLayersAt(t), r.overIndices(indices))
	if out.Parcels = r.overParcels(parcels); len(out.Parcels) == 0 {
		maps.Copy(out.Missing, missing)
	}
}

// overIndices makes the statistic of each index, or gives those of the one member.
func (r *profileReading) overIndices(of [][]indexJSON) []indexJSON {
	if r.over == nil {
		return of[0]
	}
	out := of[0]
	for k := range out {
		var numbers [][]float32
		for _, indices := range of {
			numbers = append(numbers, []float32{float32OrNaN(indices[k].Value)})
		}
		out[k].Value, out[k].Missing = answer.Known32(float64(r.over.Statistic.Over(numbers, r.over.Least, false)[0])), ""
		if out[k].Value == nil {
			out[k].Missing = "in too few of the profiles: they lack levels or the ground, or never come to it"
		}
	}
	return out
}

// overParcels makes the statistic of each number of the parcels, or gives those of the one member; the way of a
// parcel is one member's alone.
func (r *profileReading) overParcels(of []map[string]parcelJSON) map[string]parcelJSON {
	if r.over == nil {
		return of[0]
	}
	out := map[string]parcelJSON{}
	for _, l := range lifted {
		var numbers [][]float32
		for _, parcels := range of {
			if p, ok := parcels[l.name]; ok {
				numbers = append(numbers, p.numbers())
			}
		}
		if len(numbers) > 0 {
			out[l.name] = parcelOf(r.over.Statistic.Over(numbers, r.over.Least, false))
		}
	}
	return out
}

// numbers gives what is told of a parcel as a list, NaN for what is not: CAPE, CIN, and of each level its
// pressure, height and temperature.
func (p parcelJSON) numbers() []float32 {
	out := []float32{narrow(p.CAPE), narrow(p.CIN)}
	for _, l := range []*parcelLevel{p.LCL, p.LFC, p.EL} {
		if l == nil {
			l = &parcelLevel{Pressure: math.NaN()}
		}
		out = append(out, float32(l.Pressure), narrow(l.Height), narrow(l.Temperature))
	}
	return out
}

// parcelOf is the other way round.
func parcelOf(numbers []float32) parcelJSON {
	number := func(k int) *float64 { return rounded(float64(numbers[k]), 3) }
	level := func(k int) *parcelLevel {
		if number(k) == nil {
			return nil
		}
		return &parcelLevel{*number(k), number(k + 1), number(k + 2)}
	}
	return parcelJSON{CAPE: number(0), CIN: number(1), LCL: level(2), LFC: level(5), EL: level(8)}
}

func narrow(v *float64) float32 {
	if v == nil {
		return float32(math.NaN())
	}
	return float32(*v)
}
