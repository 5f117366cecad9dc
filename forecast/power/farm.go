package power

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
)

// Farm is a number of turbines of one type at one place.
type Farm struct {
	Name, Group string
	Place       point.Place
	Turbine     *Turbine
	Count       float64 // of turbines
	Capacity    float64 // W; power is the turbine's, scaled to it
	HubHeight   float64 // m
	Losses      Losses

	Commissioned, Decommissioned time.Time // it counts from the first and until the second; zero: always
}

// Runs says whether the farm counts at a time.
func (f *Farm) Runs(t time.Time) bool {
	return !t.Before(f.Commissioned) && (f.Decommissioned.IsZero() || t.Before(f.Decommissioned))
}

// Draft is a farm as it is told, property by property.
type Draft struct {
	farm     Farm
	turbine  string
	lat, lon float64
	capacity float64
}

// NewDraft begins a farm.
func NewDraft() *Draft { return &Draft{lat: math.NaN(), lon: math.NaN()} }

type property struct {
	name string
	set  func(d *Draft, text string) error
}

// properties is what may be told of a farm, by the names that columns, GeoJSON properties and
// queries have.
var properties = []property{
	{"name", func(d *Draft, s string) error { d.farm.Name = s; return nil }},
	{"group", func(d *Draft, s string) error { d.farm.Group = s; return nil }},
	{"lat", number(-90, 90, func(d *Draft) *float64 { return &d.lat })},
	{"lon", number(-180, 360, func(d *Draft) *float64 { return &d.lon })},
	{"turbine", func(d *Draft, s string) error { d.turbine = s; return nil }},
	{"count", number(1e-3, 1e5, func(d *Draft) *float64 { return &d.farm.Count })},
	{"capacity_MW", number(1e-6, 1e6, func(d *Draft) *float64 { return &d.capacity })},
	{"hub_height_m", number(1, MaxHub, func(d *Draft) *float64 { return &d.farm.HubHeight })},
	{"commissioned", date(func(d *Draft) *time.Time { return &d.farm.Commissioned })},
	{"decommissioned", date(func(d *Draft) *time.Time { return &d.farm.Decommissioned })},
	{"wake_loss", number(0, 1, func(d *Draft) *float64 { return &d.farm.Losses.Wake })},
	{"electrical_loss", number(0, 1, func(d *Draft) *float64 { return &d.farm.Losses.Electrical })},
	{"unavailability", number(0, 1, func(d *Draft) *float64 { return &d.farm.Losses.Unavailable })},
	{"icing_loss", number(0, 1, func(d *Draft) *float64 { return &d.farm.Losses.Icing })},
	{"derate_from_C", number(-50, 70, func(d *Draft) *float64 { return &d.farm.Losses.HotFrom })},
	{"derate_to_C", number(-50, 70, func(d *Draft) *float64 { return &d.farm.Losses.HotTo })},
	{"stop_below_C", number(-90, 0, func(d *Draft) *float64 { return &d.farm.Losses.ColdBelow })},
	{"export_limit_MW", megawatts(func(d *Draft) *float64 { return &d.farm.Losses.Curtailed })},
}

// PropertyNames gives the names that Set takes.
func PropertyNames() (out []string) {
	for _, p := range properties {
		out = append(out, p.name)
	}
	return out
}

func number(low, high float64, at func(*Draft) *float64) func(*Draft, string) error {
	return func(d *Draft, text string) error {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return forecast.Errorf(forecast.Invalid, "power.Farm", "%q is not a number", text)
		}
		if !(v >= low && v <= high) {
			return forecast.Errorf(forecast.Invalid, "power.Farm", "%g is not from %g to %g", v, low, high)
		}
		*at(d) = v
		return nil
	}
}

func megawatts(at func(*Draft) *float64) func(*Draft, string) error {
	set := number(1e-6, 1e6, at)
	return func(d *Draft, text string) error {
		err := set(d, text)
		if err == nil {
			*at(d) *= 1e6
		}
		return err
	}
}

func date(at func(*Draft) *time.Time) func(*Draft, string) error {
	return func(d *Draft, text string) error {
		if len(text) == len("2026-11") && text[4] == '-' {
			text += "-01"
		}
		if year, err := strconv.Atoi(text); err == nil && len(text) == 4 && year > 0 {
			text += "-01-01"
		}
		t, err := forecast.ParseTime(text)
		*at(d) = t
		return err
	}
}

// propertyOf finds a property by its name in any case, nil where there is none.
func propertyOf(name string) *property {
	for i := range properties {
		if strings.EqualFold(properties[i].name, name) {
			return &properties[i]
		}
	}
	return nil
}

// Set takes one property; an empty text says nothing. It fails with kind Invalid and says what is
// wrong with the text.
func (d *Draft) Set(name, text string) error {
	p := propertyOf(name)
	if p == nil {
		return forecast.Errorf(forecast.Invalid, "power.Farm", "there is no property %q of farms: they are %s", name, strings.Join(PropertyNames(), ", "))
	}
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	return p.set(d, text)
}

// Farm gives the farm once all is told. It fails with kind Invalid or NotFound and says what is
// lacking.
func (d *Draft) Farm(turbines Turbines) (Farm, error) {
	f := d.farm
	bad := func(format string, args ...any) (Farm, error) {
		return Farm{}, forecast.Errorf(forecast.Invalid, "power.Farm", format, args...)
	}
	if d.lat != d.lat || d.lon != d.lon {
		return bad("it has no place: give lat and lon in degrees")
	}
	if d.turbine == "" {
		return bad("it has no turbine: give the id of one, as /api/v1/power/turbines lists them")
	}
	var err error
	if f.Turbine, err = turbines.Find(d.turbine); err != nil {
		return Farm{}, err
	}
	f.Place = point.Place{Lat: d.lat, Lon: d.lon}
	if f.HubHeight == 0 {
		f.HubHeight = f.Turbine.HubHeight
	}
	if f.HubHeight == 0 {
		return bad("give hub_height_m: that of turbine %s is not known", f.Turbine.ID)
	}
	f.Capacity = d.capacity * 1e6
	switch {
	case f.Capacity == 0 && f.Count == 0:
		f.Count, f.Capacity = 1, f.Turbine.Rated
	case f.Capacity == 0:
		f.Capacity = f.Count * f.Turbine.Rated
	case f.Count == 0:
		f.Count = f.Capacity / f.Turbine.Rated
	}
	if !f.Decommissioned.IsZero() && !f.Decommissioned.After(f.Commissioned) {
		return bad("it is decommissioned before it is commissioned")
	}
	return f, f.Losses.Check()
}

// Groups gives the names of the farms' groups in order, without "".
func Groups(farms []Farm) (out []string) {
	for _, f := range farms {
		if f.Group != "" {
			out = append(out, f.Group)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
