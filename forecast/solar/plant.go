package solar

import (
	"math"
	"time"

	"github.com/fengtu/fengtu/forecast"
)

// Plant is a photovoltaic plant with a fixed plane. Its power is told as a fraction of that at
// 1000 W m-2 and 25 °C.
type Plant struct {
	Tilt        float64 // degrees from horizontal
	Azimuth     float64 // degrees clockwise from north that it faces
	Albedo      float64 // of the ground before it
	NOCT        float64 // °C, of cells at 800 W m-2 and 20 °C
	Coefficient float64 // change of power with each K above 25 °C; below 0
	Loss        float64 // fraction lost in cables, inverters, dirt
}

// Default is a plant that nothing is told of: its tilt and the side it faces follow the latitude.
func Default(lat float64) Plant {
	p := Plant{Tilt: min(math.Abs(lat)*0.76+3.1, 60), Azimuth: 180, Albedo: 0.2, NOCT: 45, Coefficient: -0.004, Loss: 0.14}
	if lat < 0 {
		p.Azimuth = 0
	}
	return p
}

// Check fails with kind Invalid where a plant makes no sense.
func (p Plant) Check() error {
	ok := p.Tilt >= 0 && p.Tilt <= 90 && p.Azimuth >= 0 && p.Azimuth <= 360 && p.Albedo >= 0 && p.Albedo < 1 &&
		p.NOCT >= 20 && p.NOCT <= 90 && p.Coefficient <= 0 && p.Coefficient > -0.02 && p.Loss >= 0 && p.Loss <= 1
	if !ok {
		return forecast.Errorf(forecast.Invalid, "solar.Plant",
			"a plant has a tilt of 0 to 90°, faces 0 to 360°, albedo 0 to 1, NOCT 20 to 90 °C, coefficient -0.02 to 0 a K and loss 0 to 1: %+v", p)
	}
	return nil
}

// Plane gives the radiation on the plant's plane, in W m-2, from that on a horizontal one.
func (p Plant) Plane(global float64, s Sun, at Place) float64 {
	up, north, east := s.From(at)
	return newPlane(p).radiation(global, up, north, east, s.Extra)
}

// plane is the direction of a plant's plane.
type plane struct{ cosTilt, north, east, albedo float64 }

func newPlane(p Plant) plane {
	sinTilt, cosTilt := math.Sincos(p.Tilt * radians)
	sin, cos := math.Sincos(p.Azimuth * radians)
	return plane{cosTilt, sinTilt * cos, sinTilt * sin, p.Albedo}
}

func (p plane) radiation(global, up, north, east, extra float64) float64 {
	incidence := up*p.cosTilt + north*p.north + east*p.east
	beam, diffuse := Erbs(global, up, extra)
	return beam*max(incidence, 0) + HayDavies(beam, diffuse, extra, up, incidence, p.cosTilt) + global*p.albedo*(1-p.cosTilt)/2
}

// Power gives the fraction of its rated power that a plant gives under a radiation on its plane (W
// m-2) at an air temperature (K), with its cells as warm as their NOCT has it (Ross 1976).
func (p Plant) Power(radiation, temperature float64) float64 {
	cell := temperature - 273.15 + (p.NOCT-20)/800*radiation
	return max(radiation/1000*(1+p.Coefficient*(cell-25)), 0) * (1 - p.Loss)
}

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
	if global != global || temperature != temperature {
		return math.NaN()
	}
	whole := 0.0
	for _, s := range p.suns {
		up, _, _ := s.From(at)
		whole += max(up, 0)
	}
	if whole <= 0 || global <= 0 {
		return 0
	}
	clear := global * float64(len(p.suns)) / whole
	sum, plane := 0.0, newPlane(plant)
	for _, s := range p.suns {
		if up, north, east := s.From(at); up > 0 {
			sum += plant.Power(plane.radiation(clear*up, up, north, east, s.Extra), temperature)
		}
	}
	return sum / float64(len(p.suns))
}

// Plane gives the mean radiation on a plant's plane over the period, in W m-2, from the mean on a horizontal
// one, which is spread over it as Mean has it.
func (p Period) Plane(plant Plant, at Place, global float64) float64 {
	if global != global {
		return math.NaN()
	}
	whole, sum, plane := 0.0, 0.0, newPlane(plant)
	for _, s := range p.suns {
		up, _, _ := s.From(at)
		whole += max(up, 0)
	}
	if whole <= 0 || global <= 0 {
		return 0
	}
	clear := global * float64(len(p.suns)) / whole
	for _, s := range p.suns {
		if up, north, east := s.From(at); up > 0 {
			sum += plane.radiation(clear*up, up, north, east, s.Extra)
		}
	}
	return sum / float64(len(p.suns))
}
