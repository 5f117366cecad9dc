package weather

import "math"

// standard are the levels of FengWu in hPa, at which vertical profiles are given.
var standard = [13]float64{50, 100, 150, 200, 250, 300, 400, 500, 600, 700, 850, 925, 1000}

// profile is a smooth function of pressure: a natural cubic spline in ln p
// through a value for each standard level, straight beyond the ends.
type profile struct{ y, curve [13]float64 }

var lnStandard = func() (x [13]float64) {
	for i, p := range standard {
		x[i] = math.Log(p)
	}
	return x
}()

func newProfile(y [13]float64) *profile {
	const n = len(y)
	x := &lnStandard
	p := &profile{y: y}
	var c, d [n]float64 // Thomas's algorithm for the second derivatives
	for i := 1; i < n-1; i++ {
		h0, h1 := x[i]-x[i-1], x[i+1]-x[i]
		rhs := 6 * ((y[i+1]-y[i])/h1 - (y[i]-y[i-1])/h0)
		m := 2*(h0+h1) - h0*c[i-1]
		c[i], d[i] = h1/m, (rhs-h0*d[i-1])/m
	}
	for i := n - 2; i > 0; i-- {
		p.curve[i] = d[i] - c[i]*p.curve[i+1]
	}
	return p
}

// at returns the value at pressure hPa and its derivative with respect to ln p.
func (p *profile) at(hPa float64) (value, slope float64) {
	const n = len(p.y)
	xs := &lnStandard
	x := min(max(math.Log(hPa), xs[0]), xs[n-1])
	i := 0
	for i < n-2 && x > xs[i+1] {
		i++
	}
	h := xs[i+1] - xs[i]
	a, b := (xs[i+1]-x)/h, (x-xs[i])/h
	value = a*p.y[i] + b*p.y[i+1] + ((a*a*a-a)*p.curve[i]+(b*b*b-b)*p.curve[i+1])*h*h/6
	slope = (p.y[i+1]-p.y[i])/h + ((3*b*b-1)*p.curve[i+1]-(3*a*a-1)*p.curve[i])*h/6
	return value + slope*(math.Log(hPa)-x), slope
}

// integral returns ∫ y d(ln p) from pressure a to b in hPa.
func (p *profile) integral(a, b float64) float64 {
	const n = 64
	la, lb := math.Log(a), math.Log(b)
	sum := 0.0
	for i := range n {
		y, _ := p.at(math.Exp(la + (lb-la)*(float64(i)+0.5)/n))
		sum += y
	}
	return sum * (lb - la) / n
}
