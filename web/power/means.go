package power

import (
	"context"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/web/answer"
)

// regionMeans gives the mean wind at the hub and the mean capacity factor over cells, weighted by
// their area; missing at times at which one of them is.
func regionMeans(ctx context.Context, run power.Run, cells *region.Cells, farm power.Farm, q request) (speed, factor []float32, hub *power.Hub, err error) {
	if n := cells.Window.Size() * len(q.times) * q.versions(run.Inventory); n > answer.MaxFileValues {
		return nil, nil, nil, forecast.Errorf(forecast.Invalid, "web.region", "%d cells at %d times are too many for one answer: ask for a smaller area or fewer times", cells.Window.Size(), len(q.times))
	}
	fields, err := power.NewFields(run, cells.Window, farm.HubHeight, farm.Turbine, farm.Losses, q.model)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, t := range q.times {
		at, cf, err := fields.Next(ctx, t)
		if err != nil {
			return nil, nil, nil, err
		}
		f := weightedMean(cf, cells.Weights)
		if !farm.Runs(t) {
			f = 0
		}
		speed, factor = append(speed, weightedMean(at.Speed, cells.Weights)), append(factor, f)
	}
	return speed, factor, fields.Hub, nil
}

func weightedMean(values []float32, weights []float64) float32 {
	var sum, whole float64
	for i, w := range weights {
		if w > 0 {
			sum += w * float64(values[i])
			whole += w
		}
	}
	return float32(sum / whole)
}

// cellPlants puts a part of a solar plant's capacity on each cell, by its area.
func cellPlants(g *forecast.Grid, cells *region.Cells, plant power.Farm) (out []power.Farm, err error) {
	if cells.Count > power.MaxFarms {
		return nil, forecast.Errorf(forecast.Invalid, "web.region", "%d cells are too many for solar power: ask for a smaller area", cells.Count)
	}
	whole := 0.0
	cells.Each(g, func(_, _, area float64) { whole += area })
	cells.Each(g, func(lat, lon, area float64) {
		part := plant
		part.Place.Lat, part.Place.Lon, part.Capacity = lat, lon, plant.Capacity*area/whole
		out = append(out, part)
	})
	return out, nil
}

// farmMeans gives the mean wind at the turbines and the capacity factor of farms, weighted by their
// capacity, of those that run at each time. There is no wind where all are solar plants.
func farmMeans(farms []power.Farm, o *power.Output) (speed, factor answer.Values) {
	windy := false
	for t, at := range o.Times {
		var wind, w, turbines, capacity float64
		for i := range farms {
			if !farms[i].Runs(at) {
				continue
			}
			capacity += farms[i].Capacity
			w += float64(o.Farms[i][t])
			if farms[i].Solar == nil {
				windy = true
				turbines += farms[i].Capacity
				wind += farms[i].Capacity * float64(o.At[i].Speed[t])
			}
		}
		speed, factor = append(speed, float32(wind/turbines)), append(factor, float32(w/capacity)) // NaN of none
	}
	if !windy {
		speed = nil
	}
	return speed, factor
}
