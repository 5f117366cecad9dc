// Package demo writes a synthetic global forecast in the file layout of the
// public FengWu-GHR writer, marked synthetic, so that everything can be tried
// without a model. Package weather, inside, makes the weather.
package demo

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fengtu/fengtu/ingest/demo/internal/sphere"
	"github.com/fengtu/fengtu/ingest/demo/internal/weather"
)

// StepHours is the time between two steps of the forecast.
const StepHours = 6

// Options say what to write. Run and Dir must be set.
type Options struct {
	// Dir is the output root; the run's folder is made inside.
	Dir string
	// Run is the reference time; parts of an hour are dropped.
	Run time.Time
	// Grid is the spacing in degrees, 0 for 0.25, from 0.05 to 5. It must divide 180 evenly.
	Grid float64
	// Steps is how many times are written, every StepHours from 0; 0 for 57, which
	// is 14 days.
	Steps int
	// Levels are pressures in hPa, nil for FengWu's 13. Files store them from the
	// highest pressure to the lowest.
	Levels []int
	// Members is how many members an ensemble has, numbered from 0; 0 for a single forecast.
	Members int
	// Progress, if set, is called after each file: how many are done, of how many,
	// and the file's path.
	Progress func(done, total int, file string)
}

var fengwuLevels = []int{1000, 925, 850, 700, 600, 500, 400, 300, 250, 200, 150, 100, 50}

// Write writes two files for each step, {Dir}/{run}/{valid}_pressure.nc and
// _surface.nc, in order of time; of an ensemble, for each member and step, with the
// member at the end of the name. Each appears whole. Files of an earlier call with
// the same options are kept, so that a call that was cut short goes on; all others
// are replaced. The same options give the same values on every call.
//
// A step at 0.25 degrees with 13 levels is about 310 MB.
func Write(ctx context.Context, o Options) error {
	o, grid, err := o.complete()
	if err != nil {
		return err
	}
	folder := filepath.Join(o.Dir, stamp(o.Run))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	done := 0
	for member := range max(1, o.Members) {
		f := &forecast{Options: o, grid: grid, folder: folder, member: member}
		for step := range o.Steps {
			for _, file := range []file{f.pressure(step), f.surface(step)} {
				if err := f.ensure(ctx, file); err != nil {
					return err
				}
				done++
				if o.Progress != nil {
					o.Progress(done, 2*o.Steps*max(1, o.Members), file.path)
				}
			}
		}
	}
	return nil
}

// complete fills in the defaults and checks what the caller gave.
func (o Options) complete() (Options, sphere.Grid, error) {
	fail := func(format string, args ...any) (Options, sphere.Grid, error) {
		return o, sphere.Grid{}, fmt.Errorf("demo: "+format, args...)
	}
	if o.Dir == "" {
		return o, sphere.Grid{}, errors.New("demo: name a folder to write to")
	}
	if o.Run.IsZero() {
		return o, sphere.Grid{}, errors.New("demo: give the time of the run")
	}
	o.Run = o.Run.UTC().Truncate(time.Hour)
	if o.Grid == 0 {
		o.Grid = 0.25
	}
	rows := math.Round(180 / o.Grid)
	if !(o.Grid >= 0.05 && o.Grid <= 5) || math.Abs(rows*o.Grid-180) > 1e-6 {
		return fail("a grid of %v degrees is not possible: choose 0.05 to 5 that divides 180 evenly, such as 0.25, 0.5 or 1", o.Grid)
	}
	if o.Steps == 0 {
		o.Steps = 57
	}
	if o.Steps < 0 || o.Steps > 400 {
		return fail("%d steps are not possible: choose 1 to 400", o.Steps)
	}
	if o.Members < 0 || o.Members > 200 {
		return fail("%d members are not possible: choose 1 to 200, or none", o.Members)
	}
	if o.Levels == nil {
		o.Levels = fengwuLevels
	}
	o.Levels = slices.Clone(o.Levels)
	slices.Sort(o.Levels)
	slices.Reverse(o.Levels)
	if n := len(o.Levels); n == 0 || o.Levels[0] > 1000 || o.Levels[n-1] < 10 || len(slices.Compact(slices.Clone(o.Levels))) != n {
		return fail("levels %v are not possible: choose different ones from 10 to 1000 hPa", o.Levels)
	}
	return o, sphere.Grid{NLat: int(rows) + 1, NLon: 2 * int(rows)}, nil
}

// forecast is one member of one call of Write. The weather is made when the first
// file is missing.
type forecast struct {
	Options
	grid   sphere.Grid
	folder string
	member int

	model   *weather.Model
	sheet   *weather.Sheet
	at      int // step that the sheet shows, if there is one
	ground  *weather.Surface
	buffers [2][]float32
}

// show takes the weather to a step.
func (f *forecast) show(step int) {
	if f.sheet != nil && f.at == step {
		return
	}
	if f.sheet == nil {
		f.model = weather.New(f.Run, f.member)
		f.sheet = weather.NewSheet(f.model, f.grid)
		f.ground = weather.NewSurface(f.grid.Len())
		for i := range f.buffers {
			f.buffers[i] = make([]float32, len(f.Levels)*f.grid.Len())
		}
	}
	f.model.Advance(step * StepHours * 3600)
	f.sheet.Set()
	f.at = step
}

// stamp writes a time as the layout's names and attributes have it.
func stamp(t time.Time) string { return t.Format("2006-01-02T15:04:05") }

// valid is the time of a step.
func (f *forecast) valid(step int) time.Time {
	return f.Run.Add(time.Duration(step) * StepHours * time.Hour)
}
