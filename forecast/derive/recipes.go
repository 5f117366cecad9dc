package derive

import (
	"slices"

	"github.com/fengtu/fengtu/forecast"
)

// The heights that catalogues offer: Open-Meteo's and those of turbines; and the tops of the layers
// that shear is looked at over.
var (
	hubs   = []float64{80, 100, 120, 180}
	shears = []float64{1000, 3000, 6000}
)

var (
	currents   = []input{{variable: "ocean_current_u_component"}, {variable: "ocean_current_v_component"}}
	components = []input{{variable: "wind_u_component"}, {variable: "wind_v_component"}}
	humidity   = input{variable: "specific_humidity"}
	dewPoint   = input{variable: "dew_point"}
	warmth     = input{variable: "temperature"}
	moistness  = input{variable: "relative_humidity"}
	ground     = at("surface_pressure")
	u10, v10   = at("wind_u_component_10m"), at("wind_v_component_10m")
)

func columnOf(variable string) input { return input{variable: variable, from: column} }

func baseOf(variable string) input { return input{variable: variable, from: base} }

func topOf(variable string) input { return input{variable: variable, from: top} }

// below takes levels lower than some metres above the ground.
func below(metres float64) func(forecast.Level) bool {
	return func(l forecast.Level) bool { return l.Value <= metres }
}

// recipes is every derived quantity: the one place to add another. The order matters, as recipe
// says. docs/derived.md has a line for each.
var recipes = slices.Concat(
	[]recipe{
		{
			variable: "surface_pressure", at: surface, compute: pressureOfGround,
			inputs: []input{at("surface_altitude"), columnOf("geopotential_height")},
		},
	},
	verticals, moisture, aloft, winds, temperatures, columns, ocean, generation,
	[]recipe{
		{variable: "precipitation", at: windows, total: true, compute: sum, inputs: []input{{variable: "precipitation"}}},
	})

// verticals are the quantities that are interpolated between pressure levels; others are computed of them.
var verticals = append(betweenPressures("temperature", "geopotential_height", "specific_humidity", "relative_humidity", "wind_u_component", "wind_v_component", "vertical_velocity"),
	recipe{
		variable: "temperature", at: heights, compute: temperatureAtHeight, vertical: true, fits: below(15000),
		inputs: []input{{variable: "temperature", from: lower}, columnOf("temperature"), columnOf("geopotential_height"), ground},
	})

func betweenPressures(variables ...string) (out []recipe) {
	for _, v := range variables {
		out = append(out, recipe{
			variable: v, at: pressures, compute: betweenLevels, between: true, vertical: true,
			inputs: []input{{variable: v, from: under}, {variable: v, from: over}},
		})
	}
	return out
}

var moisture = []recipe{
	{variable: "relative_humidity", at: pressures, compute: relativeHumidityAloft, inputs: []input{warmth, humidity}},
	{variable: "relative_humidity", at: heights, compute: relativeHumidityOfAir, inputs: []input{warmth, humidity, ground}},
	{variable: "dew_point", at: pressures, compute: dewPointAloft, inputs: []input{humidity}},
	{variable: "dew_point", at: heights, compute: dewPointOfAir, inputs: []input{humidity, ground}},
	{variable: "dew_point", at: pressures | heights, compute: dewPointOfHumidity, inputs: []input{warmth, moistness}},
	{variable: "relative_humidity", at: pressures | heights, compute: relativeHumidityOfDewPoint, inputs: []input{warmth, dewPoint}},
	{variable: "specific_humidity", at: pressures, compute: specificHumidityAloft, inputs: []input{dewPoint}},
	{variable: "specific_humidity", at: heights, compute: specificHumidityOfAir, inputs: []input{dewPoint, ground}},
}

// aloft are the quantities at any height above the ground or the sea, by the heights of pressure levels.
var aloft = []recipe{
	{
		variable: "specific_humidity", at: heights, compute: temperatureAtHeight, vertical: true, fits: between2And(15000),
		inputs: []input{at("specific_humidity_2m"), columnOf("specific_humidity"), columnOf("geopotential_height"), ground},
	},
	{
		variable: "relative_humidity", at: heights, compute: relativeHumidityAtHeight, vertical: true, fits: between2And(15000),
		inputs: []input{columnOf("geopotential_height"), ground, warmth, humidity},
	},
	{
		variable: "dew_point", at: heights, compute: dewPointAtHeight, vertical: true, fits: between2And(15000),
		inputs: []input{columnOf("geopotential_height"), ground, humidity},
	},
	atAltitude("temperature", "temperature_2m"),
	atAltitude("specific_humidity", "specific_humidity_2m"),
	atAltitude("wind_u_component", "wind_u_component_10m"),
	atAltitude("wind_v_component", "wind_v_component_10m"),
	{
		variable: "relative_humidity", at: altitudes, compute: relativeHumidityAtHeight, vertical: true, fits: below(15000),
		inputs: []input{columnOf("geopotential_height"), maybe("surface_pressure"), warmth, humidity},
	},
	{
		variable: "dew_point", at: altitudes, compute: dewPointAtHeight, vertical: true, fits: below(15000),
		inputs: []input{columnOf("geopotential_height"), maybe("surface_pressure"), humidity},
	},
}

// atAltitude gives the recipe of a variable above the level of the sea, and the layer that says what it is
// near the ground.
func atAltitude(variable, near string) recipe {
	return recipe{
		variable: variable, at: altitudes, compute: atAltitudeOf, vertical: true, fits: below(15000),
		inputs: []input{maybe(near), columnOf(variable), columnOf("geopotential_height"), maybe("surface_pressure")},
	}
}

// between2And takes levels from 2 m, which others make, up to some metres above the ground.
func between2And(metres float64) func(forecast.Level) bool {
	return func(l forecast.Level) bool { return l.Value > 2 && l.Value <= metres }
}

var winds = slices.Concat(
	between("wind_u_component"), between("wind_v_component"),
	[]recipe{
		{variable: "wind", at: heights | pressures | altitudes, compute: windSpeed, inputs: components, offer: hubs},
		{variable: "wind_speed", at: heights | pressures | altitudes, compute: windSpeed, inputs: components, offer: hubs},
		{variable: "wind_direction", at: heights | pressures | altitudes, compute: windDirection, inputs: components, pointwise: true, offer: hubs},
		{
			variable: "wind_power_density", at: heights, compute: windPower, fits: below(500), offer: hubs,
			inputs: []input{{variable: "wind_speed"}, at("temperature_2m"), ground},
		},
		{variable: "wind_shear", at: heights, compute: windShear, inputs: append([]input{u10, v10}, components...), offer: shears},
		{
			variable: "wind_shear", at: layers, compute: windShear, pairs: [][2]float64{{850, 500}, {850, 200}},
			inputs: []input{baseOf("wind_u_component"), baseOf("wind_v_component"), topOf("wind_u_component"), topOf("wind_v_component")},
		},
		{variable: "relative_vorticity", at: heights | pressures, near: relativeVorticity, inputs: components},
		{variable: "absolute_vorticity", at: heights | pressures, near: absoluteVorticity, inputs: components},
		{variable: "divergence", at: heights | pressures, near: divergence, inputs: components},
		{variable: "temperature_advection", at: pressures, near: advection, inputs: append(slices.Clone(components), warmth)},
	})

var ocean = []recipe{
	{variable: "ocean_current", at: surface | depths, compute: windSpeed, inputs: currents},
	{variable: "ocean_current_velocity", at: surface | depths, compute: windSpeed, inputs: currents},
	{variable: "ocean_current_direction", at: surface | depths, compute: flowDirection, inputs: currents, pointwise: true},
}

// between gives the recipes of a wind component at heights where it is not stored.
func between(component string) []recipe {
	from := func(c choice) input { return input{variable: component, from: c} }
	aloft := []input{from(lower), columnOf(component), columnOf("geopotential_height"), ground}
	return []recipe{
		{variable: component, at: heights, compute: windBetween, vertical: true, inputs: []input{from(lower), from(upper)}},
		{variable: component, at: heights, compute: windAloft, vertical: true, inputs: aloft, fits: below(15000)},
		{variable: component, at: heights, compute: windAbove, vertical: true, inputs: []input{from(lower), from(second)}, fits: below(200)},
	}
}

var temperatures = []recipe{
	{
		variable: "apparent_temperature", at: surface, compute: apparentTemperature,
		inputs: []input{at("temperature_2m"), at("relative_humidity_2m"), at("wind_speed_10m")},
	},
	{variable: "potential_temperature", at: pressures, compute: potentialTemperatureAloft, inputs: []input{warmth}},
	{variable: "potential_temperature", at: heights, compute: potentialTemperatureOfAir, inputs: []input{warmth, ground}, fits: below(10)},
	{variable: "equivalent_potential_temperature", at: pressures, compute: equivalentTemperatureAloft, inputs: []input{warmth, humidity}},
	{variable: "equivalent_potential_temperature", at: heights, compute: equivalentTemperatureOfAir, inputs: []input{warmth, humidity, ground}, fits: below(10)},
	{variable: "thickness", at: layers, compute: difference, pairs: [][2]float64{{1000, 850}, {1000, 500}, {850, 700}}, inputs: []input{baseOf("geopotential_height"), topOf("geopotential_height")}},
	{
		variable: "lapse_rate", at: layers, compute: lapseRate, pairs: [][2]float64{{850, 500}, {700, 500}},
		inputs: []input{baseOf("temperature"), topOf("temperature"), baseOf("geopotential_height"), topOf("geopotential_height")},
	},
	{
		variable: "freezing_level_height", at: surface, compute: freezingLevel,
		inputs: []input{columnOf("temperature"), columnOf("geopotential_height"), ground, maybe("temperature_2m")},
	},
}

var columns = []recipe{
	{variable: "total_column_integrated_water_vapour", at: surface, compute: columnVapour, inputs: []input{columnOf("specific_humidity"), ground, maybe("specific_humidity_2m")}},
	{
		variable: "integrated_vapour_transport", at: surface, compute: vapourTransport,
		inputs: []input{columnOf("specific_humidity"), columnOf("wind_u_component"), columnOf("wind_v_component"), ground},
	},
	{variable: "cloud_cover", at: surface, compute: cloudTotal, inputs: clouds},
	{variable: "cloud_cover_low", at: surface, compute: cloudLow, inputs: clouds},
	{variable: "cloud_cover_mid", at: surface, compute: cloudMid, inputs: clouds},
	{variable: "cloud_cover_high", at: surface, compute: cloudHigh, inputs: clouds},
	{variable: "cloud_cover", at: pressures, compute: cloudAloft, inputs: []input{warmth, humidity, ground}},
	{variable: "cape", at: surface, compute: convectiveEnergy, inputs: airColumn},
	{variable: "convective_inhibition", at: surface, compute: convectiveInhibition, inputs: airColumn},
	{variable: "lifted_index", at: surface, compute: liftedIndex, inputs: append([]input{at("temperature_500hPa")}, airColumn...)},
	{
		variable: "showalter_index", at: surface, compute: showalterIndex,
		inputs: []input{at("temperature_500hPa"), at("temperature_850hPa"), at("specific_humidity_850hPa"), maybe("surface_pressure")},
	},
	{
		variable: "k_index", at: surface, compute: kIndex,
		inputs: []input{at("temperature_850hPa"), at("temperature_700hPa"), at("temperature_500hPa"), at("dew_point_850hPa"), at("dew_point_700hPa"), maybe("surface_pressure")},
	},
	{
		variable: "total_totals_index", at: surface, compute: totalTotals,
		inputs: []input{at("temperature_850hPa"), at("temperature_500hPa"), at("dew_point_850hPa"), maybe("surface_pressure")},
	},
}

var (
	clouds    = []input{columnOf("temperature"), columnOf("specific_humidity"), ground}
	airColumn = []input{columnOf("temperature"), columnOf("specific_humidity"), ground, maybe("temperature_2m"), maybe("specific_humidity_2m")}
)

// sum adds the steps of a window.
func sum(dst []float32, a *args) {
	for i := range dst {
		var v float32
		for _, step := range a.in[0] {
			v += step[i]
		}
		dst[i] = v
	}
}
