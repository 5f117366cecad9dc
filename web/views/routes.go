// Package views answers requests for a view of a run that are alike: profiles, sections, areas and grids,
// of members or a statistic over them, at some times, in some units.
package views

import (
	"net/http"

	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// Handler answers from the runs of a store.
type Handler struct {
	ask.Reader
	Files   *answer.Files
	Regions region.Set // areas to be asked for by name
}

// Routes puts the answers at their addresses.
func (h Handler) Routes(r answer.Routes) {
	r.Get("/api/v1/profile", h.profile)
	r.Get("/api/v1/section", h.section)
	r.Get("/api/v1/area", h.area)
	r.On(http.MethodPost, "/api/v1/area", h.area)
	r.Get("/api/v1/grid", h.grid)
}
