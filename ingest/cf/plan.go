package cf

import (
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// Plan says what a file holds and how its values become fields.
type Plan struct {
	Dataset forecast.Dataset
	Run     time.Time
	Times   []time.Time // every valid time the run will have as far as the file tells, ascending
	Members []int       // the members of an ensemble that the file holds, ascending; nil where it holds none
	Grid    *forecast.Grid
	Takes   []Take
	Notes   []string  // each repair and assumption, and why
	LeftOut []LeftOut // each variable that is not taken, and why
}

// LeftOut names something in a file that is not taken.
type LeftOut struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

// Take is a variable of the file and the fields it becomes. Dimensions are given by their place in
// the variable's own order, -1 where it has no such dimension; dimensions that are not named have
// length 1.
type Take struct {
	Var                   string
	Shape                 []int
	Time, Stack, Lat, Lon int
	Member                int
	Members               []Member // one of number 0 where the plan has none
	Steps                 []Step
	Planes                []Plane
	Rows, Cols            []int // for each row and column of the grid, its index in the file
	PowerOfHeat           bool  // values are divided by their step's Seconds: an energy becomes a mean power
}

// Step is a valid time and its place on the time dimension. Where Before is not negative, the
// field is what the values there grew by since the step at Before.
type Step struct {
	Index, Before int
	Time          time.Time
	Seconds       float64 // see Take.PowerOfHeat
}

// Plane is a layer and its place on the stack dimension (levels or channels). SI values are
// unpacked values × Scale + Offset.
type Plane struct {
	Index         int
	Layer         forecast.Layer
	Scale, Offset float64
}

// Options are what the caller knows better than the file.
type Options struct {
	Dataset string        // the dataset's id; "" to find it
	Run     time.Time     // the reference time; zero to find it
	Step    time.Duration // between the steps of a run that are numbered only; 0 to find it
}

// Read makes the plan of a file. It fails with kind Invalid where nothing can be taken; the plan
// then still says what was left out and why.
func Read(src Source, opt Options) (*Plan, error) {
	r := newReader(src)
	r.step = opt.Step
	r.orderChannels()
	dataset, err := r.dataset(opt.Dataset)
	if err != nil {
		return &Plan{}, err
	}
	r.plan.Dataset = dataset
	if err := r.findMembers(); err != nil {
		return r.plan, err
	}
	if r.run, r.runSaid = opt.Run, !opt.Run.IsZero(); !r.runSaid {
		r.findRun()
	}
	for i := range r.vars {
		if v := &r.vars[i]; r.isData(v) {
			r.consider(v)
		}
	}
	return r.finish()
}

// consider takes a variable or leaves it out with the reason.
func (r *reader) consider(v *Var) {
	take, err := r.take(v)
	if err != nil {
		r.plan.LeftOut = append(r.plan.LeftOut, LeftOut{v.Name, err.Error()})
		return
	}
	if take.Planes = r.untaken(v, take.Planes); len(take.Planes) > 0 {
		r.plan.Takes = append(r.plan.Takes, take)
	}
}

// untaken leaves out the layers that another variable gave before.
func (r *reader) untaken(v *Var, planes []Plane) []Plane {
	kept := make([]Plane, 0, len(planes))
	for _, p := range planes {
		if other, ok := r.taken[p.Layer]; ok {
			r.plan.LeftOut = append(r.plan.LeftOut, LeftOut{v.Name, p.Layer.Name() + " is taken from " + other})
			continue
		}
		r.taken[p.Layer] = v.Name
		kept = append(kept, p)
	}
	return kept
}
