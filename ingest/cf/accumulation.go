package cf

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"
)

// sinceStart finds the words for sums that run from the start of the forecast.
var sinceStart = regexp.MustCompile(`(since|from)( the)?( model| forecast| run)?('s)? (start|beginning|init)|since (forecast|model|run)|cumulative|cumulated`)

// momentary finds the cell method of values that are no sums over the bounds of their times.
var momentary = regexp.MustCompile(`\btime: *point\b`)

// accumulation settles, for sums, over which time each is: it takes differences where they run
// from the start of the forecast, and finds the seconds that energies are divided by.
func (r *reader) accumulation(v *Var, q quantity, t *Take) error {
	if !q.variable.Accumulated {
		return nil
	}
	if !slices.IsSortedFunc(t.Steps, func(a, b Step) int { return a.Time.Compare(b.Time) }) {
		return errors.New("it holds sums over time, but its times do not ascend")
	}
	if spans, bounds, err := r.spans(v, t); err != nil {
		return err
	} else if spans != nil {
		return r.sumOverSpans(v, bounds, t, spans)
	}
	cumulative := true
	switch {
	case sinceStart.MatchString(v.prose()):
		r.note("%s: says it sums from the start of the run: differences from step to step are taken", v.Name)
	case r.risesThroughout(v, t):
		r.note("%s: never falls from step to step, so it sums from the start of the run: differences are taken", v.Name)
	default:
		cumulative = false
	}
	hours := r.axisHours(t)
	if q.hours > 0 && hours > 0 && float64(q.hours) != hours {
		return fmt.Errorf("it sums over %d h, but its steps are %g h apart", q.hours, hours)
	}
	if t.PowerOfHeat {
		if err := r.setSeconds(v, q, t, cumulative); err != nil {
			return err
		}
	}
	if cumulative {
		return r.difference(t)
	}
	if q.variable.Name == "precipitation" {
		r.note("%s: each value is taken as the sum since the step before", v.Name)
	}
	return nil
}

// difference turns sums from the start of the run into sums over single steps. It drops the first
// step where it is the start itself, or where the sum reaches further back than one step.
func (r *reader) difference(t *Take) error {
	lead := t.Steps[0].Time.Sub(r.run)
	oneStep := false
	if len(t.Steps) > 1 {
		oneStep = lead <= t.Steps[1].Time.Sub(t.Steps[0].Time)
	} else if h, _, _, ok := r.expectedHours(); ok {
		oneStep = lead.Hours() <= h
	}
	for i := 1; i < len(t.Steps); i++ {
		t.Steps[i].Before = t.Steps[i-1].Index
	}
	if r.runSaid && lead > 0 && oneStep {
		return nil
	}
	t.Steps = t.Steps[1:]
	if len(t.Steps) == 0 {
		return errors.New("it sums from the start of the run, and the file lacks the step before its only one")
	}
	return nil
}

// axisHours gives the step of the time axis, 0 where there is none or it varies.
func (r *reader) axisHours(t *Take) float64 {
	if len(t.Steps) < 2 {
		return 0
	}
	step := t.Steps[1].Time.Sub(t.Steps[0].Time)
	for i := 2; i < len(t.Steps); i++ {
		if t.Steps[i].Time.Sub(t.Steps[i-1].Time) != step {
			return 0
		}
	}
	return step.Hours()
}

// setSeconds gives each step the time that its energy was summed over.
func (r *reader) setSeconds(v *Var, q quantity, t *Take, cumulative bool) error {
	only := float64(q.hours) * 3600
	if _, _, step, ok := r.expectedHours(); ok && only == 0 {
		only = step * 3600
	}
	if only == 0 && r.product() == fengwuGHR {
		only = 6 * 3600
	}
	if only == 0 && len(t.Steps) < 2 {
		return errors.New("it is an energy, but nothing tells over which time it was summed: write it in W m-2")
	}
	for i := range t.Steps {
		a, b := max(i-1, 0), max(i, 1)
		switch {
		case only > 0 && !cumulative:
			t.Steps[i].Seconds = only
		case i == 0 && cumulative && r.runSaid && t.Steps[0].Time.After(r.run):
			t.Steps[i].Seconds = t.Steps[0].Time.Sub(r.run).Seconds()
		default:
			t.Steps[i].Seconds = t.Steps[b].Time.Sub(t.Steps[a].Time).Seconds()
		}
	}
	r.note("%s: divided by %g h, the time it is summed over, to give W m-2", v.Name, t.Steps[0].Seconds/3600)
	return nil
}

// wetNodes is how many nodes must have risen before a series counts as a sum from the start.
const wetNodes = 20

// risesThroughout says whether the first steps of a series never fall at any node, and rise at
// many: sums over single steps fall wherever rain ends. It looks only where the file tells its run
// and begins within a day of it.
func (r *reader) risesThroughout(v *Var, t *Take) bool {
	if !r.runSaid || t.Time < 0 || len(t.Steps) < 4 || t.Steps[0].Time.Sub(r.run) > 24*time.Hour {
		return false
	}
	start, count := make([]int, len(t.Shape)), slices.Clone(t.Shape)
	count[t.Time] = 1
	if t.Member >= 0 {
		count[t.Member] = 1
	}
	var before []float32
	rose := map[int]bool{}
	for k := range min(len(t.Steps), 6) {
		start[t.Time] = t.Steps[k].Index
		now, err := r.src.Sample(v.Name, start, count)
		if err != nil {
			return false
		}
		for i := range before {
			if now[i] < before[i] {
				return false
			}
			if now[i] > before[i] {
				rose[i] = true
			}
		}
		before = now
	}
	return len(rose) >= wetNodes
}
