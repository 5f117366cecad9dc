package views

import (
	"math"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/sounding"
	"github.com/fengtu/fengtu/forecast/thermo"
	"github.com/fengtu/fengtu/web/answer"
)

// parcelJSON is a parcel's way up. Levels that it does not reach are null.
type parcelJSON struct {
	CAPE *float64        `json:"cape"` // J/kg
	CIN  *float64        `json:"cin"`
	LCL  *parcelLevel    `json:"lcl"`            // where it condenses
	LFC  *parcelLevel    `json:"lfc"`            // from where it rises by itself
	EL   *parcelLevel    `json:"el"`             // and to where
	Path *parcelPathJSON `json:"path,omitempty"` // not of a statistic
}

type parcelLevel struct {
	Pressure    float64  `json:"pressure"`
	Height      *float64 `json:"height"`      // above sea level
	Temperature *float64 `json:"temperature"` // the parcel's
}

type parcelPathJSON struct {
	Pressure           answer.Values `json:"pressure"`
	Temperature        answer.Values `json:"temperature"`
	VirtualTemperature answer.Values `json:"virtual_temperature"`
}

// lift computes what is computed of a profile itself, one time after the other.
type lift struct {
	*profileReading
	column sounding.Column
	air    *sounding.Air
}

func newLift(r *profileReading) *lift {
	x := &lift{profileReading: r}
	for _, p := range r.levels {
		x.column.Levels = append(x.column.Levels, p*100)
	}
	x.air = sounding.NewAir(x.column.Levels)
	return x
}

// load takes in the t-th time.
func (x *lift) load(t int) {
	level := func(name string) []float64 {
		out := make([]float64, len(x.levels))
		for k, p := range x.levels {
			out[k] = x.at(onLevel(name, p), t)
		}
		return out
	}
	ground := func(name string) float64 { return x.at(layerNamed(name), t) }
	c := &x.column
	c.Temperature, c.Humidity, c.Height = level("temperature"), level("specific_humidity"), level("geopotential_height")
	c.U, c.V = level("wind_u_component"), level("wind_v_component")
	c.Ground = sounding.Ground{
		Pressure: ground("surface_pressure"), Height: x.Model, Temperature: ground("temperature_2m"), Humidity: ground("specific_humidity_2m"),
		U: ground("wind_u_component_10m"), V: ground("wind_v_component_10m"),
	}
}

// lifted are the parcels that are lifted, and how.
var lifted = []struct {
	name string
	of   func(*sounding.Air) sounding.Parcel
}{
	{"surface", (*sounding.Air).Lowest},
	{"mixed_layer", (*sounding.Air).Mixed},
	{"most_unstable", (*sounding.Air).MostUnstable},
}

// pathTop is how high parcels are drawn, in Pa.
const pathTop = 10000

// parcels lifts them all; where it cannot it notes why.
func (x *lift) parcels(missing map[string]string) map[string]parcelJSON {
	out := map[string]parcelJSON{}
	if why := x.column.Fill(x.air); why != "" {
		missing["parcels"] = why
		return out
	}
	for _, l := range lifted {
		a := x.air.Rise(l.of(x.air))
		out[l.name] = parcelJSON{
			CAPE: rounded(a.CAPE, 1), CIN: rounded(a.CIN, 1), Path: x.path(a),
			LCL: x.reached(a, a.CondensesAt), LFC: x.reached(a, a.FreeAt), EL: x.reached(a, a.RestsAt),
		}
	}
	return out
}

// reached describes a level that a parcel comes to.
func (x *lift) reached(a sounding.Ascent, p float64) *parcelLevel {
	if p != p {
		return nil
	}
	out := &parcelLevel{Pressure: x.pressure(p), Height: rounded(x.column.HeightAt(p), 1)}
	out.Temperature = answer.Known(x.temperature(a.TemperatureAt(p)))
	return out
}

func (x *lift) pressure(pa float64) float64 {
	return answer.Round(x.convert(forecast.VariableNamed("surface_pressure"), pa), 3)
}

func (x *lift) temperature(k float64) float64 {
	return answer.Round(x.convert(forecast.VariableNamed("temperature"), k), 3)
}

func (x *lift) path(a sounding.Ascent) *parcelPathJSON {
	path := a.Path(max(pathTop, x.column.Levels[len(x.levels)-1]))
	out := &parcelPathJSON{}
	for i, p := range path.Pressure {
		out.Pressure = append(out.Pressure, float32(x.pressure(p)))
		out.Temperature = append(out.Temperature, float32(x.temperature(path.Temperature[i])))
		out.VirtualTemperature = append(out.VirtualTemperature, float32(x.temperature(path.Virtual[i])))
	}
	return out
}

// indices gives those that are computed of the profile.
func (x *lift) indices() []indexJSON {
	c := &x.column
	bulbs, bulb := c.WetBulbs()
	winds := c.Winds()
	u, v := winds.Storm()
	index := func(name, en, zh, units string, value float64, decimals int) indexJSON {
		i := indexJSON{Name: name, Title: forecast.Title{EN: en, ZH: zh}, Units: units, Value: answer.Known32(answer.Round(value, decimals))}
		if i.Value == nil {
			i.Missing = "not in this profile: it lacks levels or the ground, or never comes to it"
		}
		return i
	}
	return []indexJSON{
		index("sweat_index", "SWEAT index", "强天气威胁指数", "1", c.Sweat(), 1),
		index("wet_bulb_zero_height", "Wet-bulb zero height", "湿球零度层高度", "m", c.CoolsTo(thermo.Zero, bulbs, bulb), 1),
		index("minus_10_height", "Height of −10 °C", "-10℃层高度", "m", c.CoolsTo(thermo.Zero-10, c.Temperature, c.Ground.Temperature), 1),
		index("minus_20_height", "Height of −20 °C", "-20℃层高度", "m", c.CoolsTo(thermo.Zero-20, c.Temperature, c.Ground.Temperature), 1),
		index("storm_motion_u", "Storm motion, eastward", "风暴移动东向分量", "m s-1", u, 2),
		index("storm_motion_v", "Storm motion, northward", "风暴移动北向分量", "m s-1", v, 2),
		index("storm_relative_helicity_1000m", "Storm-relative helicity 0–1 km", "0–1 km 风暴相对螺旋度", "m2 s-2", winds.Helicity(1000, u, v), 1),
		index("storm_relative_helicity_3000m", "Storm-relative helicity 0–3 km", "0–3 km 风暴相对螺旋度", "m2 s-2", winds.Helicity(3000, u, v), 1),
	}
}

// rounded is known of a rounded number.
func rounded(v float64, decimals int) *float64 {
	if math.IsInf(v, 0) {
		return nil
	}
	return answer.Known(answer.Round(v, decimals))
}
