package thermo

import "math"

// log and exp are what the standard library's are, nearly twice as fast and with a relative error
// below 1e-9, which is far less than any formula here promises.

const logCells = 128

// logTable holds, for each cell of the mantissa, one over its middle and the middle's logarithm.
var logTable = func() (t [logCells]struct{ inverse, log float64 }) {
	for i := range t {
		middle := 1 + (float64(i)+0.5)/logCells
		t[i].inverse, t[i].log = 1/middle, math.Log(middle)
	}
	return t
}()

// log gives the natural logarithm of a positive number; NaN of any other.
func log(x float64) float64 {
	if !(x > 1e-300 && x < 1e300) {
		return math.NaN()
	}
	bits := math.Float64bits(x)
	cell := &logTable[bits>>45&(logCells-1)]
	d := math.Float64frombits(bits&(1<<52-1)|1023<<52)*cell.inverse - 1
	return float64(int(bits>>52)-1023)*math.Ln2 + cell.log + d*(1-d*(0.5-d*(1.0/3-d*0.25)))
}

const expCells = 64

var expTable = func() (t [expCells]float64) {
	for i := range t {
		t[i] = math.Exp2(float64(i) / expCells)
	}
	return t
}()

// exp gives e to the power of x, NaN beyond ±700.
func exp(x float64) float64 {
	if !(x > -700 && x < 700) {
		return math.NaN()
	}
	y := x * (expCells / math.Ln2)
	n := int(y+1<<20+0.5) - 1<<20
	r := x - float64(n)*(math.Ln2/expCells)
	two := math.Float64frombits(uint64(n>>6+1023) << 52)
	return two * expTable[n&(expCells-1)] * (1 + r*(1+r*(0.5+r*(1.0/6+r*(1.0/24)))))
}

// expSmall is exp for arguments up to a half or so; it goes on as exp does.
func expSmall(x float64) float64 {
	if !(x > -0.6 && x < 0.6) {
		return exp(x)
	}
	return 1 + x*(1+x*(1.0/2+x*(1.0/6+x*(1.0/24+x*(1.0/120+x*(1.0/720+x*(1.0/5040+x*(1.0/40320))))))))
}

// pow gives x to the power of y for a positive x.
func pow(x, y float64) float64 { return exp(y * log(x)) }

// curve is a function of temperature kept in steps of an eighth of a kelvin from 100 to 400 K and
// interpolated linearly between them, which costs less than a tenth of computing it.
type curve [(coldest-hottest)*-perKelvin + 1]float64

const (
	coldest, hottest = 100, 400
	perKelvin        = 8
)

func newCurve(f func(t float64) float64) *curve {
	var c curve
	for i := range c {
		c[i] = f(coldest + float64(i)/perKelvin)
	}
	return &c
}

// at gives the value at a temperature, NaN where that is missing or outside the curve.
func (c *curve) at(t float64) float64 {
	x := (t - coldest) * perKelvin
	if !(x >= 0 && x < float64(len(c)-1)) {
		return math.NaN()
	}
	i := int(x)
	low := c[i]
	return low + (x-float64(i))*(c[i+1]-low)
}
