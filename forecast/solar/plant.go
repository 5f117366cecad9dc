package solar

import (
	"math"

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
	panel := p.Panel()
	return panel.radiation(global, s.direction.dot(at.up()), s.direction.dot(panel.normal(at)), s.Extra)
}

// Panel is a plant with the direction of its plane worked out.
type Panel struct {
	plant                Plant
	cosTilt, north, east float64 // of the plane's normal, as parts of a unit vector
}

// Panel gives the panel of a plant.
func (p Plant) Panel() Panel {
	sinTilt, cosTilt := math.Sincos(p.Tilt * radians)
	sin, cos := math.Sincos(p.Azimuth * radians)
	return Panel{p, cosTilt, sinTilt * cos, sinTilt * sin}
}

// normal gives the direction that the panel faces at a place.
func (p *Panel) normal(at Place) vector {
	up, north, east := at.up(), at.north(), at.east()
	return vector{
		p.cosTilt*up.x + p.north*north.x + p.east*east.x,
		p.cosTilt*up.y + p.north*north.y + p.east*east.y,
		p.cosTilt*up.z + p.north*north.z + p.east*east.z,
	}
}

// radiation gives that on the panel from that on a horizontal plane.
func (p *Panel) radiation(global, up, incidence, extra float64) float64 {
	beam, diffuse := Erbs(global, up, extra)
	return beam*max(incidence, 0) + HayDavies(beam, diffuse, extra, up, incidence, p.cosTilt) + global*p.ground()
}

// ground gives the share of the radiation on a horizontal plane that the ground reflects onto the panel.
func (p *Panel) ground() float64 { return p.plant.Albedo * (1 - p.cosTilt) / 2 }

// shares gives what radiation is made of under a sun whose up is leastIndexed or more and that gives
// clear·up on a horizontal plane: a·up + b·max(incidence, 0).
func (p *Panel) shares(clear, extra float64) (a, b float64) {
	diffuse := clear * diffuseFraction(clear/extra)
	beam := clear - diffuse
	circumsolar := beam / extra
	return diffuse*(1-circumsolar)*(1+p.cosTilt)/2 + clear*p.ground(), beam + diffuse*circumsolar
}

// Power gives the fraction of its rated power that a plant gives under a radiation on its plane (W
// m-2) at an air temperature (K), with its cells as warm as their NOCT has it (Ross 1976).
func (p Plant) Power(radiation, temperature float64) float64 {
	cool, warming := p.efficiency(temperature)
	return max(radiation*(cool+warming*radiation), 0)
}

// efficiency gives what Power is for each W m-2: cool without radiation, and how that changes with it.
func (p Plant) efficiency(temperature float64) (cool, warming float64) {
	scale := (1 - p.Loss) / 1000
	return scale * (1 + p.Coefficient*(temperature-298.15)), scale * p.Coefficient * (p.NOCT - 20) / 800
}
