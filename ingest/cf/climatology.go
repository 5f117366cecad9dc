package cf

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"

	"github.com/fengtu/fengtu/forecast"
)

//go:embed channels.tsv
var channelTable string

// climate is what the values of a channel are over many years and the whole globe, all nodes alike:
// in the units that models of the FengWu family write.
type climate struct {
	units     string
	mean, std float64
}

// climates holds the family's channels by name: t2m, z_500.
var climates = func() map[string]climate {
	m := map[string]climate{}
	for line := range strings.Lines(channelTable) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(strings.TrimSpace(line), "\t")
		mean, err := strconv.ParseFloat(fields[2], 64)
		std, err2 := strconv.ParseFloat(fields[3], 64)
		if err != nil || err2 != nil {
			panic("cf: channels.tsv holds the line " + line)
		}
		m[fields[0]] = climate{fields[1], mean, std}
	}
	return m
}()

// spread is the standard deviation, or the mean where that is greater: the humidity of the
// stratosphere hardly varies, so that its deviation says nothing of how far models are off.
func (c climate) spread(name string) float64 {
	if strings.HasPrefix(name, "q_") {
		return max(c.std, math.Abs(c.mean))
	}
	return c.std
}

// normal is the climate of a layer in SI units.
type normal struct{ mean, spread float64 }

// normals holds the climates of the 69 channels that have a published one by layer.
var normals = sync.OnceValue(func() map[forecast.Layer]normal {
	r := newReader(&nothing{})
	r.countNames(fengwuOrder.channels)
	m := map[forecast.Layer]normal{}
	for i, name := range fengwuOrder.channels {
		c := climates[name]
		p, err := r.channel(name, c.units, i)
		if err != nil {
			panic("cf: the channel " + name + ": " + err.Error())
		}
		m[p.Layer] = normal{c.mean*p.Scale + p.Offset, c.spread(name) * p.Scale}
	}
	return m
})

// nothing is a source without content.
type nothing struct{ Source }

func (*nothing) Vars() []Var { return nil }

// farOff is how many standard deviations the mean of a field may lie from the climate's.
const farOff = 6

// Suspect says what is odd about a field that is possible all the same, by the extent of its values, of which
// there are some: values whose mean lies more
// than six standard deviations from the climate of the layer, or a global field that is one value
// everywhere, other than of what models leave zero at the start of a run. It gives "" where nothing
// is.
func Suspect(layer forecast.Layer, grid *forecast.Grid, e Extent, atStart bool) string {
	if e.Low == e.High && grid.X.Periodic() && e.N >= constantNodes && !(atStart && e.Low == 0) {
		return fmt.Sprintf("it is %.5g %s everywhere", e.Low, layer.Variable.Units)
	}
	if c, ok := normals()[layer]; ok && math.Abs(e.Mean-c.mean) > farOff*c.spread {
		return fmt.Sprintf("its mean, %.5g %s, is far from what is usual (%.5g ± %.2g)", e.Mean, layer.Variable.Units, c.mean, c.spread)
	}
	return ""
}
