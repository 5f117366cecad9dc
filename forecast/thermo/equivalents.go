package thermo

import (
	"math"
	"sync"
)

// Equivalents is EquivalentPotentialTemperature at one pressure, kept by temperature and the root of
// specific humidity, in which it is smooth down to dry air. It is for fields of many nodes.
type Equivalents struct {
	pressure, factor float64
	t                []float32 // temperatures one after another, each with all roots
}

// What Equivalents knows: from 190 to 330 K, and up to 0.04 kg/kg.
const (
	coolestAir, warmestAir = 190, 330
	kelvinsApart           = 2
	rootsOfHumidity        = 256
	perRoot                = rootsOfHumidity / 0.2
	rootsKept              = rootsOfHumidity + 1
)

var equivalents struct {
	sync.Mutex
	at map[float64]*Equivalents
}

// keepEquivalents is for how many pressures tables are kept; each takes 73 kB and a millisecond to make.
const keepEquivalents = 64

// EquivalentsAt gives the table of a pressure.
func EquivalentsAt(p float64) *Equivalents {
	equivalents.Lock()
	defer equivalents.Unlock()
	if e := equivalents.at[p]; e != nil {
		return e
	}
	if equivalents.at == nil || len(equivalents.at) >= keepEquivalents {
		equivalents.at = map[float64]*Equivalents{}
	}
	e := newEquivalents(p)
	equivalents.at[p] = e
	return e
}

func newEquivalents(p float64) *Equivalents {
	e := &Equivalents{pressure: p, factor: pow(Reference/p, Kappa)}
	for i := range (warmestAir-coolestAir)/kelvinsApart + 1 {
		for k := range rootsKept {
			root := float64(k) / perRoot
			e.t = append(e.t, float32(e.exactly(coolestAir+float64(i)*kelvinsApart, root*root)))
		}
	}
	return e
}

func (e *Equivalents) exactly(t, q float64) float64 {
	return EquivalentAt(t, VapourPressure(q, e.pressure), e.pressure, e.factor)
}

// Fill fills dst from temperatures and specific humidities: within 0.003 K of the formula, by which
// it goes itself where the table ends.
func (e *Equivalents) Fill(dst, t, q []float32) {
	t, q = t[:len(dst)], q[:len(dst)]
	for i := range dst {
		x := (t[i] - coolestAir) * (1.0 / kelvinsApart)
		y := float32(math.Sqrt(float64(q[i]))) * perRoot
		if !(x >= 0 && x < (warmestAir-coolestAir)/kelvinsApart && y >= 0 && y < rootsOfHumidity) {
			dst[i] = float32(e.exactly(float64(t[i]), float64(q[i])))
			continue
		}
		row, col := int(x), int(y)
		c := (*[rootsKept + 2]float32)(e.t[row*rootsKept+col:])
		fx, fy := x-float32(row), y-float32(col)
		cool, warm := c[0]+fy*(c[1]-c[0]), c[rootsKept]+fy*(c[rootsKept+1]-c[rootsKept])
		v := cool + fx*(warm-cool)
		if v != v { // air that no formula knows is near
			v = float32(e.exactly(float64(t[i]), float64(q[i])))
		}
		dst[i] = v
	}
}
