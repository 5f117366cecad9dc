package web

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

type regionPowerJSON struct {
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

// regions answers /api/v1/power/regions.
func (s *server) regionNames(c *gin.Context) error {
	type named struct {
		Name  string   `json:"name"`
		Names []string `json:"names"`
	}
	out := []named{}
	for _, r := range s.regions {
		out = append(out, named{r.Name, r.Names})
	}
	return answer.JSON(c, answer.Daily, gin.H{"regions": out})
}

// regionAsked reads the area: a name of the query, or a polygon that was sent.
func (s *server) regionAsked(c *gin.Context) (*region.Region, error) {
	if c.Request.Method != http.MethodPost {
		return s.regionOf(c, nil)
	}
	data, err := ask.Body(c)
	if err != nil {
		return nil, err
	}
	return s.regionOf(c, data)
}

// regionOf is regionAsked where the body was read before; nil is none.
func (s *server) regionOf(c *gin.Context, sent []byte) (*region.Region, error) {
	name := c.Query("region")
	switch {
	case sent != nil:
		return ask.Outline(sent)
	case name == "":
		return nil, forecast.Errorf(forecast.Invalid, "web.region", "say which region, by a name of /api/v1/power/regions, or POST a GeoJSON polygon")
	}
	return s.regions.Find(name)
}

// powerRegion answers /api/v1/power/region: the farms of a portfolio that stand in an area, or one
// turbine on all of it.
func (s *server) powerRegion(c *gin.Context) error {
	r, err := s.regionAsked(c)
	if err != nil {
		return err
	}
	dataset, inv, err := s.Run(c, c.Request.URL.Query())
	if err != nil {
		return err
	}
	q, err := readPowerQuery(c, inv)
	if err != nil {
		return err
	}
	cells, err := region.Cover(inv.Grids[0], r.Area)
	if err != nil {
		return err
	}
	out := regionPowerJSON{
		Dataset: inv.Dataset, Run: forecast.FormatTime(inv.Run), Published: inv.Published, Licence: dataset.Licence, Attribution: dataset.Attribution,
		Region: *answer.DescribeRegion(r.Name, cells),
		Zone:   q.zone.String(), Window: q.window.Hours(), Times: answer.NonNil(q.times), Portfolio: c.Query("portfolio"),
	}
	if out.Portfolio != "" {
		err = s.regionOfFarms(c, inv, r, q, &out)
	} else {
		err = s.regionOfTurbine(c, inv, cells, q, &out)
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
func (s *server) regionOfTurbine(c *gin.Context, inv *store.Inventory, cells *region.Cells, q powerQuery, out *regionPowerJSON) error {
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
		return s.sumFarms(ctx, inv, plants, q, c.Query("capacity_MW") != "", out)
	}
	speed, factor, hub, err := regionMeans(ctx, power.Run{Inventory: inv, Source: s.powerSource(s.Layers)}, cells, farm, q)
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
	a := powerAnswer{farms: []power.Farm{farm}, out: scaled(factor), q: q}
	compute := func(run power.Run) (*power.Output, error) {
		_, factor, _, err := regionMeans(ctx, run, cells, farm, q)
		return scaled(factor), err
	}
	return s.sumRegion(ctx, inv, a, compute, out)
}

// sumRegion tells the sum of a region, with quantiles where they are asked for.
func (s *server) sumRegion(ctx context.Context, inv *store.Inventory, a powerAnswer, compute computation, out *regionPowerJSON) error {
	var err error
	if a.ensemble, err = s.ensemble(ctx, inv, a.q, a.out, compute); err != nil {
		return err
	}
	out.Lagged, out.Members = a.laggedRuns(), a.ensemble.members
	total := a.sum(a.out.All())
	out.Total = &total
	return nil
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

// regionMeans gives the mean wind at the hub and the mean capacity factor over cells, weighted by
// their area; missing at times at which one of them is.
func regionMeans(ctx context.Context, run power.Run, cells *region.Cells, farm power.Farm, q powerQuery) (speed, factor []float32, hub *power.Hub, err error) {
	if n := cells.Window.Size() * len(q.times) * q.versions(run.Inventory); n > answer.MaxFileValues {
		return nil, nil, nil, forecast.Errorf(forecast.Invalid, "web.region", "%d cells at %d times are too many for one answer: ask for a smaller area or fewer times", cells.Window.Size(), len(q.times))
	}
	fields, err := power.NewFields(run, cells.Window, farm.HubHeight, farm.Turbine, farm.Losses, q.model)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, t := range q.times {
		at, cf, err := fields.Next(ctx, t)
		if err != nil {
			return nil, nil, nil, err
		}
		f := weightedMean(cf, cells.Weights)
		if !farm.Runs(t) {
			f = 0
		}
		speed, factor = append(speed, weightedMean(at.Speed, cells.Weights)), append(factor, f)
	}
	return speed, factor, fields.Hub, nil
}

func weightedMean(values []float32, weights []float64) float32 {
	var sum, whole float64
	for i, w := range weights {
		if w > 0 {
			sum += w * float64(values[i])
			whole += w
		}
	}
	return float32(sum / whole)
}

// regionOfFarms tells of the farms of a portfolio that stand in the area.
func (s *server) regionOfFarms(c *gin.Context, inv *store.Inventory, r *region.Region, q powerQuery, out *regionPowerJSON) error {
	farms, err := s.portfolioAsked(c, out.Portfolio)
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
	return s.sumFarms(c.Request.Context(), inv, inside, q, true, out)
}

// sumFarms tells what farms give together, and its sum in MW where there is a capacity to speak of.
func (s *server) sumFarms(ctx context.Context, inv *store.Inventory, farms []power.Farm, q powerQuery, capacity bool, out *regionPowerJSON) error {
	compute := func(run power.Run) (*power.Output, error) {
		return power.Compute(ctx, run, farms, q.times, q.model, true)
	}
	if n := len(farms) * len(q.times) * q.versions(inv); n > maxPowerValues/4 {
		return forecast.Errorf(forecast.Invalid, "web.region", "%d farms or cells at %d times are too many for one answer: ask for a smaller area or fewer times", len(farms), len(q.times))
	}
	o, err := compute(power.Run{Inventory: inv, Source: s.powerSource(s.Layers)})
	if err != nil {
		return err
	}
	out.Method, out.Solar = methods(o.Hubs), o.Solar
	out.Speed, out.Factor = farmMeans(farms, o)
	if !capacity {
		return nil
	}
	return s.sumRegion(ctx, inv, powerAnswer{farms: farms, out: o, q: q}, compute, out)
}

// cellPlants puts a part of a solar plant's capacity on each cell, by its area.
func cellPlants(g *forecast.Grid, cells *region.Cells, plant power.Farm) (out []power.Farm, err error) {
	if cells.Count > power.MaxFarms {
		return nil, forecast.Errorf(forecast.Invalid, "web.region", "%d cells are too many for solar power: ask for a smaller area", cells.Count)
	}
	whole := 0.0
	cells.Each(g, func(_, _, area float64) { whole += area })
	cells.Each(g, func(lat, lon, area float64) {
		part := plant
		part.Place.Lat, part.Place.Lon, part.Capacity = lat, lon, plant.Capacity*area/whole
		out = append(out, part)
	})
	return out, nil
}

// farmMeans gives the mean wind at the turbines and the capacity factor of farms, weighted by their
// capacity, of those that run at each time. There is no wind where all are solar plants.
func farmMeans(farms []power.Farm, o *power.Output) (speed, factor answer.Values) {
	windy := false
	for t, at := range o.Times {
		var wind, w, turbines, capacity float64
		for i := range farms {
			if !farms[i].Runs(at) {
				continue
			}
			capacity += farms[i].Capacity
			w += float64(o.Farms[i][t])
			if farms[i].Solar == nil {
				windy = true
				turbines += farms[i].Capacity
				wind += farms[i].Capacity * float64(o.At[i].Speed[t])
			}
		}
		speed, factor = append(speed, float32(wind/turbines)), append(factor, float32(w/capacity)) // NaN of none
	}
	if !windy {
		speed = nil
	}
	return speed, factor
}
