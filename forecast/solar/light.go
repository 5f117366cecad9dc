package solar

import (
	"math"
	"time"
)

// Period is a time over which radiation is told as its mean, with the sun within it.
type Period struct{ suns []Sun }

// between is how far apart the suns of a period are.
const between = 15 * time.Minute

// NewPeriod gives the time from start to end.
func NewPeriod(start, end time.Time) Period {
	n := max(int(math.Ceil(float64(end.Sub(start))/float64(between))), 1)
	step := end.Sub(start) / time.Duration(n)
	p := Period{make([]Sun, n)}
	for i := range p.suns {
		p.suns[i] = SunAt(start.Add(step/2 + time.Duration(i)*step))
	}
	return p
}

// Mean gives the mean power over the period, as Power does, from the mean radiation on a horizontal
// plane, which is spread over it as the sun's height above the horizon is: by a clearness that
// stays the same.
func (p Period) Mean(plant Plant, at Place, global, temperature float64) float64 {
	var l Light
	l.Look(p, plant.Panel(), at)
	return l.Mean(global, temperature)
}

// Plane gives the mean radiation on a plant's plane over the period, in W m-2, from the mean on a
// horizontal one, which is spread over it as Mean has it.
func (p Period) Plane(plant Plant, at Place, global float64) float64 {
	if global != global {
		return math.NaN()
	}
	var l Light
	l.Look(p, plant.Panel(), at)
	if l.whole <= 0 || global <= 0 {
		return 0
	}
	n, sum := float64(len(p.suns)), 0.0
	for _, s := range p.suns {
		if up := s.direction.dot(l.up); up > 0 {
			sum += l.panel.radiation(global*n/l.whole*up, up, s.direction.dot(l.normal), s.Extra)
		}
	}
	return sum / n
}

// Parts is the radiation of a period by where it comes from, means in W m-2: the sun's beam on a horizontal
// plane and on one that always faces it, and the sky's on a horizontal one.
type Parts struct{ Direct, Facing, Diffuse float64 }

// Parts parts the mean radiation on a horizontal plane as Erbs does, spread over the period as Mean has it.
func (p Period) Parts(at Place, global float64) (out Parts) {
	if global != global {
		return Parts{global, global, global}
	}
	n, whole := float64(len(p.suns)), p.height(at, 0)
	for _, s := range p.suns {
		if up := s.direction.dot(at.up()); up > 0 {
			beam, _ := Erbs(global*n/whole*up, up, s.Extra)
			out.Direct += beam * up / n
			out.Facing += beam / n
		}
	}
	out.Diffuse = global - out.Direct
	return out
}

// PartsOf parts the mean radiation on a horizontal plane, of which that by the beam is known and comes while the
// sun stands as high as Erbs asks for a beam.
func (p Period) PartsOf(at Place, global, direct float64) Parts {
	out := Parts{Direct: direct, Diffuse: max(global-direct, 0)}
	whole := p.height(at, leastBeam)
	for _, s := range p.suns {
		if s.direction.dot(at.up()) >= leastBeam {
			out.Facing += direct / whole
		}
	}
	return out
}

// height gives the sum of the sines of the sun's heights, of those that are a least one at least.
func (p Period) height(at Place, least float64) (sum float64) {
	for _, s := range p.suns {
		if up := s.direction.dot(at.up()); up >= least {
			sum += up
		}
	}
	return sum
}

// Light is how the sun shines on a panel over a period, whatever the weather.
type Light struct {
	period     Period
	panel      Panel
	up, normal vector  // of the place, and of the panel there
	whole      float64 // sum of up where the sun is up
	days       []day
	low        []lowSun
}

// day is the suns of a period with the same radiation outside the atmosphere that stand high enough
// for one clearness: sums of up (the sine of the height), facing (the cosine of the angle to the
// panel's normal, or 0 behind it) and their products.
type day struct {
	extra                                    float64
	up, facing, upUp, upFacing, facingFacing float64
}

// lowSun stands so low that its clearness is one by itself.
type lowSun struct{ up, incidence, extra float64 }

// Look fills l; its slices are used again.
func (l *Light) Look(period Period, panel Panel, at Place) {
	l.period, l.panel, l.up, l.normal = period, panel, at.up(), panel.normal(at)
	l.whole, l.days, l.low = 0, l.days[:0], l.low[:0]
	var d day
	for i := range period.suns {
		s := &period.suns[i]
		up := s.direction.dot(l.up)
		if up <= 0 {
			continue
		}
		l.whole += up
		facing := s.direction.dot(l.normal)
		if up < leastIndexed {
			l.low = append(l.low, lowSun{up, facing, s.Extra})
			continue
		}
		if s.Extra != d.extra {
			l.add(d)
			d = day{extra: s.Extra}
		}
		if facing < 0 {
			facing = 0
		}
		d.up += up
		d.upUp += up * up
		d.facing += facing
		d.upFacing += up * facing
		d.facingFacing += facing * facing
	}
	l.add(d)
}

func (l *Light) add(d day) {
	if d.extra > 0 {
		l.days = append(l.days, d)
	}
}

// Mean is Period.Mean. While the clearness stays the same, so do the shares of beam and diffuse, and the
// radiation on the panel is a·up + b·facing; the power goes by it and its square.
func (l *Light) Mean(global, temperature float64) float64 {
	if global != global || temperature != temperature {
		return math.NaN()
	}
	if l.whole <= 0 || global <= 0 {
		return 0
	}
	n := float64(len(l.period.suns))
	clear, most := global*n/l.whole, 0.0
	sum, squares := 0.0, 0.0
	for i := range l.days {
		d := &l.days[i]
		a, b := l.panel.shares(clear, d.extra)
		if !(a >= 0 && b >= 0) {
			return l.oneByOne(clear, temperature)
		}
		most = max(most, a+b)
		sum += a*d.up + b*d.facing
		squares += a*a*d.upUp + 2*a*b*d.upFacing + b*b*d.facingFacing
	}
	for _, s := range l.low {
		r := l.panel.radiation(clear*s.up, s.up, s.incidence, s.extra)
		if r < 0 {
			return l.oneByOne(clear, temperature)
		}
		most = max(most, r)
		sum, squares = sum+r, squares+r*r
	}
	cool, warming := l.panel.plant.efficiency(temperature)
	if cool+warming*most < 0 {
		return l.oneByOne(clear, temperature) // cells too hot to give any power
	}
	return (cool*sum + warming*squares) / n
}

// oneByOne adds the power of each sun.
func (l *Light) oneByOne(clear, temperature float64) float64 {
	sum := 0.0
	for _, s := range l.period.suns {
		if up := s.direction.dot(l.up); up > 0 {
			sum += l.panel.plant.Power(l.panel.radiation(clear*up, up, s.direction.dot(l.normal), s.Extra), temperature)
		}
	}
	return sum / float64(len(l.period.suns))
}
