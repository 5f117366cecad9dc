package power

import (
	"context"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
)

type regionJSON struct {
	Dataset     string        `json:"dataset"`
	Run         string        `json:"run"`
	Published   time.Time     `json:"published"`
	Licence     string        `json:"licence"`
	Attribution string        `json:"attribution"`
	Region      answer.Region `json:"region"`
	Weights     string        `json:"weights"`
	Turbine     string        `json:"turbine,omitempty"`
	Portfolio   string        `json:"portfolio,omitempty"`
	Farms       int           `json:"farms,omitempty"`
	Method      []hubJSON     `json:"method,omitempty"`
	Solar       string        `json:"solar_method,omitempty"`
	Zone        string        `json:"zone"`
	Window      float64       `json:"ramp_hours"`
	Lagged      []string      `json:"lagged_runs,omitempty"`
	Members     []int         `json:"members,omitempty"`
	Times       []time.Time   `json:"times"`
	Speed       answer.Values `json:"wind_speed_m_s,omitempty"` // none of solar power
	Factor      answer.Values `json:"capacity_factor"`
	Total       *sumJSON      `json:"total"` // null where no capacity was told
}

// region answers /api/v1/power/region: the farms of a portfolio that stand in an area, or one
// turbine on all of it.
func (h Handler) region(c *gin.Context) error {
	r, err := h.regionAsked(c)
	if err != nil {
		return err
	}
	dataset, inv, err := h.Run(c.Request.Context(), c.Request.URL.Query())
	if err != nil {
		return err
	}
	q, err := readRequest(c, inv)
	if err != nil {
		return err
	}
	cells, err := region.Cover(inv.Grids[0], r.Area)
	if err != nil {
		return err
	}
	out := regionJSON{
		Dataset: inv.Dataset, Run: forecast.FormatTime(inv.Run), Published: inv.Published, Licence: dataset.Licence, Attribution: dataset.Attribution,
		Region: *answer.DescribeRegion(r.Name, cells),
		Zone:   q.zone.String(), Window: q.window.Hours(), Times: answer.NonNil(q.times), Portfolio: c.Query("portfolio"),
	}
	if out.Portfolio != "" {
		err = h.regionOfFarms(c, inv, r, q, &out)
	} else {
		err = h.regionOfTurbine(c, inv, cells, q, &out)
	}
	if err != nil {
		return err
	}
	if q.csv {
		return answer.Send(c, answer.Briefly, answer.CSV, out.csv(q.zone))
	}
	return answer.JSON(c, answer.Briefly, out)
}

// regionOfTurbine takes one turbine to stand evenly over the area.
func (h Handler) regionOfTurbine(c *gin.Context, inv *store.Inventory, cells *region.Cells, q request, out *regionJSON) error {
	w := cells.Window
	lat, _ := inv.Grids[0].At(w.Row+w.Rows/2, (w.Col+w.Cols/2)%inv.Grids[0].Cols())
	farm, err := gridFarm(c, lat)
	if err != nil {
		return err
	}
	ctx := c.Request.Context()
	if farm.Solar != nil {
		plants, err := cellPlants(inv.Grids[0], cells, farm)
		if err != nil {
			return err
		}
		out.Weights = "area of each cell in the region"
		return h.sumFarms(ctx, inv, plants, q, c.Query("capacity_MW") != "", out)
	}
	speed, factor, hub, err := regionMeans(ctx, power.Run{Inventory: inv, Source: h.source(h.Layers)}, cells, farm, q)
	if err != nil {
		return err
	}
	out.Weights, out.Turbine, out.Method = "area of each cell in the region", farm.Turbine.ID, methods([]*power.Hub{hub})
	out.Speed, out.Factor = speed, factor
	if c.Query("capacity_MW") == "" {
		return nil
	}
	scaled := func(factor []float32) *power.Output {
		w := make([]float32, len(factor))
		for i, v := range factor {
			w[i] = v * float32(farm.Capacity)
		}
		return &power.Output{Times: q.times, Farms: [][]float32{w}}
	}
	a := computed{farms: []power.Farm{farm}, out: scaled(factor), q: q}
	compute := func(run power.Run) (*power.Output, error) {
		_, factor, _, err := regionMeans(ctx, run, cells, farm, q)
		return scaled(factor), err
	}
	return h.sumRegion(ctx, inv, a, compute, out)
}

// sumRegion tells the sum of a region, with quantiles where they are asked for.
func (h Handler) sumRegion(ctx context.Context, inv *store.Inventory, a computed, compute computation, out *regionJSON) error {
	var err error
	if a.ensemble, err = h.ensemble(ctx, inv, a.q, a.out, compute); err != nil {
		return err
	}
	out.Lagged, out.Members = a.laggedRuns(), a.ensemble.members
	total := a.sum(a.out.All())
	out.Total = &total
	return nil
}

// regionOfFarms tells of the farms of a portfolio that stand in the area.
func (h Handler) regionOfFarms(c *gin.Context, inv *store.Inventory, r *region.Region, q request, out *regionJSON) error {
	farms, err := h.portfolioAsked(c, out.Portfolio)
	if err != nil {
		return err
	}
	var inside []power.Farm
	area := r.Inside()
	for _, f := range farms {
		if area.Has(f.Place.Lat, f.Place.Lon) {
			inside = append(inside, f)
		}
	}
	if inside == nil {
		return forecast.Errorf(forecast.NotFound, "web.region", "no farm of portfolio %s stands in the region", out.Portfolio)
	}
	out.Weights, out.Farms = "capacity of the portfolio's farms in the region", len(inside)
	return h.sumFarms(c.Request.Context(), inv, inside, q, true, out)
}

// sumFarms tells what farms give together, and its sum in MW where there is a capacity to speak of.
func (h Handler) sumFarms(ctx context.Context, inv *store.Inventory, farms []power.Farm, q request, capacity bool, out *regionJSON) error {
	compute := func(run power.Run) (*power.Output, error) {
		return power.Compute(ctx, run, farms, q.times, q.model, true)
	}
	if n := len(farms) * len(q.times) * q.versions(inv); n > maxValues/4 {
		return forecast.Errorf(forecast.Invalid, "web.region", "%d farms or cells at %d times are too many for one answer: ask for a smaller area or fewer times", len(farms), len(q.times))
	}
	o, err := compute(power.Run{Inventory: inv, Source: h.source(h.Layers)})
	if err != nil {
		return err
	}
	out.Method, out.Solar = methods(o.Hubs), o.Solar
	out.Speed, out.Factor = farmMeans(farms, o)
	if !capacity {
		return nil
	}
	return h.sumRegion(ctx, inv, computed{farms: farms, out: o, q: q}, compute, out)
}
