package cf

import (
	"strings"
	"testing"

	"github.com/fengtu/fengtu/forecast"
)

func layerOf(q quantity) string { return forecast.Layer{Variable: q.variable, Level: q.level}.Name() }

func TestQuantityByName(t *testing.T) {
	f := func(names, want string) {
		t.Helper()
		for name := range strings.FieldsSeq(names) {
			r := newReader(square("x.nc"))
			q, err := r.quantityOf(&Var{Name: name, Attrs: words("standard_name", "unknown")})
			if err != nil || layerOf(q) != want {
				t.Errorf("%s: got %v, %v, want %s", name, q, err, want)
			}
		}
	}
	f("t2m 2t T2 tas t2 2m_temperature temperature_2m air_temperature__at_2m air-temperature-2m t_2m", "temperature_2m")
	f("d2m 2d td2m 2m_dewpoint_temperature", "dew_point_2m")
	f("u10 10u U10 u10m uas 10m_u_component_of_wind wind_u_component_10m u_10m u_10", "wind_u_component_10m")
	f("v100 100v v100m 100m_v_component_of_wind", "wind_v_component_100m")
	f("u80m u_80m", "wind_u_component_80m")
	f("t_850 t850 T850 temperature_850hPa temperature_850 ta_850hpa t_pl_850", "temperature_850hPa")
	f("u_pl_850 u_850 u850", "wind_u_component_850hPa")
	f("z500 z_500 geopotential_500 gh_500 geopotential_height_500hPa", "geopotential_height_500hPa")
	f("q_50 q50", "specific_humidity_50hPa")
	f("w_1000 w1000 omega_1000", "vertical_velocity_1000hPa")
	f("msl mslp prmsl psl mean_sea_level_pressure pressure_msl", "pressure_msl")
	f("sp ps PS surface_pressure", "surface_pressure")
	f("tp tp6h tp06 tp_6h pr precip total_precipitation total_precipitation_6hr total_precipitation_24hr precipitation", "precipitation")
	f("tcc clt total_cloud_cover cloud_cover", "cloud_cover")
	f("ssrd ssrd6h rsds surface_solar_radiation_downwards", "shortwave_radiation")
	f("ssr ssr6h rsns", "net_shortwave_radiation")
	f("i10fg 10fg gust 10m_wind_gust wind_gusts_10m", "wind_gusts_10m")
	f("si10 10si ws_10 wind_speed_10m", "wind_speed_10m")
	f("sst tos analysed_sst", "sea_surface_temperature")
	f("skt Temperature_surface", "surface_temperature")
	f("orog geopotential_at_surface", "surface_altitude")
	f("tcwv prw total_column_water_vapour", "total_column_integrated_water_vapour")
}

func TestQuantityByStandardName(t *testing.T) {
	f := func(name, standard, longName, want string) {
		t.Helper()
		r := newReader(square("x.nc"))
		q, err := r.quantityOf(&Var{Name: name, Attrs: words("standard_name", standard, "long_name", longName)})
		if err != nil || layerOf(q) != want {
			t.Errorf("%s: got %v, %v, want %s", name, q, err, want)
		}
	}
	f("temp_1", "air_temperature", "", "temperature")
	f("temp_1", "air_temperature", "Temperature at 2 metres", "temperature_2m")
	f("wind_speed", "wind_speed", "10 meter Surface Wind Speed", "wind_speed_10m")
	f("x", "precipitation_flux", "", "precipitation_rate")
	f("r", "rainfall_rate", "", "precipitation_rate")
	f("wind-wave-height", "sea_surface_wind_wave_significant_height", "", "wind_wave_height")
	f("field7", "air_pressure_at_sea_level", "", "pressure_msl")
	f("cl", "cloud_area_fraction status_flag", "", "cloud_cover")
}

func TestQuantityUnknown(t *testing.T) {
	f := func(name string, attrs ...string) {
		t.Helper()
		r := newReader(square("x.nc"))
		if q, err := r.quantityOf(&Var{Name: name, Attrs: words(attrs...)}); err == nil {
			t.Errorf("%s: got %+v", name, q)
		}
	}
	f("m01s20i114")
	f("data")
	f("")
	f("850")
	f("str")
	f("sst_850")
	f("wind_10m") // a vector stands for its components
	f("x_wind_10m", "standard_name", "x_wind")
}

// A FengWu file by channels has u at 100 hPa and wind at 10 m under names of the same form.
func TestQuantityAmongChannels(t *testing.T) {
	file := timed("x.nc")
	for _, name := range []string{"u10", "v10", "t2m", "u50", "u100", "u850", "u1000", "t1000"} {
		file.data(name, "time lat lon", "units", map[bool]string{true: "K", false: "m s-1"}[name[0] == 't'])
	}
	want := "wind_u_component_10m wind_v_component_10m temperature_2m wind_u_component_50hPa wind_u_component_100hPa " +
		"wind_u_component_850hPa wind_u_component_1000hPa temperature_1000hPa"
	if got := layers(mustRead(t, file)); got != want {
		t.Errorf("got %s", got)
	}
}

func FuzzSplitName(f *testing.F) {
	for _, s := range []string{"t_850", "2m_temperature", "temperature_850hpa", "tp6h", "u_pl_850", "10u"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		s := splitName(plainName(name))
		if s.level.Kind != forecast.Surface && (!(s.level.Value > 0) || s.base == "") {
			t.Errorf("%q: %+v", name, s)
		}
	})
}
