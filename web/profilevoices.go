package web

import (
	"slices"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/web/places"
)

// liftsOf gives what lifts the air of a profile: of the one member, or of each member or run that the profile
// is a statistic of, since no parcel rises through a mean.
func (s *server) liftsOf(c *gin.Context, r *profileReading, spots []places.Spot, method point.Method) ([]*lift, error) {
	if r.over == nil {
		return []*lift{newLift(r)}, nil
	}
	var out []*lift
	for _, v := range r.voices() {
		one, err := s.readProfile(c, v, spots, method)
		if err != nil {
			return nil, err
		}
		out = append(out, newLift(one))
	}
	return out, nil
}

// addLifted adds the ground, the indices and the parcels of the t-th time.
func (r *profileReading) addLifted(out *profileJSON, t int, lifts []*lift) {
	var heights []float32
	var indices [][]indexJSON
	var parcels []map[string]parcelJSON
	below := make([]bool, len(r.levels))
	groundKnown := false
	for _, x := range lifts {
		x.load(t)
		heights = append(heights, float32(x.column.GroundHeight()))
		indices, parcels = append(indices, x.indices()), append(parcels, x.parcels(out.Missing))
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
	out.Ground["elevation"] = known32(meanOf32(heights))
	out.Indices = slices.Concat(r.indexLayersAt(t), r.overIndices(indices))
	out.Parcels = r.overParcels(parcels)
}

func meanOf32(of []float32) float64 {
	sum := 0.0
	for _, v := range of {
		sum += float64(v)
	}
	return sum / float64(len(of))
}

// told gives the statistic of a number of each member or run, or the number itself where it is of one.
func (r *profileReading) told(of []*float32) *float32 {
	if r.over == nil {
		return of[0]
	}
	numbers := make([][]float32, len(of))
	for i, v := range of {
		numbers[i] = []float32{float32OrNaN(v)}
	}
	return known32(float64(r.over.Statistic.Over(numbers, r.over.Least, false)[0]))
}

// overIndices makes the statistic of each index.
func (r *profileReading) overIndices(of [][]indexJSON) []indexJSON {
	out := of[0]
	for k := range out {
		out[k].Value = r.told(oneOfEach(of, func(i []indexJSON) *float32 { return i[k].Value }))
		if out[k].Value != nil {
			out[k].Missing = ""
		}
	}
	return out
}

// overParcels makes the statistic of each number of the parcels; the way of a parcel is one member's alone.
func (r *profileReading) overParcels(of []map[string]parcelJSON) map[string]parcelJSON {
	if r.over == nil {
		return of[0]
	}
	out := map[string]parcelJSON{}
	for _, l := range lifted {
		var there []parcelJSON
		for _, parcels := range of {
			if p, ok := parcels[l.name]; ok {
				there = append(there, p)
			}
		}
		if len(there) == 0 {
			continue
		}
		number := func(f func(parcelJSON) *float64) *float64 {
			v := r.told(oneOfEach(there, func(p parcelJSON) *float32 { return narrow(f(p)) }))
			return known(round(float64(float32OrNaN(v)), 3))
		}
		level := func(f func(parcelJSON) *parcelLevel) *parcelLevel {
			part := func(g func(*parcelLevel) *float64) *float64 {
				return number(func(p parcelJSON) *float64 {
					if f(p) == nil {
						return nil
					}
					return g(f(p))
				})
			}
			pressure := part(func(l *parcelLevel) *float64 { return &l.Pressure })
			if pressure == nil {
				return nil
			}
			return &parcelLevel{
				Pressure: *pressure, Height: part(func(l *parcelLevel) *float64 { return l.Height }), Temperature: part(func(l *parcelLevel) *float64 { return l.Temperature }),
			}
		}
		out[l.name] = parcelJSON{
			CAPE: number(func(p parcelJSON) *float64 { return p.CAPE }), CIN: number(func(p parcelJSON) *float64 { return p.CIN }),
			LCL: level(func(p parcelJSON) *parcelLevel { return p.LCL }), LFC: level(func(p parcelJSON) *parcelLevel { return p.LFC }),
			EL: level(func(p parcelJSON) *parcelLevel { return p.EL }),
		}
	}
	return out
}

func oneOfEach[T any](of []T, f func(T) *float32) (out []*float32) {
	for _, v := range of {
		out = append(out, f(v))
	}
	return out
}

func narrow(v *float64) *float32 {
	if v == nil {
		return nil
	}
	return known32(*v)
}
