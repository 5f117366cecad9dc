package power

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/solar"
	"github.com/fengtu/fengtu/forecast/store"
)

// Model says how weather becomes power. The zero Model chooses by the dataset.
type Model struct {
	Options
	Turbulence float64      // intensity that curves are smoothed for; 0: not
	Method     point.Method // how values between nodes are made
	Correction float64      // factor of all power, up to the capacity; 0: none
}

// Run is a run of a dataset to compute power from.
type Run struct {
	Inventory *store.Inventory
	Source    point.Source
}

// Output is the power of farms at the times of a run.
type Output struct {
	Times []time.Time
	Since []time.Time // when the step before each was: solar power is the mean since then
	Farms [][]float32 // W, by farm and time; NaN where the weather is missing, 0 where the farm does not run
	Hubs  []*Hub      // how each farm's weather was found; nil for solar plants
	Solar string      // how the power of solar plants was found, "" without any
	At    []*At       // each wind farm's weather, where it was asked for
}

// farmsAtOnce is how many farms' weather is held at a time: enough that opening layers does not
// count.
const farmsAtOnce = 128

// Compute gives the power of farms at times of a run, and their weather where keep says so. It fails
// with kind Invalid, naming farms, where one lies off the grid or asks what the dataset does not
// have.
func Compute(ctx context.Context, run Run, farms []Farm, times []time.Time, m Model, keep bool) (*Output, error) {
	plan, err := m.plan(run.Inventory, farms)
	if err != nil {
		return nil, err
	}
	if err := onGrid(run.Inventory.Grids[0], farms); err != nil {
		return nil, err
	}
	out := &Output{Times: times, Since: starts(run.Inventory, times), Farms: make([][]float32, len(farms)), Hubs: plan.hubs, At: make([]*At, len(farms))}
	var periods []solar.Period
	if plan.sun != nil {
		out.Solar = plan.sun.method
		for t, end := range times {
			periods = append(periods, solar.NewPeriod(out.Since[t], end))
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for first := range slices.Chunk(indices(len(farms)), farmsAtOnce) {
		group.Go(func() error {
			some := plan.part(first, farms)
			weather, err := readWeather(ctx, run, some.layers, some.places, times, m.Method)
			if err != nil {
				return err
			}
			for k, i := range first {
				if farms[i].Solar != nil {
					out.Farms[i] = plan.sun.power(&farms[i], times, periods, weather.inputs(k, plan.sun.layers))
					m.correct(out.Farms[i], farms[i].Capacity)
					continue
				}
				at := NewAt(len(times))
				if !farms[i].Losses.NeedsHumidity() {
					at.Humidity = nil
				}
				plan.hubs[i].Compute(at, weather.inputs(k, plan.hubs[i].Layers)...)
				out.Farms[i] = plan.power(i, &farms[i], times, at)
				m.correct(out.Farms[i], farms[i].Capacity)
				if keep {
					out.At[i] = at
				}
			}
			return nil
		})
	}
	return out, group.Wait()
}

// correct multiplies power with the model's correction.
func (m Model) correct(power []float32, capacity float64) {
	if m.Correction == 0 {
		return
	}
	for t, p := range power {
		power[t] = float32(min(float64(p)*m.Correction, capacity))
	}
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// onGrid refuses farms that lie outside the grid.
func onGrid(g *forecast.Grid, farms []Farm) error {
	var off []string
	for _, f := range farms {
		if _, ok := point.Cell(g, f.Place); !ok {
			off = append(off, f.Name)
		}
	}
	if off == nil {
		return nil
	}
	more := ""
	if len(off) > 5 {
		off, more = off[:5], " and others"
	}
	b := g.Bounds()
	return forecast.Errorf(forecast.Invalid, "power.Compute", "outside the dataset's grid (west %.6g, south %.6g, east %.6g, north %.6g) lie %s%s: nothing was computed",
		b[0], b[1], b[2], b[3], strings.Join(off, ", "), more)
}

// Sum gives what some farms give together: NaN where one of them is missing, since the rest is not
// the whole.
func (o *Output) Sum(farms []int) []float32 {
	sums := make([]float64, len(o.Times))
	for _, i := range farms {
		for t, v := range o.Farms[i] {
			sums[t] += float64(v)
		}
	}
	out := make([]float32, len(sums))
	for t, v := range sums {
		out[t] = float32(v)
	}
	return out
}

// All gives the places of all farms.
func (o *Output) All() []int { return indices(len(o.Farms)) }
