package thermo

import (
	"math"
	"sync"
)

// Equivalents is EquivalentPotentialTemperature at one pressure, kept by temperature and specific
// humidity. It is for fields of many nodes: their places in the table are read off the bits of
// floating-point numbers. Temperatures, moved to between 512 and 1024, lie 2 K apart there;
// humidities, moved by a little so that dry air has a place, 64 to a doubling.
type Equivalents struct {
	pressure, factor float64
	t                [warmths + 1][humidities + 1]float32
}

// What Equivalents knows: from 190 to 330 K, and up to 0.03 kg/kg.
const (
	coolestAir   = 190
	warmths      = 70
	kelvinsApart = 2
	cellOfWarmth = 1 << 15 // in bits
	toWarmth     = 512 - coolestAir

	humidities     = 448
	cellOfHumidity = 1 << 17
	toHumidity     = 1.0 / (1 << 12)
)

var firstWarmth, firstHumidity = math.Float32bits(512), math.Float32bits(toHumidity)

var equivalents struct {
	sync.Mutex
	at map[float64]*Equivalents
}

// keepEquivalents is for how many pressures tables are kept; each takes 128 kB and a millisecond to make.
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
	for i := range e.t {
		for k := range e.t[i] {
			q := math.Float32frombits(firstHumidity+uint32(k)*cellOfHumidity) - toHumidity
			e.t[i][k] = float32(e.exactly(coolestAir+float64(i)*kelvinsApart, float64(q)))
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
		warmth := math.Float32bits(t[i]+toWarmth) - firstWarmth // large of what is below or missing
		humidity := math.Float32bits(q[i]+toHumidity) - firstHumidity
		row, col := warmth/cellOfWarmth, humidity/cellOfHumidity
		if row < warmths && col < humidities {
			low, high := &e.t[row], &e.t[row+1]
			f := float32(int32(humidity%cellOfHumidity)) * (1.0 / cellOfHumidity)
			cool, warm := low[col]+f*(low[col+1]-low[col]), high[col]+f*(high[col+1]-high[col])
			v := cool + float32(int32(warmth%cellOfWarmth))*(1.0/cellOfWarmth)*(warm-cool)
			if v == v { // no air that no formula knows is near
				dst[i] = v
				continue
			}
		}
		dst[i] = float32(e.exactly(float64(t[i]), float64(q[i])))
	}
}
