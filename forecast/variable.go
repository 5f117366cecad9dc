package forecast

import "math"

// Title is a name for people, in English and Chinese.
type Title struct {
	EN string `json:"en"`
	ZH string `json:"zh"`
}

// Shape says how a variable's values may be combined.
type Shape uint8

// The shapes of variables.
const (
	Scalar    Shape = iota
	Direction       // degrees clockwise from north, from where it comes (for currents: to where it flows); 360 is 0
	Vector          // stands for its two components
)

var shapeNames = [...]string{"scalar", "direction", "vector"}

// String gives the shape as the catalogue spells it.
func (s Shape) String() string { return shapeNames[s] }

// Display says how people read a variable: value × Scale + Offset, in Units.
type Display struct {
	Units    string  `json:"units"`
	Scale    float64 `json:"scale"`
	Offset   float64 `json:"offset"`
	Decimals int     `json:"decimals"`
}

// Variable is a physical quantity. Values are in Units, which are SI.
type Variable struct {
	Name         string // in Open-Meteo's spelling, without level
	StandardName string // CF, or one in its manner where CF has none
	Title        Title
	Units        string
	Shape        Shape
	Display      Display

	// Min and Max bound what is physically possible; see Range for the height of pressure levels.
	Min, Max float64
	// Step is the quantum values are stored with: half of it is the largest error, or Relative of
	// the value where that is more.
	Step float64
	// Relative is the relative error that is allowed to a variable that spans decades, 0 to others.
	Relative float64
	// Statistic says what the values are of the members of an ensemble where that is another quantity,
	// spread or probability; "" for the variable itself.
	Statistic string
	// Accumulated variables are sums or means over the time before each step, so that they have no
	// value at the reference time.
	Accumulated bool
	// Moving variables have sharp shapes that move rather than change, such as rain.
	Moving bool
}

// Continuous says whether the mean of two times is what was there between them: not for sums over
// time, nor for what moves.
func (v *Variable) Continuous() bool { return !v.Accumulated && !v.Moving }

// Range gives the physically possible values at a level.
func (v *Variable) Range(l Level) (low, high float64) {
	if l.Kind == Pressure && v.Statistic == "" {
		switch v.Name {
		case "geopotential_height":
			const reach = 8000 // twice what the deepest low or the polar night takes from the standard atmosphere
			h := math.Round(StandardHeight(l.Value))
			return h - reach, h + reach
		case "specific_humidity":
			// Air can hold less and less further up; the margin over the tropics' saturation is threefold.
			return humidityRange(l.Value)
		}
	}
	if v.nearHubs(l) {
		const most = 127 // above any wind that a model has there, and what 16 bits of the finer steps hold
		low = max(v.Min, -most)
		return low, min(v.Max, low+2*most)
	}
	return v.Min, v.Max
}

// StepAt gives the quantum of values at a level: winds that turbines may stand in are kept four times
// as fine, since power goes with their cube.
func (v *Variable) StepAt(l Level) float64 {
	if v.nearHubs(l) {
		return v.Step / 4
	}
	return v.Step
}

// nearHubs says whether these are winds at the heights of wind turbines.
func (v *Variable) nearHubs(l Level) bool {
	if l.Kind != Height || l.Value > 500 || v.Statistic != "" {
		return false
	}
	return v.Name == "wind_u_component" || v.Name == "wind_v_component" || v.Name == "wind_speed"
}

func humidityRange(hPa float64) (low, high float64) {
	switch {
	case hPa <= 100:
		high = 0.0002
	case hPa <= 200:
		high = 0.001
	case hPa <= 400:
		high = 0.015
	default:
		high = 0.1
	}
	return -high / 50, high // models overshoot a little below nothing
}

func same(units string, decimals int) Display { return Display{units, 1, 0, decimals} }

var (
	celsius = Display{"°C", 1, -273.15, 1}
	percent = Display{"%", 100, 0, 0}
	hPa     = Display{"hPa", 0.01, 0, 1}
	mps     = same("m/s", 1)
	degrees = same("°", 0)
)

// Half a step stays below the error that docs/formats.md allows, 0.01 K, 0.01 m/s, 1 Pa and 0.25 m.
// Steps of few binary digits keep what is stored exact as float32, so that rounding adds nothing, and
// whole degrees whole.
const (
	stepOfTemperature = 1.0 / 64
	stepOfWind        = 1.0 / 64
	stepOfGusts       = 5.0 / 256 // no power is computed from them
	stepOfPressure    = 1.5
	stepOfHeight      = 0.375
)

// variables is every quantity that Fengtu stores or derives: the one place to add another. Steps
// are those that docs/formats.md promises; the ranges catch a wrong unit, not a rare storm.
var variables = []Variable{
	{Name: "temperature", StandardName: "air_temperature", Title: Title{"Temperature", "气温"}, Units: "K", Display: celsius, Min: 150, Max: 350, Step: stepOfTemperature},
	{Name: "temperature_max", StandardName: "air_temperature", Title: Title{"Maximum temperature", "最高气温"}, Units: "K", Display: celsius, Min: 150, Max: 350, Step: stepOfTemperature},
	{Name: "temperature_min", StandardName: "air_temperature", Title: Title{"Minimum temperature", "最低气温"}, Units: "K", Display: celsius, Min: 150, Max: 350, Step: stepOfTemperature},
	{Name: "dew_point", StandardName: "dew_point_temperature", Title: Title{"Dew point", "露点"}, Units: "K", Display: celsius, Min: 100, Max: 330, Step: stepOfTemperature},
	{Name: "apparent_temperature", StandardName: "apparent_air_temperature", Title: Title{"Feels like", "体感温度"}, Units: "K", Display: celsius, Min: 100, Max: 370, Step: stepOfTemperature},
	{Name: "potential_temperature", StandardName: "air_potential_temperature", Title: Title{"Potential temperature", "位温"}, Units: "K", Display: celsius, Min: 150, Max: 2200, Step: stepOfTemperature},
	{Name: "equivalent_potential_temperature", StandardName: "air_equivalent_potential_temperature", Title: Title{"Equivalent potential temp.", "相当位温"}, Units: "K", Display: celsius, Min: 150, Max: 2200, Step: stepOfTemperature},
	{Name: "temperature_advection", StandardName: "tendency_of_air_temperature_due_to_advection", Title: Title{"Temperature advection", "温度平流"}, Units: "K s-1", Display: Display{"K/h", 3600, 0, 1}, Min: -0.03, Max: 0.03, Step: 1e-6},
	{Name: "lapse_rate", StandardName: "air_temperature_lapse_rate", Title: Title{"Lapse rate", "温度直减率"}, Units: "K m-1", Display: Display{"K/km", 1000, 0, 1}, Min: -0.2, Max: 0.2, Step: 0.00001},
	{Name: "freezing_level_height", StandardName: "freezing_level_altitude", Title: Title{"Freezing level", "零度层高度"}, Units: "m", Display: same("m", 0), Min: -500, Max: 15000, Step: 0.25},
	{Name: "surface_temperature", StandardName: "surface_temperature", Title: Title{"Surface temperature", "地表温度"}, Units: "K", Display: celsius, Min: 150, Max: 400, Step: stepOfTemperature},
	{Name: "sea_surface_temperature", StandardName: "sea_surface_temperature", Title: Title{"Sea surface temperature", "海表温度"}, Units: "K", Display: celsius, Min: 260, Max: 320, Step: stepOfTemperature},
	{Name: "sea_water_temperature", StandardName: "sea_water_temperature", Title: Title{"Sea water temperature", "海水温度"}, Units: "K", Display: celsius, Min: 260, Max: 320, Step: stepOfTemperature},
	{Name: "sea_water_potential_temperature", StandardName: "sea_water_potential_temperature", Title: Title{"Sea water potential temperature", "海水位温"}, Units: "K", Display: celsius, Min: 260, Max: 320, Step: stepOfTemperature},
	{Name: "sea_water_salinity", StandardName: "sea_water_salinity", Title: Title{"Salinity", "海水盐度"}, Units: "1e-3", Display: same("psu", 2), Max: 60, Step: 0.001},
	{Name: "sea_surface_height", StandardName: "sea_surface_height_above_geoid", Title: Title{"Sea surface height", "海面高度"}, Units: "m", Display: same("m", 2), Min: -10, Max: 10, Step: 0.001},
	{Name: "ocean_current", StandardName: "sea_water_velocity", Title: Title{"Ocean current", "海流"}, Units: "m s-1", Shape: Vector, Display: same("m/s", 2), Max: 15, Step: 0.001},
	{Name: "ocean_current_u_component", StandardName: "eastward_sea_water_velocity", Title: Title{"Eastward current", "纬向海流"}, Units: "m s-1", Display: same("m/s", 2), Min: -10, Max: 10, Step: 0.001},
	{Name: "ocean_current_v_component", StandardName: "northward_sea_water_velocity", Title: Title{"Northward current", "经向海流"}, Units: "m s-1", Display: same("m/s", 2), Min: -10, Max: 10, Step: 0.001},
	{Name: "ocean_current_velocity", StandardName: "sea_water_speed", Title: Title{"Current speed", "海流速度"}, Units: "m s-1", Display: same("m/s", 2), Max: 15, Step: 0.001},
	{Name: "ocean_current_direction", StandardName: "sea_water_velocity_to_direction", Title: Title{"Current direction (to)", "海流流向"}, Units: "degree", Shape: Direction, Display: degrees, Max: 360, Step: 0.01},
	{Name: "wind", StandardName: "wind_velocity", Title: Title{"Wind", "风"}, Units: "m s-1", Shape: Vector, Display: mps, Max: 250, Step: stepOfWind},
	{Name: "wind_u_component", StandardName: "eastward_wind", Title: Title{"Eastward wind", "纬向风"}, Units: "m s-1", Display: mps, Min: -200, Max: 200, Step: stepOfWind},
	{Name: "wind_v_component", StandardName: "northward_wind", Title: Title{"Northward wind", "经向风"}, Units: "m s-1", Display: mps, Min: -200, Max: 200, Step: stepOfWind},
	{Name: "wind_speed", StandardName: "wind_speed", Title: Title{"Wind speed", "风速"}, Units: "m s-1", Display: mps, Max: 250, Step: stepOfWind},
	{Name: "wind_direction", StandardName: "wind_from_direction", Title: Title{"Wind direction", "风向"}, Units: "degree", Shape: Direction, Display: degrees, Max: 360, Step: 0.01},
	{Name: "wind_shear", StandardName: "magnitude_of_wind_velocity_difference", Title: Title{"Wind shear", "风切变"}, Units: "m s-1", Display: mps, Max: 300, Step: stepOfWind},
	{Name: "wind_power_density", StandardName: "wind_power_density", Title: Title{"Wind power density", "风功率密度"}, Units: "W m-2", Display: same("W/m²", 0), Max: 150000, Step: 0.2, Relative: 0.001},
	{Name: CapacityFactor, StandardName: "wind_turbine_capacity_factor", Title: Title{"Wind capacity factor", "风电容量因子"}, Units: "1", Display: percent, Max: 1.2, Step: 0.00002},
	{Name: "solar_capacity_factor", StandardName: "photovoltaic_capacity_factor", Title: Title{"Solar capacity factor", "光伏容量因子"}, Units: "1", Display: percent, Max: 1.5, Step: 0.000025, Accumulated: true},
	{Name: "relative_vorticity", StandardName: "atmosphere_relative_vorticity", Title: Title{"Relative vorticity", "相对涡度"}, Units: "s-1", Display: Display{"1e-5/s", 1e5, 0, 1}, Min: -0.03, Max: 0.03, Step: 1e-6},
	{Name: "absolute_vorticity", StandardName: "atmosphere_absolute_vorticity", Title: Title{"Absolute vorticity", "绝对涡度"}, Units: "s-1", Display: Display{"1e-5/s", 1e5, 0, 1}, Min: -0.03, Max: 0.03, Step: 1e-6},
	{Name: "divergence", StandardName: "divergence_of_wind", Title: Title{"Divergence", "散度"}, Units: "s-1", Display: Display{"1e-5/s", 1e5, 0, 1}, Min: -0.03, Max: 0.03, Step: 1e-6},
	{Name: "wind_gusts", StandardName: "wind_speed_of_gust", Title: Title{"Wind gusts", "阵风"}, Units: "m s-1", Display: mps, Max: 200, Step: stepOfGusts},
	{Name: "pressure_msl", StandardName: "air_pressure_at_mean_sea_level", Title: Title{"Mean sea level pressure", "海平面气压"}, Units: "Pa", Display: hPa, Min: 80000, Max: 115000, Step: stepOfPressure},
	{Name: "surface_pressure", StandardName: "surface_air_pressure", Title: Title{"Surface pressure", "地面气压"}, Units: "Pa", Display: hPa, Min: 25000, Max: 115000, Step: stepOfPressure},
	{Name: "geopotential_height", StandardName: "geopotential_height", Title: Title{"Geopotential height", "位势高度"}, Units: "m", Display: Display{"gpm", 1, 0, 0}, Min: -1500, Max: 85000, Step: stepOfHeight},
	{Name: "thickness", StandardName: "geopotential_height_thickness", Title: Title{"Thickness", "厚度"}, Units: "m", Display: Display{"gpm", 1, 0, 0}, Max: 60000, Step: 0.5},
	{Name: "specific_humidity", StandardName: "specific_humidity", Title: Title{"Specific humidity", "比湿"}, Units: "kg kg-1", Display: Display{"g/kg", 1000, 0, 2}, Min: -0.001, Max: 0.1, Step: 1.95e-7, Relative: 0.001},
	{Name: "relative_humidity", StandardName: "relative_humidity", Title: Title{"Relative humidity", "相对湿度"}, Units: "1", Display: percent, Min: -0.5, Max: 2, Step: 0.00004, Relative: 0.001},
	{Name: "vertical_velocity", StandardName: "lagrangian_tendency_of_air_pressure", Title: Title{"Vertical velocity", "垂直速度"}, Units: "Pa s-1", Display: same("Pa/s", 2), Min: -60, Max: 60, Step: 0.002},
	{Name: "precipitation", StandardName: "precipitation_amount", Title: Title{"Precipitation", "降水"}, Units: "kg m-2", Display: same("mm", 1), Max: 1300, Step: 0.02, Relative: 0.001, Accumulated: true},
	{Name: "precipitation_rate", StandardName: "precipitation_flux", Title: Title{"Precipitation rate", "降水率"}, Units: "kg m-2 s-1", Display: Display{"mm/h", 3600, 0, 1}, Max: 0.16, Step: 2.5e-6, Moving: true},
	{Name: "cloud_cover", StandardName: "cloud_area_fraction", Title: Title{"Cloud cover", "总云量"}, Units: "1", Display: percent, Max: 1, Step: 0.0005},
	{Name: "cloud_cover_low", StandardName: "low_type_cloud_area_fraction", Title: Title{"Low cloud", "低云量"}, Units: "1", Display: percent, Max: 1, Step: 0.0005},
	{Name: "cloud_cover_mid", StandardName: "medium_type_cloud_area_fraction", Title: Title{"Mid-level cloud", "中云量"}, Units: "1", Display: percent, Max: 1, Step: 0.0005},
	{Name: "cloud_cover_high", StandardName: "high_type_cloud_area_fraction", Title: Title{"High cloud", "高云量"}, Units: "1", Display: percent, Max: 1, Step: 0.0005},
	{Name: "shortwave_radiation", StandardName: "surface_downwelling_shortwave_flux_in_air", Title: Title{"Solar radiation", "短波辐射"}, Units: "W m-2", Display: same("W/m²", 0), Max: 1600, Step: 0.05, Accumulated: true},
	{Name: "direct_radiation", StandardName: "surface_direct_downwelling_shortwave_flux_in_air", Title: Title{"Direct solar radiation", "直接辐射"}, Units: "W m-2", Display: same("W/m²", 0), Max: 1600, Step: 0.05, Accumulated: true},
	{Name: "net_shortwave_radiation", StandardName: "surface_net_downward_shortwave_flux", Title: Title{"Net solar radiation", "净短波辐射"}, Units: "W m-2", Display: same("W/m²", 0), Max: 1600, Step: 0.05, Accumulated: true},
	{Name: "total_column_integrated_water_vapour", StandardName: "atmosphere_mass_content_of_water_vapor", Title: Title{"Column water vapour", "整层水汽"}, Units: "kg m-2", Display: same("mm", 1), Max: 150, Step: 0.005},
	{Name: "integrated_vapour_transport", StandardName: "magnitude_of_atmosphere_water_vapor_transport", Title: Title{"Vapour transport", "整层水汽输送"}, Units: "kg m-1 s-1", Display: same("kg/(m s)", 0), Max: 5000, Step: 0.1},
	{Name: "cloud_water", StandardName: "atmosphere_mass_content_of_cloud_liquid_water", Title: Title{"Column cloud water", "云水含量"}, Units: "kg m-2", Display: same("kg/m²", 2), Min: -0.1, Max: 20, Step: 0.0005},
	{Name: "cape", StandardName: "atmosphere_convective_available_potential_energy", Title: Title{"CAPE", "对流有效位能"}, Units: "J kg-1", Display: same("J/kg", 0), Max: 15000, Step: 0.25},
	{Name: "convective_inhibition", StandardName: "atmosphere_convective_inhibition", Title: Title{"Convective inhibition", "对流抑制能量"}, Units: "J kg-1", Display: same("J/kg", 0), Max: 5000, Step: 0.25},
	{Name: "lifted_index", StandardName: "temperature_difference_between_ambient_air_and_air_lifted_adiabatically_from_the_surface", Title: Title{"Lifted index", "抬升指数"}, Units: "K", Display: same("K", 1), Min: -60, Max: 120, Step: 0.01},
	{Name: "showalter_index", StandardName: "atmosphere_stability_showalter_index", Title: Title{"Showalter index", "沙氏指数"}, Units: "K", Display: same("K", 1), Min: -60, Max: 120, Step: 0.01},
	{Name: "k_index", StandardName: "atmosphere_stability_k_index", Title: Title{"K index", "K 指数"}, Units: "K", Display: same("K", 0), Min: -200, Max: 100, Step: 0.01},
	{Name: "total_totals_index", StandardName: "atmosphere_stability_total_totals_index", Title: Title{"Total totals", "总指数"}, Units: "K", Display: same("K", 0), Min: -200, Max: 150, Step: 0.01},
	{Name: "wave_height", StandardName: "sea_surface_wave_significant_height", Title: Title{"Significant wave height", "有效波高"}, Units: "m", Display: same("m", 1), Max: 40, Step: 0.002},
	{Name: "wave_direction", StandardName: "sea_surface_wave_from_direction", Title: Title{"Wave direction", "波向"}, Units: "degree", Shape: Direction, Display: degrees, Max: 360, Step: 0.01},
	{Name: "wind_wave_height", StandardName: "sea_surface_wind_wave_significant_height", Title: Title{"Wind wave height", "风浪有效波高"}, Units: "m", Display: same("m", 1), Max: 40, Step: 0.002},
	{Name: "wind_wave_direction", StandardName: "sea_surface_wind_wave_from_direction", Title: Title{"Wind wave direction", "风浪波向"}, Units: "degree", Shape: Direction, Display: degrees, Max: 360, Step: 0.01},
	{Name: "swell_wave_height", StandardName: "sea_surface_swell_wave_significant_height", Title: Title{"Swell height", "涌浪有效波高"}, Units: "m", Display: same("m", 1), Max: 40, Step: 0.002},
	{Name: "swell_wave_direction", StandardName: "sea_surface_swell_wave_from_direction", Title: Title{"Swell direction", "涌浪波向"}, Units: "degree", Shape: Direction, Display: degrees, Max: 360, Step: 0.01},
	{Name: "roughness_length", StandardName: "surface_roughness_length", Title: Title{"Roughness length", "地表粗糙度"}, Units: "m", Display: same("m", 2), Max: 10, Step: 0.0002},
	{Name: "surface_altitude", StandardName: "surface_altitude", Title: Title{"Model elevation", "模式地形"}, Units: "m", Display: same("m", 0), Min: -500, Max: 9000, Step: 0.25},
	{Name: "land_sea_mask", StandardName: "land_area_fraction", Title: Title{"Land fraction", "陆地比例"}, Units: "1", Display: same("", 2), Max: 1, Step: 0.0005},
}

// variableByName indexes variables.
var variableByName = func() map[string]*Variable {
	m := make(map[string]*Variable, len(variables))
	for i := range variables {
		m[variables[i].Name] = &variables[i]
	}
	return m
}()

// Variables gives every variable Fengtu knows, in the order lists show them.
func Variables() []*Variable {
	out := make([]*Variable, len(variables))
	for i := range variables {
		out[i] = &variables[i]
	}
	return out
}

// VariableNamed gives the variable of a name such as "temperature", nil where there is none.
func VariableNamed(name string) *Variable { return variableByName[name] }
