package web

import (
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/point"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/zone"
)

// maxSent bounds what a client may send: some hundred bytes a farm.
const maxSent = 32 << 20

// runAsked gives the dataset and the run of the query.
func (s *server) runAsked(c *gin.Context) (forecast.Dataset, *store.Inventory, error) {
	dataset, err := s.datasetAsked(c, c.Query("dataset"))
	if err != nil {
		return dataset, nil, err
	}
	a, err := s.resolve(c, dataset.ID, c.Query("run"))
	if err != nil {
		return dataset, nil, err
	}
	inv, err := s.store.Inventory(c.Request.Context(), a.dataset, a.run)
	return dataset, inv, err
}

// powerQuery is what requests for power say of how to compute and how to tell.
type powerQuery struct {
	model  power.Model
	times  []time.Time
	zone   *time.Location
	window time.Duration // of ramps
	lags   int           // runs of the lagged ensemble; 1 for none
	all    bool          // members of the run are its ensemble
	detail string
	csv    bool
}

// maxLags bounds the runs of one answer.
const maxLags = 40

// versions gives how many times over the power is computed.
func (q powerQuery) versions(inv *store.Inventory) int {
	if q.all {
		return len(inv.Members)
	}
	return q.lags
}

// readWhat reads how to compute and at which times, in their order: energy, ramps and turbines that wait for
// a storm to end go from one to the next.
func readWhat(c *gin.Context, inv *store.Inventory) (q powerQuery, err error) {
	if q.model, err = modelAsked(c); err != nil {
		return q, err
	}
	q.times, err = timesAsked(c.Query("times"), 0, inv)
	slices.SortFunc(q.times, time.Time.Compare)
	q.times = slices.CompactFunc(q.times, time.Time.Equal)
	if err == nil && len(q.times) == 0 {
		err = forecast.Errorf(forecast.NotFound, "web.power", "the run has no time there: /api/v1/datasets/%s/runs/%s lists them", inv.Dataset, forecast.FormatTime(inv.Run))
	}
	return q, err
}

func readPowerQuery(c *gin.Context, inv *store.Inventory) (q powerQuery, err error) {
	if q, err = readWhat(c, inv); err != nil {
		return q, err
	}
	if q.zone, err = zoneAsked(c); err != nil {
		return q, err
	}
	hours, err := numberAsked(c, "ramp_hours", 6, 0.01, 1000)
	if err != nil {
		return q, err
	}
	q.window = time.Duration(hours * float64(time.Hour))
	lags, err := numberAsked(c, "lags", 1, 1, maxLags)
	if err != nil {
		return q, err
	}
	q.lags = int(lags)
	members, err := oneOf(c, "members", "control", "all")
	if err != nil {
		return q, err
	}
	if q.all = members == "all"; q.all && (inv.Members == nil || q.lags > 1) {
		return q, forecast.Errorf(forecast.Invalid, "web.power", "members=all needs a run with members, and goes without lags: run %s of %s has %d members", forecast.FormatTime(inv.Run), inv.Dataset, len(inv.Members))
	}
	if q.detail, err = oneOf(c, "detail", "farms", "groups", "total"); err != nil {
		return q, err
	}
	format, err := oneOf(c, "format", "json", "csv")
	q.csv = format == "csv"
	return q, err
}

func modelAsked(c *gin.Context) (m power.Model, err error) {
	profile, err := oneOf(c, "profile", "auto", "log", "power", "levels")
	if err != nil {
		return m, err
	}
	for _, p := range []power.Profile{power.Auto, power.Log, power.Power, power.Levels} {
		if p.String() == profile {
			m.Profile = p
		}
	}
	air, err := oneOf(c, "density", "auto", "hydrostatic", "ideal_gas", "barometric", "standard")
	if err != nil {
		return m, err
	}
	m.AnyAir = air != "auto"
	for _, a := range []power.Air{power.Hydrostatic, power.IdealGas, power.Barometric, power.Standard} {
		if a.String() == air {
			m.Air = a
		}
	}
	if m.Roughness, err = numberAsked(c, "roughness_m", 0, 0, 4); err != nil {
		return m, err
	}
	if m.Turbulence, err = numberAsked(c, "turbulence", 0, 0, 1); err != nil {
		return m, err
	}
	if m.Correction, err = numberAsked(c, "correction", 0, 0, 3); err != nil {
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

// numberAsked reads a number of the query.
func numberAsked(c *gin.Context, name string, otherwise, low, high float64) (float64, error) {
	text := c.Query(name)
	if text == "" {
		return otherwise, nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= low && v <= high) {
		return 0, forecast.Errorf(forecast.Invalid, "web.power", "%s must be a number from %g to %g, not %q", name, low, high, text)
	}
	return v, nil
}

// oneOf reads a word of the query; the first choice stands for none.
func oneOf(c *gin.Context, name string, choices ...string) (string, error) {
	text := c.Query(name)
	if text == "" {
		return choices[0], nil
	}
	list := ""
	for i, choice := range choices {
		if text == choice {
			return text, nil
		}
		if i > 0 {
			list += ", "
		}
		list += choice
	}
	return "", forecast.Errorf(forecast.Invalid, "web.power", "%s must be one of %s, not %q", name, list, text)
}

// body reads what the client sent.
func body(c *gin.Context) ([]byte, error) {
	data, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxSent))
	if err != nil {
		return nil, forecast.Errorf(forecast.Invalid, "web.body", "the request's body is longer than %d MB, or was cut off", maxSent>>20)
	}
	return data, nil
}

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
