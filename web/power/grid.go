package power

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/gridfile"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// quantity is what a grid tells of each node.
type quantity struct {
	gridfile.Variable
	values func(dst []float32, at *power.At, factor []float32)
}

// gridQuantities is every quantity that grids are made of.
var gridQuantities = []quantity{
	{
		gridfile.Variable{Name: "capacity_factor", LongName: "power as a fraction of the rated power", Units: "1"},
		func(dst []float32, _ *power.At, factor []float32) { copy(dst, factor) },
	},
	{
		gridfile.Variable{Name: "wind_speed", StandardName: "wind_speed", LongName: "wind speed at the hub", Units: "m s-1"},
		func(dst []float32, at *power.At, _ []float32) { copy(dst, at.Speed) },
	},
	{
		gridfile.Variable{Name: "power_density", LongName: "power of the wind through a square metre", Units: "W m-2"},
		func(dst []float32, at *power.At, _ []float32) {
			for i, v := range at.Speed {
				dst[i] = at.Density[i] / 2 * v * v * v
			}
		},
	},
	{
		gridfile.Variable{Name: "air_density", StandardName: "air_density", LongName: "density of the air at the hub", Units: "kg m-3"},
		func(dst []float32, at *power.At, _ []float32) { copy(dst, at.Density) },
	},
	{
		gridfile.Variable{Name: "air_temperature", StandardName: "air_temperature", LongName: "temperature at the hub", Units: "K"},
		func(dst []float32, at *power.At, _ []float32) { copy(dst, at.Temperature) },
	},
}

// quantitiesAsked reads a list of quantities.
func quantitiesAsked(c *gin.Context) (out []quantity, err error) {
	list := c.Query("variables")
	if list == "" {
		list = "capacity_factor"
	}
	for name := range strings.SplitSeq(list, ",") {
		i := slices.IndexFunc(gridQuantities, func(q quantity) bool { return q.Name == strings.TrimSpace(name) })
		if i < 0 {
			var names []string
			for _, q := range gridQuantities {
				names = append(names, q.Name)
			}
			return nil, forecast.Errorf(forecast.Invalid, "web.grid", "variables are %s, not %q", strings.Join(names, ", "), name)
		}
		if slices.ContainsFunc(out, func(q quantity) bool { return q.Name == gridQuantities[i].Name }) {
			return nil, forecast.Errorf(forecast.Invalid, "web.grid", "%s is asked for twice", gridQuantities[i].Name)
		}
		out = append(out, gridQuantities[i])
	}
	return out, nil
}

// boxAsked reads a box or an area, whose weights say which nodes are in it; nil for all.
func (h Handler) boxAsked(c *gin.Context, g *forecast.Grid) (forecast.Window, []float64, error) {
	text := c.Query("bbox")
	if text == "" {
		r, err := h.regionAsked(c)
		if err != nil {
			return forecast.Window{}, nil, err
		}
		cells, err := region.Cover(g, r.Area)
		if err != nil {
			return forecast.Window{}, nil, err
		}
		return cells.Window, cells.Weights, nil
	}
	box, err := ask.Box(text)
	if err != nil {
		return forecast.Window{}, nil, err
	}
	w, err := region.Box(g, box[0], box[1], box[2], box[3])
	return w, nil, err
}

// grid answers /api/v1/power/grid with a file.
func (h Handler) grid(c *gin.Context) error {
	dataset, inv, err := h.Run(c.Request.Context(), c.Request.URL.Query())
	if err != nil {
		return err
	}
	name, err := ask.OneOf(c, "format", "netcdf", "geotiff", "csv")
	if err != nil {
		return err
	}
	format, err := h.Files.Format(name)
	if err != nil {
		return err
	}
	g, err := h.gridAsked(c, inv)
	if err != nil {
		return err
	}
	g.spec.Attributes = [][2]string{
		{"title", dataset.Title},
		{"source", "run " + forecast.FormatTime(inv.Run) + " of dataset " + inv.Dataset},
		{"licence", dataset.Licence},
		{"attribution", dataset.Attribution},
		{"wind_method", g.fields.Hub.Wind},
		{"density_method", g.fields.Hub.Density},
	}
	key := fmt.Sprint("power ", answer.StateOf(inv), " ", c.Request.URL.RawQuery, " ", g.fields.Window, " ", sum(g.weights))
	return h.Files.SendGrids(c, key, inv.Dataset+"_"+forecast.FormatTime(inv.Run)+"_power", format, answer.Grids{Spec: g.spec, Grid: inv.Grids[0], Window: g.fields.Window, Values: g.values})
}

// sum names weights by what they are.
func sum(weights []float64) string {
	h := fnv.New128a()
	_ = binary.Write(h, binary.LittleEndian, weights) // a hash takes everything
	return hex.EncodeToString(h.Sum(nil))
}
