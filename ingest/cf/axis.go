package cf

import (
	"strings"
)

// class says what a dimension stands for.
type class uint8

const (
	unclear class = iota
	latitude
	longitude
	clockTime
	runTime
	leadTime
	vertical
	member
	channel
	planeX // of a projection, or degrees written as if of one
	planeY
	rotated
)

// axis is a dimension's class and the variable that tells its values, nil where none does.
type axis struct {
	class class
	v     *Var
}

// classByStandard gives the class of a CF standard name.
var classByStandard = map[string]class{
	"latitude": latitude, "longitude": longitude, "time": clockTime,
	"forecast_reference_time": runTime, "forecast_period": leadTime, "realization": member, "member": member,
	"projection_x_coordinate": planeX, "projection_y_coordinate": planeY,
	"grid_latitude": rotated, "grid_longitude": rotated,
	"depth": vertical, "air_pressure": vertical, "pressure_level_in_hpa": vertical, "height": vertical, "height_above_ground_level_in_m": vertical,
}

// classByName gives the class of a name.
var classByName = func() map[string]class {
	m := map[string]class{}
	for c, names := range map[class]string{
		latitude:  "lat latitude lats nav_lat xlat",
		longitude: "lon longitude lons long nav_lon xlong",
		clockTime: "time valid_time t datetime times valid day forecast_time",
		runTime:   "forecast_reference_time reference_time reftime init_time initial_time analysis_time run",
		leadTime:  "step lead_time prediction_timedelta forecast_period leadtime forecast_hour fhour lead",
		member:    "number ensemble realization realisation member ens mem ensemble_member ens_member member_id ensemble_id sample",
		channel:   "channel channels variable param",
		vertical: "level lev levels plev pressure pressure_level isobaricinhpa isobaricinpa isobaric isobaric1 air_pressure pl " +
			"heightaboveground height z_agl depth deptht depthu depthv olevel",
		rotated: "rlat rlon grid_latitude grid_longitude",
	} {
		for s := range strings.FieldsSeq(names) {
			m[s] = c
		}
	}
	return m
}()

// classByUnits gives the class that units of latitude or longitude tell.
func classByUnits(units string) class {
	u := strings.NewReplacer("degrees", "degree", "_", "", " ", "").Replace(strings.ToLower(units))
	switch u {
	case "degreenorth", "degreen":
		return latitude
	case "degreeeast", "degreee":
		return longitude
	}
	return unclear
}

// classByMeaning gives what a coordinate says it is: by standard name, name, then units. Units of
// latitude on an axis called lon are a known slip of writers, so that the name goes first.
func classByMeaning(v *Var) class {
	if c, ok := classByStandard[v.standardName()]; ok {
		return c
	}
	_, _, since := cutSince(v.units())
	name := classByName[plainName(v.Name)]
	if name == clockTime && !since {
		c, err := parseClock(v.units(), "")
		switch {
		case err == nil && c.dated:
			return clockTime
		case err == nil:
			return leadTime // GraphCast writes lead times as time
		}
		if name = unclear; plainName(v.Name) == "time" {
			name = clockTime // t may be a temperature, but time is no quantity
		}
	}
	if name != unclear {
		return name
	}
	if c := classByUnits(v.units()); c != unclear {
		return c
	}
	if since {
		return clockTime
	}
	return unclear
}

// axis finds what a dimension stands for.
func (r *reader) axis(dim string) axis {
	if a, ok := r.axes[dim]; ok {
		return a
	}
	a := r.findAxis(dim)
	r.axes[dim] = a
	return a
}

func (r *reader) findAxis(dim string) axis {
	if v := r.index[dim]; v != nil && len(v.Dims) == 1 && v.Dims[0].Name == dim {
		return axis{classByMeaning(v), v}
	}
	for i := range r.vars {
		v := &r.vars[i]
		if len(v.Dims) == 1 && v.Dims[0].Name == dim {
			if c := classByMeaning(v); c != unclear && c != vertical {
				return axis{c, v}
			}
		}
	}
	return axis{class: classByName[plainName(dim)]}
}
