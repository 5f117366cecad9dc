// Package points answers /api/v1/point: layers at places, of a run, of several runs and of all datasets
// together, as JSON, lines, CSV and NetCDF.
package points

import (
	"net/http"

	"github.com/fengtu/fengtu/forecast/gridfile"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// Handler answers from the runs of a store.
type Handler struct {
	ask.Reader
	answer.Problems
	Files    *answer.Files
	Stations gridfile.WriteStations // nil: no NetCDF
}

// Routes puts the answers at their addresses.
func (h Handler) Routes(r answer.Routes) {
	r.Get("/api/v1/point", h.point)
	r.On(http.MethodPost, "/api/v1/point", h.point)
	r.Get("/api/v1/point/runs", h.runs)
	r.On(http.MethodPost, "/api/v1/point/runs", h.runs)
}
