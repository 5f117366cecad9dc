// Package power answers /api/v1/power: what turbines, farms and regions give in a run, its members and the
// runs before it, files of it, how good it was, and what demand follows the temperature (docs/power.md).
package power

import (
	"net/http"

	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// Handler answers from the runs of a store.
type Handler struct {
	ask.Reader
	Files          *answer.Files
	Regions        region.Set   // areas to be asked for by name
	People         power.People // where people live
	KeepPortfolios bool         // clients may keep portfolios of farms in the store
}

// Routes puts the answers at their addresses.
func (h Handler) Routes(r answer.Routes) {
	const base = "/api/v1/power/"
	r.Get(base+"turbines", h.turbines)
	r.Get(base+"turbines/:id", h.turbine)
	r.Get(base+"point", h.point)
	r.On(http.MethodPost, base+"point", h.point)
	r.On(http.MethodPost, base+"farms", h.farms)
	r.Get(base+"regions", h.regionNames)
	r.Get(base+"region", h.region)
	r.On(http.MethodPost, base+"region", h.region)
	r.Get(base+"grid", h.grid)
	r.On(http.MethodPost, base+"grid", h.grid)
	r.On(http.MethodPost, base+"verify", h.verify)
	r.Get(base+"demand", h.demand)
	r.On(http.MethodPost, base+"demand", h.demand)
	r.Get(base+"portfolios", h.portfolios)
	r.Get(base+"portfolios/:name", h.portfolio)
	r.Get(base+"portfolios/:name/forecast", h.portfolioForecast)
	r.On(http.MethodPut, base+"portfolios/:name", h.putPortfolio)
	r.On(http.MethodDelete, base+"portfolios/:name", h.deletePortfolio)
}
