package netcdf

import (
	"math"
	"time"

	"github.com/fengtu/fengtu/forecast/gridfile"
)

// WriteStations writes series at places that follow the CF conventions (featureType timeSeries). It
// implements gridfile.WriteStations.
func WriteStations(path string, s gridfile.Stations) error {
	w, err := Create(path)
	if err != nil {
		return err
	}
	if err := putStations(w, s); err != nil {
		w.Abort()
		return err
	}
	return w.Close()
}

func putStations(w *Writer, s gridfile.Stations) error {
	since := "seconds since 1970-01-01T00:00:00Z"
	var err error
	do := func(more error) {
		if err == nil {
			err = more
		}
	}
	do(w.GlobalAttr("Conventions", TextAttr("CF-1.8")))
	do(w.GlobalAttr("featureType", TextAttr("timeSeries")))
	for _, a := range s.Attributes {
		do(w.GlobalAttr(a[0], TextAttr(a[1])))
	}
	numbers, times := make([]float64, len(s.Lat)), make([]float64, len(s.Times))
	for i := range numbers {
		numbers[i] = float64(i)
	}
	for i, t := range s.Times {
		times[i] = float64(t.Unix())
	}
	do(w.DefDim("station", len(s.Lat)))
	do(w.DefDim("time", len(s.Times)))
	calendar := []string{"units", since, "calendar", "proleptic_gregorian"}
	do(w.DefVar("station", Double, []string{"station"}, textAttrs("long_name", "place of the request", "cf_role", "timeseries_id")))
	do(w.DefVar("latitude", Double, []string{"station"}, textAttrs("standard_name", "latitude", "units", "degrees_north")))
	do(w.DefVar("longitude", Double, []string{"station"}, textAttrs("standard_name", "longitude", "units", "degrees_east")))
	do(w.DefVar("time", Double, []string{"time"}, textAttrs(append(calendar, "standard_name", "time", "axis", "T")...)))
	do(w.DefVar("forecast_reference_time", Double, nil, textAttrs(append(calendar, "standard_name", "forecast_reference_time")...)))
	for _, v := range s.Variables {
		attrs := textAttrs("standard_name", v.StandardName, "long_name", v.LongName, "units", v.Units, "comment", v.Comment,
			"coordinates", "latitude longitude forecast_reference_time")
		attrs["_FillValue"] = Attr{Type: Float, Numbers: []float64{math.NaN()}}
		do(w.DefVar(v.Name, Float, []string{"station", "time"}, attrs))
	}
	for name, values := range map[string][]float64{
		"station": numbers, "latitude": s.Lat, "longitude": s.Lon, "time": times, "forecast_reference_time": {float64(s.Run.Truncate(time.Second).Unix())},
	} {
		do(w.PutFloat64(name, nil, nil, values))
	}
	for k, v := range s.Variables {
		do(w.PutFloat32(v.Name, []int{0, 0}, []int{len(s.Lat), len(s.Times)}, s.Values[k]))
	}
	return err
}
