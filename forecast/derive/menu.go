package derive

import (
	"slices"
	"sync"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/solar"
)

// Menu tells which layers a run has, stored and derived. It is safe for concurrent use.
type Menu struct {
	held      *forecast.Holdings
	pressures []float64            // of the run's pressure levels in hPa, from below
	heights   map[string][]float64 // of each variable's stored heights in metres, from below
	depths    map[string][]float64 // of each variable's stored depths in metres

	mu     sync.Mutex
	stored map[forecast.Layer]*plan
	plans  map[planKey]*plan // nil for what cannot be computed
	listed []forecast.Layer
}

// planKey names a layer computed by one of the recipes.
type planKey struct {
	layer  forecast.Layer
	recipe int
}

// plan is how a layer of a run comes about.
type plan struct {
	layer   forecast.Layer
	recipe  *recipe // nil where it is stored
	compute compute
	in      [][]*plan // by input of the recipe
	levels  [][]float64
	at      []bool    // at which of the run's times it is there
	only    time.Time // of a stored layer that holds for all times but is there at one
}

// NewMenu makes the menu of a run.
func NewMenu(held *forecast.Holdings) *Menu {
	m := &Menu{held: held, heights: map[string][]float64{}, depths: map[string][]float64{}, stored: map[forecast.Layer]*plan{}, plans: map[planKey]*plan{}}
	for _, l := range held.Layers {
		switch placeOf(l) {
		case pressures:
			m.pressures = append(m.pressures, l.Level.Value)
		case heights:
			m.heights[l.Variable.Name] = append(m.heights[l.Variable.Name], l.Level.Value)
		case depths:
			m.depths[l.Variable.Name] = append(m.depths[l.Variable.Name], l.Level.Value)
		}
	}
	slices.Sort(m.pressures)
	m.pressures = slices.Compact(m.pressures)
	slices.Reverse(m.pressures)
	return m
}

// Pressures gives the run's pressure levels in hPa, from below. It must not be changed.
func (m *Menu) Pressures() []float64 { return m.pressures }

// Has says whether a layer is stored or can be computed.
func (m *Menu) Has(l forecast.Layer) bool { return m.held.Stores(l) || m.planOf(l) != nil }

// Grid gives the grid that the run lies on.
func (m *Menu) Grid() *forecast.Grid { return m.held.Grids[0] }

// Times gives the times at which a layer is there or can be computed, in order.
func (m *Menu) Times(l forecast.Layer) []time.Time {
	out := []time.Time{}
	p := m.planOf(l)
	if p == nil {
		return out
	}
	for i, t := range m.held.Times {
		if p.at[i] {
			out = append(out, t)
		}
	}
	return out
}

// Components gives the two layers that a vector layer stands for, nil for any other.
func (m *Menu) Components(l forecast.Layer) []forecast.Layer {
	if p := m.planOf(l); p != nil && l.Variable.Shape == forecast.Vector {
		return []forecast.Layer{p.in[0][0].layer, p.in[1][0].layer}
	}
	return nil
}

// Why says why a run does not have a layer, with kind NotFound, where there is more to say than that;
// it is nil for others.
func (m *Menu) Why(l forecast.Layer) error {
	for i := range recipes {
		if r := &recipes[i]; r.variable == l.Variable.Name && r.of != nil {
			if _, _, err := r.of(m.held.Layers, l); err != nil {
				return forecast.Errorf(forecast.NotFound, "derive.Menu", "%s", forecast.DetailOf(err))
			}
		}
	}
	return nil
}

// Inputs gives the stored layers that a layer is computed from, nil for one that is stored itself.
func (m *Menu) Inputs(l forecast.Layer) []forecast.Layer {
	var out []forecast.Layer
	var walk func(p *plan)
	walk = func(p *plan) {
		for _, of := range p.in {
			for _, input := range of {
				if input.recipe == nil {
					out = append(out, input.layer)
				}
				walk(input)
			}
		}
	}
	if p := m.planOf(l); p != nil {
		walk(p)
	}
	return out
}

// Vertical says whether a layer's values, or some that they are computed from, are interpolated between
// levels.
func (m *Menu) Vertical(l forecast.Layer) bool {
	var walk func(p *plan) bool
	walk = func(p *plan) bool {
		if p.recipe == nil {
			return false
		}
		return p.recipe.vertical || slices.ContainsFunc(p.in, func(of []*plan) bool { return slices.ContainsFunc(of, walk) })
	}
	p := m.planOf(l)
	return p != nil && walk(p)
}

// Derived gives the layers that can be computed and are worth listing, in the order of lists:
// others, such as the wind at any height, are there when they are asked for.
func (m *Menu) Derived() []forecast.Layer {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.listed == nil {
		m.listed = m.list()
	}
	return m.listed
}

func (m *Menu) list() []forecast.Layer {
	out := []forecast.Layer{}
	seen := map[forecast.Layer]bool{}
	for i := range recipes {
		for _, l := range m.candidates(&recipes[i]) {
			if !seen[l] && !m.held.Stores(l) && m.resolve(l, len(recipes)) != nil {
				out = append(out, l)
			}
			seen[l] = true
		}
	}
	slices.SortFunc(out, forecast.CompareLayers)
	return out
}

// listedHours are the windows of time that lists show.
var listedHours = []int{3, 6, 12, 24}

// candidates gives the layers that a recipe could give of a run.
func (m *Menu) candidates(r *recipe) []forecast.Layer {
	v := forecast.VariableNamed(r.variable)
	var out []forecast.Layer
	add := func(levels ...forecast.Level) {
		for _, l := range levels {
			out = append(out, forecast.Layer{Variable: v, Level: l})
		}
	}
	if r.at&surface != 0 && r.of == nil {
		add(forecast.Level{})
	}
	if r.at&heights != 0 && r.of == nil {
		for _, h := range append(m.heights[r.inputs[0].variable], r.offer...) {
			add(forecast.HeightAbove(h))
		}
	}
	if r.at&depths != 0 {
		for _, d := range m.depths[r.inputs[0].variable] {
			add(forecast.DepthBelow(d))
		}
	}
	if r.at&pressures != 0 {
		for _, p := range m.pressures {
			add(forecast.PressureLevel(p))
		}
	}
	for _, b := range r.pairs {
		add(forecast.Between(b[0], b[1]))
	}
	if m.windAloft() {
		for _, turbine := range r.turbines {
			out = append(out, forecast.Layer{Variable: v, Turbine: turbine})
		}
	}
	if r.at&windows != 0 {
		for _, hours := range listedHours {
			if len(m.held.Times) > 1 && m.held.Times[1].Sub(m.held.Times[0]) < time.Duration(hours)*time.Hour {
				out = append(out, forecast.Layer{Variable: v, Hours: hours})
			}
		}
	}
	return out
}

// windAloft says whether a run stores wind near the height of hubs: from 10 m alone it is not worth
// listing what turbines give.
func (m *Menu) windAloft() bool {
	high := func(h float64) bool { return h >= 50 }
	return slices.ContainsFunc(m.heights["wind_speed"], high) || slices.ContainsFunc(m.heights["wind_u_component"], high)
}

func (m *Menu) planOf(l forecast.Layer) *plan {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.resolve(l, len(recipes))
}

// resolve finds how a layer comes about with the first so many recipes, nil where it cannot.
func (m *Menu) resolve(l forecast.Layer, before int) *plan {
	if at := m.held.At[l]; at != nil {
		p := m.stored[l]
		if p == nil {
			p = &plan{layer: l, at: at}
			m.stored[l] = p
		}
		return p
	}
	for i := range recipes[:before] {
		if r := &recipes[i]; r.variable == l.Variable.Name && r.at&placeOf(l) != 0 && (r.fits == nil || r.fits(l.Level)) {
			if p := m.plan(planKey{l, i}); p != nil {
				return p
			}
		}
	}
	return nil
}

// plan finds how a layer is computed by a certain recipe.
func (m *Menu) plan(k planKey) *plan {
	if p, known := m.plans[k]; known {
		return p
	}
	r := &recipes[k.recipe]
	if r.between && slices.Contains(m.pressures, k.layer.Level.Value) {
		return nil // what a level of the run lacks is missing there
	}
	inputs, compute := r.inputs, r.compute
	if r.of != nil {
		var err error
		if inputs, compute, err = r.of(m.held.Layers, k.layer); err != nil {
			return nil
		}
	}
	p := &plan{layer: k.layer, recipe: r, compute: compute, at: make([]bool, len(m.held.Times))}
	for i := range p.at {
		p.at[i] = true
	}
	columns := m.columns(r, k.recipe)
	for _, in := range inputs {
		plans, levels, ok := m.input(in, k, columns)
		if !ok && !in.optional {
			p = nil
			break
		}
		p.in, p.levels = append(p.in, plans), append(p.levels, levels)
		for _, input := range plans {
			for i := range p.at {
				p.at[i] = p.at[i] && input.at[i]
			}
		}
	}
	if p != nil && r.total {
		for i := range p.at {
			_, _, p.at[i] = m.window(p, i)
		}
	}
	if p != nil && !slices.Contains(p.at, true) {
		p = nil
	}
	m.plans[k] = p
	return p
}

// input finds the layers of one input.
func (m *Menu) input(in input, k planKey, columns []float64) (plans []*plan, levels []float64, ok bool) {
	l := k.layer
	add := func(l forecast.Layer, level float64) bool {
		p := m.resolve(l, k.recipe)
		if p == nil {
			return false
		}
		plans, levels = append(plans, m.everywhen(p)), append(levels, level)
		return true
	}
	on := func(level forecast.Level) forecast.Layer {
		return forecast.Layer{Variable: forecast.VariableNamed(in.variable), Level: level}
	}
	switch in.from {
	case same:
		ok = add(on(l.Level), l.Level.Value)
	case fixed:
		fixed, err := forecast.ParseLayer(in.layer)
		if err != nil {
			panic(err) // a misspelt recipe
		}
		ok = add(fixed, fixed.Level.Value)
	case base:
		ok = add(on(forecast.PressureLevel(l.Level.Base)), l.Level.Base*100)
	case top:
		ok = add(on(forecast.PressureLevel(l.Level.Value)), l.Level.Value*100)
	case column:
		ok = columns != nil
		for _, p := range columns {
			ok = ok && add(on(forecast.PressureLevel(p)), p*100)
		}
	case under, over:
		var p float64
		if p, ok = m.beside(in, l.Level.Value); ok {
			ok = add(on(forecast.PressureLevel(p)), p*100)
		}
	case lower, second, upper:
		var h float64
		if h, ok = m.neighbour(in, l.Level.Value); ok {
			ok = add(on(forecast.HeightAbove(h)), h)
		}
	}
	return plans, levels, ok
}

// beside gives the nearest pressure level in hPa, beneath another or above it, at which a variable is
// stored.
func (m *Menu) beside(in input, hPa float64) (level float64, ok bool) {
	for _, p := range m.pressures { // from below
		stored := m.held.Stores(forecast.Layer{Variable: forecast.VariableNamed(in.variable), Level: forecast.PressureLevel(p)})
		switch {
		case !stored:
		case in.from == under && p > hPa:
			level, ok = p, true
		case in.from == over && p < hPa:
			return p, true
		}
	}
	return level, ok
}

// neighbour gives the stored height of a variable next to another, below or above.
func (m *Menu) neighbour(in input, height float64) (float64, bool) {
	stored := m.heights[in.variable]
	i, _ := slices.BinarySearch(stored, height)
	switch in.from {
	case lower:
		i--
	case second:
		i -= 2
	}
	if i < 0 || i >= len(stored) {
		return 0, false
	}
	return stored[i], true
}

// The least that a column must hold to stand for the atmosphere, in hPa.
const (
	columnLevels = 5
	columnBase   = 850
	columnTop    = 300
)

// columns gives the pressure levels, from below, at which a run has all columns of a recipe; nil
// where that is too little of the atmosphere, or one of the run's levels is lacking below 300 hPa.
func (m *Menu) columns(r *recipe, before int) []float64 {
	var out []float64
	for _, p := range m.pressures {
		whole := true
		for _, in := range r.inputs {
			if in.from == column && whole {
				l := forecast.Layer{Variable: forecast.VariableNamed(in.variable), Level: forecast.PressureLevel(p)}
				whole = m.resolve(l, before) != nil
			}
		}
		if whole {
			out = append(out, p)
		} else if p >= columnTop {
			return nil
		}
	}
	if len(out) < columnLevels || out[0] < columnBase || out[len(out)-1] > columnTop {
		return nil
	}
	return out
}

// lasting names variables that do not change in a run: a field at any time will do for all.
var lasting = map[string]bool{"surface_altitude": true, "land_sea_mask": true}

// everywhen gives the plan of a layer that holds for all times where it is there at one.
func (m *Menu) everywhen(p *plan) *plan {
	first := slices.Index(p.at, true)
	if p.recipe != nil || !lasting[p.layer.Variable.Name] || first < 0 {
		return p
	}
	always := *p
	always.only = m.held.Times[first]
	always.at = make([]bool, len(p.at))
	for i := range always.at {
		always.at[i] = true
	}
	return &always
}

// window gives the first of the run's times that a sum up to time i takes, and says whether the
// steps from there make up the layer's hours and are all there.
func (m *Menu) window(p *plan, i int) (first int, start time.Time, ok bool) {
	start = m.held.Times[i].Add(-time.Duration(p.layer.Hours) * time.Hour)
	input := p.in[0][0]
	for first = i; first >= 0 && m.held.Times[first].After(start); first-- {
		if !input.at[first] {
			return 0, start, false
		}
	}
	begins := first >= 0 && m.held.Times[first].Equal(start) || start.Equal(m.held.Run)
	return first + 1, start, begins
}

// period gives the time that a value at one of the run's times is a mean or sum over.
func (m *Menu) period(t time.Time) solar.Period {
	i, _ := m.index(t)
	return solar.NewPeriod(m.held.Since(i), t)
}

// index gives the place of a time among the run's.
func (m *Menu) index(t time.Time) (int, bool) {
	return slices.BinarySearchFunc(m.held.Times, t, time.Time.Compare)
}
