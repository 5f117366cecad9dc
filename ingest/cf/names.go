package cf

import (
	"maps"
	"strings"

	"github.com/fengtu/fengtu/forecast"
)

// A meaning is what a name stands for: a variable, the level where the name fixes it, the units
// where a file gives none, and the hours a sum is over where the name says.
type meaning struct {
	variable string
	level    forecast.Level
	units    string
	hours    int
}

var (
	at2   = forecast.HeightAbove(2)
	at10  = forecast.HeightAbove(10)
	at100 = forecast.HeightAbove(100)
)

// nameTable is every spelling of a variable's name that is not its own, in lower case with
// underscores: the one place to add another. Names with a level or a number of hours at either
// end (t_850, 2m_temperature, tp6h) need no entry of their own unless the number is bare and means
// metres.
var nameTable = []struct {
	spellings string
	meaning
}{
	{"t ta temp temperature air_temperature tmp", meaning{variable: "temperature", units: "K"}},
	{"t2m t2 tas tmp2m", meaning{variable: "temperature", level: at2, units: "K"}},
	{"d td dewpoint dewpoint_temperature dew_point_temperature", meaning{variable: "dew_point", units: "K"}},
	{"d2m td2 td2m tdps", meaning{variable: "dew_point", level: at2, units: "K"}},
	{"skt ts temperature_surface skin_temperature tskin", meaning{variable: "surface_temperature", units: "K"}},
	{"sst tos analysed_sst", meaning{variable: "sea_surface_temperature", units: "K"}},
	{"thetao pottmp votemper potential_temperature_of_sea_water", meaning{variable: "sea_water_potential_temperature", units: "K"}},
	{"so salt salinity vosaline", meaning{variable: "sea_water_salinity", units: "1e-3"}},
	{"uo ucur vozocrtx water_u", meaning{variable: "ocean_current_u_component", units: "m s-1"}},
	{"vo vcur vomecrty water_v", meaning{variable: "ocean_current_v_component", units: "m s-1"}},
	{"zos ssh sshg sossheig", meaning{variable: "sea_surface_height", units: "m"}},

	{"u ua ugrd u_component_of_wind u_wind uwnd eastward_wind u_pl", meaning{variable: "wind_u_component", units: "m s-1"}},
	{"v va vgrd v_component_of_wind v_wind vwnd northward_wind v_pl", meaning{variable: "wind_v_component", units: "m s-1"}},
	{"u10 uas u10m", meaning{variable: "wind_u_component", level: at10, units: "m s-1"}},
	{"v10 vas v10m", meaning{variable: "wind_v_component", level: at10, units: "m s-1"}},
	{"u100", meaning{variable: "wind_u_component", level: at100, units: "m s-1"}},
	{"v100", meaning{variable: "wind_v_component", level: at100, units: "m s-1"}},
	{"ws si wspd windspeed wind_speed", meaning{variable: "wind_speed", units: "m s-1"}},
	{"si10 ws10 sfcwind", meaning{variable: "wind_speed", level: at10, units: "m s-1"}},
	{"si100 ws100", meaning{variable: "wind_speed", level: at100, units: "m s-1"}},
	{"wd wdir winddir", meaning{variable: "wind_direction", units: "degree"}},
	{"gust wind_gust windgust wind_speed_gust i10fg fg10 fg wgust instantaneous_10m_wind_gust", meaning{variable: "wind_gusts", level: at10, units: "m s-1"}},

	{"msl mslp prmsl psl slp mean_sea_level_pressure", meaning{variable: "pressure_msl", units: "Pa"}},
	{"sp ps psfc", meaning{variable: "surface_pressure", units: "Pa"}},
	{"z geopotential phi", meaning{variable: "geopotential_height", units: "m2 s-2"}},
	{"gh zg hgt height_of_isobaric", meaning{variable: "geopotential_height", units: "m"}},
	{"orog orography topography topo hgt_sfc surface_height", meaning{variable: "surface_altitude", units: "m"}},
	{"geopotential_at_surface surface_geopotential zs", meaning{variable: "surface_altitude", units: "m2 s-2"}},
	{"lsm sftlf landsea landmask", meaning{variable: "land_sea_mask", units: "1"}},
	{"fsr sr z0", meaning{variable: "roughness_length", units: "m"}},

	{"q hus shum qv spfh specific_humidity", meaning{variable: "specific_humidity", units: "kg kg-1"}},
	{"r rh hur", meaning{variable: "relative_humidity"}},
	{"hurs rh2m", meaning{variable: "relative_humidity", level: at2}},
	{"w wap omega vvel", meaning{variable: "vertical_velocity", units: "Pa s-1"}},

	{"tp pr precip rain apcp total_precipitation rainfall", meaning{variable: "precipitation"}},
	{"tp06", meaning{variable: "precipitation", hours: 6}},
	{"prate precip_rate rainfall_rate rain_rate rainrate tprate mtpr", meaning{variable: "precipitation_rate"}},
	{"tcc clt total_cloud_cover tcdc", meaning{variable: "cloud_cover"}},
	{"ssrd rsds swdown ghi surface_solar_radiation_downwards dswrf", meaning{variable: "shortwave_radiation"}},
	{"ssr rsns surface_net_solar_radiation", meaning{variable: "net_shortwave_radiation"}},
	{"fdir total_sky_direct_solar_radiation_at_surface", meaning{variable: "direct_radiation"}},
	{"tcwv prw pwat total_column_water_vapour total_column_water_vapor", meaning{variable: "total_column_integrated_water_vapour", units: "kg m-2"}},
	{"tclw total_column_cloud_liquid_water", meaning{variable: "cloud_water", units: "kg m-2"}},
	{"sbcape mlcape", meaning{variable: "cape", units: "J kg-1"}},
	{"swh htsgw significant_height_of_combined_wind_waves_and_swell", meaning{variable: "wave_height", units: "m"}},
	{"shww", meaning{variable: "wind_wave_height", units: "m"}},
	{"shts swell", meaning{variable: "swell_wave_height", units: "m"}},
	{"mwd dirpw mean_wave_direction", meaning{variable: "wave_direction", units: "degree"}},
	{"mdww", meaning{variable: "wind_wave_direction", units: "degree"}},
	{"mdts", meaning{variable: "swell_wave_direction", units: "degree"}},
}

// standardTable is every CF standard name that is not a variable's own. byName and byStandard hold
// both kinds.
var standardTable = map[string]meaning{
	"geopotential":                          {variable: "geopotential_height"},
	"surface_geopotential":                  {variable: "surface_altitude"},
	"air_pressure_at_sea_level":             {variable: "pressure_msl"},
	"sea_surface_foundation_temperature":    {variable: "sea_surface_temperature"},
	"sea_water_practical_salinity":          {variable: "sea_water_salinity"},
	"surface_eastward_sea_water_velocity":   {variable: "ocean_current_u_component"},
	"surface_northward_sea_water_velocity":  {variable: "ocean_current_v_component"},
	"surface_pressure":                      {variable: "surface_pressure"},
	"lwe_thickness_of_precipitation_amount": {variable: "precipitation"},
	"lwe_precipitation_rate":                {variable: "precipitation_rate"},
	"rainfall_rate":                         {variable: "precipitation_rate"},
	"rainfall_flux":                         {variable: "precipitation_rate"},
	"rainfall_amount":                       {variable: "precipitation"},
	"land_binary_mask":                      {variable: "land_sea_mask"},
	"atmosphere_water_vapor_content":        {variable: "total_column_integrated_water_vapour"},
	"atmosphere_cloud_liquid_water_content": {variable: "cloud_water"},
}

// noLayer are quantities that look like ones with a layer but are others.
var noLayer = map[string]string{
	"str":    "it is net thermal radiation, for which there is no layer",
	"strd":   "it is downward thermal radiation, for which there is no layer",
	"x_wind": "it is wind along the grid's own axis: rewrite the file with eastward and northward wind",
	"y_wind": "it is wind along the grid's own axis: rewrite the file with eastward and northward wind",
}

var byName, byStandard = func() (map[string]meaning, map[string]meaning) {
	names, own, standards := map[string]meaning{}, map[string]meaning{}, maps.Clone(standardTable)
	for _, v := range forecast.Variables() {
		if v.Shape != forecast.Vector {
			m := meaning{variable: v.Name}
			if _, ok := repairs[v.Name]; ok {
				m.units = v.Units // no harm where that is wrong, for Settle tells
			}
			names[v.Name] = m
			if _, ok := own[v.StandardName]; !ok { // air_temperature is temperature, not its maximum
				own[v.StandardName] = m
			}
		}
	}
	for _, row := range nameTable {
		for s := range strings.FieldsSeq(row.spellings) {
			names[s] = row.meaning
		}
	}
	maps.Copy(standards, own)
	return names, standards
}()
