package cf

import (
	"fmt"
	"math"

	"github.com/fengtu/fengtu/forecast"
)

// slack is how far values may lie outside the possible range, in SI units, for being the noise of
// packing or resampling (about 1 % of what is typical): they are moved to the range's end.
var slack = map[string]float64{
	"precipitation":                        0.05,
	"precipitation_rate":                   0.05 / 3600,
	"cloud_cover":                          0.01,
	"shortwave_radiation":                  5,
	"direct_radiation":                     5,
	"total_column_integrated_water_vapour": 0.1,
	"cape":                                 5,
	"wind_speed":                           0.05,
	"wind_gusts":                           0.05,
	"wave_height":                          0.02,
	"wind_wave_height":                     0.02,
	"swell_wave_height":                    0.02,
	"roughness_length":                     0.01,
	"land_sea_mask":                        0.01,
}

// repairs are the units that files name wrongly and whose values cannot be mistaken, for the two
// ranges do not meet: °C called K, and hPa called Pa.
var repairs = map[string]struct {
	scale, offset float64
	what          string
}{
	"temperature":                     {1, 273.15, "°C"},
	"temperature_max":                 {1, 273.15, "°C"},
	"temperature_min":                 {1, 273.15, "°C"},
	"dew_point":                       {1, 273.15, "°C"},
	"surface_temperature":             {1, 273.15, "°C"},
	"sea_surface_temperature":         {1, 273.15, "°C"},
	"sea_water_temperature":           {1, 273.15, "°C"},
	"sea_water_potential_temperature": {1, 273.15, "°C"},
	"sea_water_salinity":              {0.001, 0, "g/kg"},
	"pressure_msl":                    {100, 0, "hPa"},
	"surface_pressure":                {100, 0, "hPa"},
}

// constantNodes is from how many nodes on a field of one value is no small region at rest.
const constantNodes = 64

// neverEven are the variables that are nowhere the same over many nodes; rain, cloud, sunshine or
// the temperature of icy water may be.
var neverEven = map[string]bool{
	"temperature": true, "dew_point": true, "wind_u_component": true, "wind_v_component": true, "wind_speed": true,
	"wind_direction": true, "wind_gusts": true, "pressure_msl": true, "surface_pressure": true, "geopotential_height": true,
	"relative_humidity": true,
}

// Finding is what Settle did to a field.
type Finding struct {
	Clipped  int    // values that lay just outside the range
	Repaired string // the unit that the values turned out to be in, "" where it was as the file says
}

// Unfilled is Settle's error for a field without values, or with one and the same everywhere.
type Unfilled string

func (u Unfilled) Error() string { return string(u) }

// Lost is Settle's error for a field whose values its file could not hold.
type Lost string

func (l Lost) Error() string { return string(l) }

// Settle holds the values of a field against what is physically possible, and makes them so where
// that is beyond doubt. Its error says what is impossible. The extent is that of the values as they are then.
func Settle(layer forecast.Layer, values []float32) (Finding, Extent, error) {
	var f Finding
	if layer.Variable.Shape == forecast.Direction {
		turn(values)
	}
	e := ExtentOf(values)
	if e.N == 0 {
		return f, e, Unfilled("it holds no values, all are missing")
	}
	if math.IsInf(e.Low, 0) || math.IsInf(e.High, 0) {
		return f, e, Lost(fmt.Sprintf("it holds infinite values: half precision ends at %d, so save it as float32", halfMost))
	}
	if e.Low == e.High && e.N >= constantNodes && neverEven[layer.Variable.Name] {
		return f, e, Unfilled(fmt.Sprintf("its values are all %.5g %s: the field was not filled in", e.Low, layer.Variable.Units))
	}
	least, most := layer.Variable.Range(layer.Level)
	if e.Low >= least && e.High <= most {
		return f, e, nil
	}
	if fix, ok := repairs[layer.Variable.Name]; ok && e.Low*fix.scale+fix.offset >= least && e.High*fix.scale+fix.offset <= most {
		Convert(values, fix.scale, fix.offset)
		f.Repaired = fix.what
		return f, ExtentOf(values), nil
	}
	if s := max(slack[layer.Variable.Name], 1e-6*(most-least)); e.Low < least-s || e.High > most+s {
		return f, e, fmt.Errorf("its values, %.5g to %.5g %s, are impossible (%.5g to %.5g): are its units right?",
			e.Low, e.High, layer.Variable.Units, least, most)
	}
	f.Clipped = clip(values, least, most)
	return f, ExtentOf(values), nil
}

// Convert makes every value v × scale + offset.
func Convert(values []float32, scale, offset float64) {
	if scale == 1 && offset == 0 {
		return
	}
	rest := values[convertFast(values, scale, offset):]
	for i, v := range rest {
		rest[i] = float32(float64(float64(v)*scale) + offset)
	}
}

// clip moves values into the range and counts them.
func clip(values []float32, least, most float64) (n int) {
	lo, hi := inside(least, most), inside(most, least)
	for i, v := range values {
		switch {
		case v < lo:
			values[i] = lo
			n++
		case v > hi:
			values[i] = hi
			n++
		}
	}
	return n
}

// inside gives x as float32, on the side of toward where it is no float32.
func inside(x, toward float64) float32 {
	f := float32(x)
	if (float64(f)-x)*(toward-x) < 0 {
		return math.Nextafter32(f, float32(toward))
	}
	return f
}

// turn brings directions into [0, 360).
func turn(values []float32) {
	for i, v := range values {
		if v >= -360 && v < 0 {
			values[i] = v + 360
		} else if v > 360 && v <= 720 {
			values[i] = v - 360
		}
	}
}
