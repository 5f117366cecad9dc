package power

import "github.com/fengtu/fengtu/forecast"

// Turbine is a type of wind turbine. Power is in W, lengths in m, speeds in m s-1.
type Turbine struct {
	ID           string
	Name         string
	Manufacturer string
	Rated        float64 // nominal power
	HubHeight    float64 // the usual one; 0 where it is not known
	Rotor        float64 // diameter; 0 where it is not known
	CutIn        float64 // no power below; 0 leaves it to the curve
	CutOut       float64 // no power at or above, until the wind is back below Restart
	Restart      float64 // 0: as soon as the wind is below CutOut
	Curve        *Curve
	Source       string
	Licence      string
}

// Check fills in what follows from the rest (the rated power is the curve's greatest, it cuts out
// past the curve's last point) and fails with kind Invalid where the description contradicts
// itself.
func (t *Turbine) Check() error {
	bad := func(format string, args ...any) error {
		return forecast.Errorf(forecast.Invalid, "power.Turbine", "turbine %s: "+format, append([]any{t.ID}, args...)...)
	}
	if t.Curve == nil {
		return bad("it has no power curve")
	}
	if t.Rated == 0 {
		t.Rated = t.Curve.Peak()
	}
	if t.CutOut == 0 {
		t.CutOut = t.Curve.storm
	}
	if t.Restart == 0 {
		t.Restart = t.CutOut
	}
	switch peak := t.Curve.Peak(); {
	case !(t.Rated > 0):
		return bad("its rated power must be above 0, not %g W", t.Rated)
	case peak > 1.2*t.Rated || peak < 0.5*t.Rated:
		return bad("its curve reaches %g kW but its rated power is %g kW: one of them has another unit", peak/1000, t.Rated/1000)
	case t.HubHeight < 0 || t.HubHeight > MaxHub || t.Rotor < 0 || t.Rotor > 400:
		return bad("hub height %g m and rotor %g m are not those of a turbine", t.HubHeight, t.Rotor)
	case t.CutIn < 0 || !(t.CutOut > t.CutIn) || t.Restart > t.CutOut || t.Restart < t.CutIn:
		return bad("cut-in %g, restart %g and cut-out %g m/s must come in this order", t.CutIn, t.Restart, t.CutOut)
	case !(t.CutOut > t.Curve.speeds[0]):
		return bad("its cut-out at %g m/s comes before its curve, which begins at %g", t.CutOut, t.Curve.speeds[0])
	}
	return nil
}

// MaxHub is the greatest height above the ground that wind is told for, in metres.
const MaxHub = 500

// Power fills dst with the power of one turbine at successive times from wind speed and density at
// its hub; a nil density stands for the standard one. In a storm it stands still from CutOut until
// the wind is below Restart; a missing time does not start it again.
func (t *Turbine) Power(dst, speed, density []float32) {
	stopped := false
	for i, v := range speed {
		rho := float64(StandardDensity)
		if density != nil {
			rho = float64(density[i])
		}
		dst[i] = float32(t.next(&stopped, float64(v), rho))
	}
}

// next gives the power at the time after the one that stopped tells of.
func (t *Turbine) next(stopped *bool, v, density float64) float64 {
	switch {
	case v >= t.CutOut:
		*stopped = true
	case v < t.Restart:
		*stopped = false
	}
	p := t.Curve.At(v, density)
	if p == p && (*stopped || v < t.CutIn) {
		return 0
	}
	return p
}
