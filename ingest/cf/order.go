package cf

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// order is a sequence of channels that a known writer uses.
type order struct {
	name     string
	dataset  string // of the writer, "" where the order does not tell it
	channels []string
}

const (
	upward   = "1000 925 850 700 600 500 400 300 250 200 150 100 50"
	downward = "50 100 150 200 250 300 400 500 600 700 850 925 1000"
)

// channelsOf gives the names of variables, each on all levels where it stands with *.
func channelsOf(vars, levels string) []string {
	var out []string
	for v := range strings.FieldsSeq(vars) {
		base, onLevels := strings.CutSuffix(v, "*")
		if !onLevels {
			out = append(out, v)
			continue
		}
		for l := range strings.FieldsSeq(levels) {
			out = append(out, base+"_"+l)
		}
	}
	return out
}

var (
	fengwuOrder = order{"FengWu's", fengwu, channelsOf("u10 v10 t2m msl z* q* u* v* t*", downward)}

	// orders are those that channels without names may turn out to be in.
	orders = []order{
		fengwuOrder,
		{"Pangu-Weather's (surface first)", "", channelsOf("msl u10 v10 t2m z* q* t* u* v*", upward)},
		{"Pangu-Weather's (surface last)", "", channelsOf("z* q* t* u* v* msl u10 v10 t2m", upward)},
		{"FengWu-GHR's (74 channels)", fengwuGHR, channelsOf("z* q* u* v* t* v10 u10 v100 u100 t2m tcc sp tp6h msl", upward)},
		{"FengWu-GHR's (88 channels)", fengwuGHR, channelsOf("z* q* u* v* t* w* v10 u10 v100 u100 t2m tcc sp msl tp6h ssr6h", upward)},
	}
)

// ordersOf gives the known orders of n channels.
func ordersOf(n int) []*order {
	var out []*order
	for i := range orders {
		if len(orders[i].channels) == n {
			out = append(out, &orders[i])
		}
	}
	return out
}

// recognise finds the one known order that the channels' values are in. Its error names channels
// that do not fit the likeliest order.
func recognise(moments []moment) (*order, error) {
	silent := 0 // missing, constant, or beyond what half precision holds
	for _, m := range moments {
		if m.n == 0 || m.low == m.high || m.overflown {
			silent++
		}
	}
	if silent > len(moments)/4 {
		return nil, fmt.Errorf("%d of them are missing, constant or infinite", silent)
	}
	var found, nearest *order
	var least []string
	for _, o := range ordersOf(len(moments)) {
		bad := o.misfits(moments)
		switch {
		case len(bad) == 0 && found != nil:
			return nil, fmt.Errorf("they fit %s order as well as %s", found.name, o.name)
		case len(bad) == 0:
			found = o
		}
		if nearest == nil || len(bad) < len(least) {
			nearest, least = o, bad
		}
	}
	switch {
	case found != nil:
		return found, nil
	case nearest == nil:
		return nil, fmt.Errorf("no known order has %d", len(moments))
	case normalised(moments):
		return nil, fmt.Errorf("their values are normalised: multiply each channel by its standard deviation and add its mean")
	}
	shown := least[:min(len(least), 4)]
	return nil, fmt.Errorf("they are in no known order: of %s order, %d do not fit: %s", nearest.name, len(least), strings.Join(shown, "; "))
}

// misfits names the channels whose values are not those of their place in the order.
func (o *order) misfits(moments []moment) []string {
	var bad []string
	for i, m := range moments {
		name := o.channels[i]
		if c := climates[name]; !c.fits(name, m) {
			bad = append(bad, "place "+strconv.Itoa(i)+" is no "+name+
				fmt.Sprintf(" (mean %.4g, usual are %.4g ± %.2g)", m.mean, c.mean, c.std))
		}
	}
	return bad
}

const (
	// meanReach is how far, in standard deviations, the mean of one global field may lie from the
	// climate's: reanalyses stay within 0.25 in all seasons.
	meanReach = 0.6
	// The spread of wind tells u from v and one level from another where the means do not. Forecasts
	// for many days ahead are smoother than the climate.
	leastSpread, mostSpread = 0.3, 1.5

	halfMost = 65504 // the greatest number of half precision
)

// fits says whether a global field may be of the climate; a field that tells nothing may.
func (c climate) fits(name string, m moment) bool {
	switch {
	case m.n == 0 || m.low == m.high && !m.overflown:
		return true
	case m.overflown:
		return math.Abs(c.mean)+2*c.std > halfMost
	case math.Abs(m.mean-c.mean) > meanReach*c.spread(name):
		return false
	}
	if name[0] == 'u' || name[0] == 'v' {
		return m.std >= leastSpread*c.std && m.std <= mostSpread*c.std
	}
	return true
}

// normalised says whether all channels have means near 0 and deviations near 1.
func normalised(moments []moment) bool {
	for _, m := range moments {
		if !m.overflown && m.n > 0 && (math.Abs(m.mean) > 3 || m.std > 4) {
			return false
		}
	}
	return true
}
