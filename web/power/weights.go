package power

import (
	"bytes"
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// peopleJSON says whose people a temperature is weighted by.
type peopleJSON struct {
	Source  string  `json:"source"`
	Licence string  `json:"licence,omitempty"`
	Places  int     `json:"places"`
	People  float64 `json:"people"`
	Covered float64 `json:"covered"` // fraction of the region's people that live on the grid
}

// weightsAsked reads places with weights, or takes those of a region: its cells by their area, or where
// its people live. It notes in the answer which.
func (h Handler) weightsAsked(c *gin.Context, inv *store.Inventory, out *demandJSON) (w power.Weighted, err error) {
	var sent []byte
	if c.Request.Method == http.MethodPost {
		if sent, err = ask.Body(c); err != nil {
			return w, err
		}
		if !bytes.HasPrefix(bytes.TrimLeft(sent, " \t\r\n\ufeff"), []byte("{")) {
			out.Weights = "those that were sent"
			return power.ParseWeighted(sent, power.MaxFarms)
		}
	}
	r, err := h.regionOf(c, sent)
	if err != nil {
		return w, err
	}
	by, err := ask.OneOf(c, "weights", "area", "population")
	if err != nil {
		return w, err
	}
	if by == "population" {
		return h.peopleOf(r, inv.Grids[0], out)
	}
	cells, err := region.Cover(inv.Grids[0], r.Area)
	if err != nil {
		return w, err
	}
	out.Weights, out.Region = "area of each cell in the region", answer.DescribeRegion(r.Name, cells)
	cells.Each(inv.Grids[0], func(lat, lon, area float64) {
		w.Places, w.Weights = append(w.Places, point.Place{Lat: lat, Lon: lon}), append(w.Weights, area)
	})
	return w, nil
}

// peopleOf gives where the people of a region live, those who live on the grid.
func (h Handler) peopleOf(r *region.Region, g *forecast.Grid, out *demandJSON) (power.Weighted, error) {
	area := r.Inside()
	all := h.People.Where(func(p point.Place) bool { return area.Has(p.Lat, p.Lon) })
	on := all.Where(func(p point.Place) bool { _, ok := point.Cell(g, p); return ok })
	if !(on.Whole() > 0) {
		return on, forecast.Errorf(forecast.NotFound, "web.demand", "of the %d places in the region that have people (%s) none lies on the dataset's grid: leave weights out for the mean by area, or POST lat,lon,weight",
			len(all.Places), h.People.Source)
	}
	out.Weights = "people of each place in the region"
	out.People = &peopleJSON{h.People.Source, h.People.Licence, len(on.Places), on.Whole(), answer.Round(on.Whole()/all.Whole(), 6)}
	return on, nil
}
