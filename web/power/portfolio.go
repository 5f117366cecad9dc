package power

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// portfolioFolder is where the store keeps portfolios; no dataset has such an id.
const portfolioFolder = "power_portfolios"

// maxPortfolios bounds how many are kept.
const maxPortfolios = 200

func portfolioKey(name string) (string, error) {
	if !power.ValidName(name) {
		return "", forecast.Errorf(forecast.Invalid, "web.portfolio", "%q cannot name a portfolio: use 1 to 64 letters, digits, dots, hyphens and underscores", name)
	}
	return portfolioFolder + "/" + name + "/farms", nil
}

// portfolioData gives a portfolio as it was put.
func (h Handler) portfolioData(c *gin.Context, name string) ([]byte, error) {
	key, err := portfolioKey(name)
	if err != nil {
		return nil, err
	}
	data, err := h.Store.Objects().Get(c.Request.Context(), key)
	if errors.Is(err, objects.ErrNotExist) {
		return nil, forecast.Errorf(forecast.NotFound, "web.portfolio", "there is no portfolio %q: /api/v1/power/portfolios lists them", name)
	}
	return data, err
}

// portfolios answers /api/v1/power/portfolios.
func (h Handler) portfolios(c *gin.Context) error {
	names, err := h.Store.Objects().Names(c.Request.Context(), portfolioFolder)
	if err != nil {
		return err
	}
	return answer.JSON(c, "no-cache", gin.H{"portfolios": answer.NonNil(names)})
}

// portfolio answers GET /api/v1/power/portfolios/{name} with what was put.
func (h Handler) portfolio(c *gin.Context) error {
	data, err := h.portfolioData(c, c.Param("name"))
	if err != nil {
		return err
	}
	kind := answer.CSV
	if len(data) > 0 && data[0] == '{' {
		kind = "application/geo+json"
	}
	c.Header("X-Content-Type-Options", "nosniff") // it is what somebody sent
	return answer.Send(c, "no-cache", kind, data)
}

// portfolioForecast answers /api/v1/power/portfolios/{name}/forecast.
func (h Handler) portfolioForecast(c *gin.Context) error {
	farms, err := h.portfolioAsked(c, c.Param("name"))
	if err != nil {
		return err
	}
	return h.tell(c, farms, false)
}

// portfolioAsked gives the farms of a portfolio that is kept.
func (h Handler) portfolioAsked(c *gin.Context, name string) ([]power.Farm, error) {
	data, err := h.portfolioData(c, name)
	if err != nil {
		return nil, err
	}
	return power.ParseFarms(data)
}

// mayKeep refuses to change what the server keeps unless its operator allows it.
func (h Handler) mayKeep(c *gin.Context) bool {
	if !h.KeepPortfolios {
		answer.Problem(c, http.StatusForbidden, "invalid", "this server keeps no portfolios: its operator allows it with --portfolios; POST farms to /api/v1/power/farms instead")
	}
	return h.KeepPortfolios
}

// putPortfolio answers PUT /api/v1/power/portfolios/{name}: nothing is kept unless all of it is
// right.
func (h Handler) putPortfolio(c *gin.Context) error {
	if !h.mayKeep(c) {
		return nil
	}
	key, err := portfolioKey(c.Param("name"))
	if err != nil {
		return err
	}
	data, err := ask.Body(c)
	if err != nil {
		return err
	}
	farms, err := power.ParseFarms(data)
	if err != nil {
		return err
	}
	ctx := c.Request.Context()
	names, err := h.Store.Objects().Names(ctx, portfolioFolder)
	if err != nil {
		return err
	}
	if len(names) >= maxPortfolios && !slices.Contains(names, c.Param("name")) {
		return forecast.Errorf(forecast.Invalid, "web.portfolio", "there are %d portfolios already: delete one first", len(names))
	}
	if err := h.Store.Objects().Put(ctx, key, data); err != nil {
		return err
	}
	capacity := 0.0
	for _, f := range farms {
		capacity += f.Capacity
	}
	return answer.JSON(c, "no-store", gin.H{"name": c.Param("name"), "farms": len(farms), "capacity_MW": answer.Round(capacity/1e6, 6)})
}

// deletePortfolio answers DELETE /api/v1/power/portfolios/{name}.
func (h Handler) deletePortfolio(c *gin.Context) error {
	if !h.mayKeep(c) {
		return nil
	}
	if _, err := h.portfolioData(c, c.Param("name")); err != nil {
		return err
	}
	key, err := portfolioKey(c.Param("name"))
	if err != nil {
		return err
	}
	if err := h.Store.Objects().Delete(c.Request.Context(), strings.TrimSuffix(key, "farms")); err != nil {
		return err
	}
	c.Status(http.StatusNoContent)
	return nil
}
