package power

import (
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/zone"
)

// request is what requests for power say of how to compute and how to tell.
type request struct {
	model  power.Model
	times  []time.Time
	zone   *time.Location
	window time.Duration // of ramps
	lags   int           // runs of the lagged ensemble; 1 for none
	all    bool          // members of the run are its ensemble
	detail string
	csv    bool
}

// versions gives how many times over the power is computed.
func (q request) versions(inv *store.Inventory) int {
	if q.all {
		return len(inv.Members)
	}
	return q.lags
}

// readWhat reads how to compute and at which times, in their order: energy, ramps and turbines that wait for
// a storm to end go from one to the next.
func readWhat(c *gin.Context, inv *store.Inventory) (q request, err error) {
	if q.model, err = modelAsked(c); err != nil {
		return q, err
	}
	q.times, err = ask.Times(c.Query("times"), 0, inv)
	slices.SortFunc(q.times, time.Time.Compare)
	q.times = slices.CompactFunc(q.times, time.Time.Equal)
	if err == nil && len(q.times) == 0 {
		err = forecast.Errorf(forecast.NotFound, "web.power", "the run has no time there: /api/v1/datasets/%s/runs/%s lists them", inv.Dataset, forecast.FormatTime(inv.Run))
	}
	return q, err
}

func readRequest(c *gin.Context, inv *store.Inventory) (q request, err error) {
	if q, err = readWhat(c, inv); err != nil {
		return q, err
	}
	if q.zone, err = zoneAsked(c); err != nil {
		return q, err
	}
	hours, err := ask.Number(c, "ramp_hours", 6, 0.01, 1000)
	if err != nil {
		return q, err
	}
	q.window = time.Duration(hours * float64(time.Hour))
	lags, err := ask.Number(c, "lags", 1, 1, ask.MaxLags)
	if err != nil {
		return q, err
	}
	q.lags = int(lags)
	members, err := ask.OneOf(c, "members", "control", "all")
	if err != nil {
		return q, err
	}
	if q.all = members == "all"; q.all && (inv.Members == nil || q.lags > 1) {
		return q, forecast.Errorf(forecast.Invalid, "web.power", "members=all needs a run with members, and goes without lags: run %s of %s has %d members", forecast.FormatTime(inv.Run), inv.Dataset, len(inv.Members))
	}
	if q.detail, err = ask.OneOf(c, "detail", "farms", "groups", "total"); err != nil {
		return q, err
	}
	format, err := ask.OneOf(c, "format", "json", "csv")
	q.csv = format == "csv"
	return q, err
}

func modelAsked(c *gin.Context) (m power.Model, err error) {
	profile, err := ask.OneOf(c, "profile", "auto", "log", "power", "levels")
	if err != nil {
		return m, err
	}
	for _, p := range []power.Profile{power.Auto, power.Log, power.Power, power.Levels} {
		if p.String() == profile {
			m.Profile = p
		}
	}
	air, err := ask.OneOf(c, "density", "auto", "hydrostatic", "ideal_gas", "barometric", "standard")
	if err != nil {
		return m, err
	}
	m.AnyAir = air != "auto"
	for _, a := range []power.Air{power.Hydrostatic, power.IdealGas, power.Barometric, power.Standard} {
		if a.String() == air {
			m.Air = a
		}
	}
	if m.Roughness, err = ask.Number(c, "roughness_m", 0, 0, 4); err != nil {
		return m, err
	}
	if m.Turbulence, err = ask.Number(c, "turbulence", 0, 0, 1); err != nil {
		return m, err
	}
	if m.Correction, err = ask.Number(c, "correction", 0, 0, 3); err != nil {
		return m, err
	}
	m.Method, err = point.ParseMethod(c.Query("interpolation"))
	return m, err
}

func zoneAsked(c *gin.Context) (*time.Location, error) {
	name := c.Query("zone")
	switch name {
	case "":
		return time.UTC, nil
	case zone.Auto: // farms may lie in several
		return nil, forecast.Errorf(forecast.Invalid, "web.power", "name the time zone of days, like Asia/Shanghai")
	}
	return zone.Named(name)
}
