package power

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/power"
)

// farmAsked reads one farm from the query; a turbine that was sent is its own.
func farmAsked(c *gin.Context, own *power.Turbine) (power.Farm, error) { return farmOf(c.Query, own) }

func farmOf(query func(name string) string, own *power.Turbine) (power.Farm, error) {
	d, turbines := power.NewDraft(), power.Turbines{}
	for _, name := range power.PropertyNames() {
		if err := d.Set(name, query(name)); err != nil {
			return power.Farm{}, forecast.Errorf(forecast.Invalid, "web.power", "%s: %s", name, forecast.DetailOf(err))
		}
	}
	if own != nil {
		turbines[own.ID] = own
		if err := d.Set("turbine", own.ID); err != nil {
			return power.Farm{}, err
		}
	}
	farm, err := d.Farm(turbines)
	if farm.Name == "" {
		farm.Name = "farm"
	}
	return farm, err
}

// gridFarm reads the turbine or plant of a request that has no place but a latitude.
func gridFarm(c *gin.Context, lat float64) (power.Farm, error) {
	query := c.Request.URL.Query()
	query.Set("lat", strconv.FormatFloat(lat, 'f', -1, 64))
	query.Set("lon", "0")
	farm, err := farmOf(query.Get, nil)
	if err == nil && farm.Losses.Curtailed > 0 {
		err = forecast.Errorf(forecast.Invalid, "web.power", "export_limit_MW is where one farm meets the grid, and here turbines stand everywhere: leave it out, or ask for farms")
	}
	return farm, err
}
