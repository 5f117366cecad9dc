package points

import (
	"context"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/gridfile"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// netcdf answers with a file of series at places (CF timeSeries).
func (h Handler) netcdf(c *gin.Context, q *request, p url.Values, head headJSON) error {
	if h.Stations == nil {
		return forecast.Errorf(forecast.Unavailable, "web.point", "this server was built without NetCDF: ask for format=csv")
	}
	key := "point " + answer.StateOf(q.run) + " " + p.Encode()
	if head.Minus != nil {
		return ask.Wrong("a difference is told as JSON, CSV or lines: leave minus or format=netcdf out")
	}
	name := head.Dataset + "_" + head.Run + "_point.nc"
	return h.Files.Send(c, key, name, "application/x-netcdf", func(_ context.Context, path string) error {
		answers, err := h.read(c, q, q.spots)
		if err != nil {
			return err
		}
		out := gridfile.Stations{
			Times: q.times, Run: q.run.Run,
			Attributes: [][2]string{
				{"source", "run " + head.Run + " of dataset " + head.Dataset},
				{"licence", head.Licence},
				{"attribution", head.Attribution},
				{"interpolation", head.Interpolation},
			},
		}
		for _, of := range answers {
			out.Lat, out.Lon = append(out.Lat, of[0].Lat), append(out.Lon, of[0].Lon)
		}
		for k, pick := range q.picks {
			for i, l := range pick.layers {
				v := gridfile.Variable{Name: l.Name() + pick.suffix, StandardName: pick.as(l).Variable.StandardName, LongName: pick.as(l).Title().EN, Units: q.display(pick.as(l)).Units}
				if q.menu.Vertical(l) {
					v.Comment = "interpolated between levels"
				}
				out.Variables = append(out.Variables, v)
				var values []float32
				for _, of := range answers {
					values = append(values, q.series(of[k].Series[i], pick).Values...)
				}
				out.Values = append(out.Values, values)
			}
		}
		return h.Stations(path, out)
	})
}
