package power

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/solar"
)

// Farm is a number of turbines of one type at one place, or a photovoltaic plant.
type Farm struct {
	Name, Group string
	Place       point.Place
	Turbine     *Turbine     // nil for a plant
	Solar       *solar.Plant // nil for turbines
	Count       float64      // of turbines
	Capacity    float64      // W; power is the turbine's, scaled to it
	HubHeight   float64      // m
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
	kind     string
	turbine  string
	lat, lon float64
	capacity float64
	solar    solar.Plant // NaN where nothing is told
}

// NewDraft begins a farm.
func NewDraft() *Draft {
	nan := math.NaN()
	return &Draft{lat: nan, lon: nan, solar: solar.Plant{Tilt: nan, Azimuth: nan, Albedo: nan, NOCT: nan, Coefficient: nan, Loss: nan}}
}

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
	{"kind", func(d *Draft, s string) error {
		if s != "wind" && s != "solar" {
			return forecast.Errorf(forecast.Invalid, "power.Farm", "a farm's kind is wind or solar, not %q", s)
		}
		d.kind = s
		return nil
	}},
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
	{"tilt_deg", number(0, 90, func(d *Draft) *float64 { return &d.solar.Tilt })},
	{"azimuth_deg", number(0, 360, func(d *Draft) *float64 { return &d.solar.Azimuth })},
	{"albedo", number(0, 0.99, func(d *Draft) *float64 { return &d.solar.Albedo })},
	{"noct_C", number(20, 90, func(d *Draft) *float64 { return &d.solar.NOCT })},
	{"temperature_coefficient", number(-0.0199, 0, func(d *Draft) *float64 { return &d.solar.Coefficient })},
	{"system_loss", number(0, 1, func(d *Draft) *float64 { return &d.solar.Loss })},
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

// propertyOf finds a property by its name in any case, nil where there is none. What lists of farms
// call the region is their group.
func propertyOf(name string) *property {
	if strings.EqualFold(name, "region") {
		name = "group"
	}
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
	f.Place = point.Place{Lat: d.lat, Lon: d.lon}
	if f.Capacity = d.capacity * 1e6; d.kind == "solar" {
		return d.plant(f)
	}
	if d.turbine == "" {
		return bad("it has no turbine: give the id of one, as /api/v1/power/turbines lists them")
	}
	var err error
	if f.Turbine, err = turbines.Find(d.turbine); err != nil {
		return Farm{}, err
	}
	if f.HubHeight == 0 {
		f.HubHeight = f.Turbine.HubHeight
	}
	if f.HubHeight == 0 {
		return bad("give hub_height_m: that of turbine %s is not known", f.Turbine.ID)
	}
	switch {
	case f.Capacity == 0 && f.Count == 0:
		f.Count, f.Capacity = 1, f.Turbine.Rated
	case f.Capacity == 0:
		f.Capacity = f.Count * f.Turbine.Rated
	case f.Count == 0:
		f.Count = f.Capacity / f.Turbine.Rated
	}
	return f, f.check()
}

func (f *Farm) check() error {
	if !f.Decommissioned.IsZero() && !f.Decommissioned.After(f.Commissioned) {
		return forecast.Errorf(forecast.Invalid, "power.Farm", "it is decommissioned before it is commissioned")
	}
	return f.Losses.Check()
}

// plant gives a photovoltaic plant once all is told.
func (d *Draft) plant(f Farm) (Farm, error) {
	if f.Capacity == 0 || d.turbine != "" || f.Count != 0 || f.HubHeight != 0 || f.Losses.NeedsTemperature() || f.Losses.Wake != 0 {
		return Farm{}, forecast.Errorf(forecast.Invalid, "power.Farm",
			"a solar plant needs capacity_MW, and has no turbine, count, hub_height_m, wake_loss, icing_loss or derating")
	}
	p := solar.Default(d.lat)
	for told, into := range map[*float64]*float64{
		&d.solar.Tilt: &p.Tilt, &d.solar.Azimuth: &p.Azimuth, &d.solar.Albedo: &p.Albedo,
		&d.solar.NOCT: &p.NOCT, &d.solar.Coefficient: &p.Coefficient, &d.solar.Loss: &p.Loss,
	} {
		if *told == *told {
			*into = *told
		}
	}
	f.Solar = &p
	if err := p.Check(); err != nil {
		return Farm{}, err
	}
	return f, f.check()
}

// Groups gives the farms of each group by their places; those of no group are left out.
func Groups(farms []Farm) map[string][]int {
	out := map[string][]int{}
	for i, f := range farms {
		if f.Group != "" {
			out[f.Group] = append(out[f.Group], i)
		}
	}
	return out
}
