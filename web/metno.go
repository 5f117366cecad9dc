package web

import (
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/web/answer"
)

// freshFor is how long an answer in MET Norway's words is good: a newer run may come any moment.
const freshFor = 5 * time.Minute

// locationForecast answers /weatherapi/locationforecast/2.0/{form}, errors in plain text.
func (s *server) locationForecast(c *gin.Context) {
	form := c.Param("form")
	if form != "compact" && form != "complete" {
		c.String(http.StatusNotFound, "there are compact and complete, not %s\n", form)
		return
	}
	if c.GetHeader("User-Agent") == "" {
		c.String(http.StatusForbidden, "send a User-Agent that says which program asks\n")
		return
	}
	answer, err := s.metno.Answer(c.Request.Context(), c.Request.URL.Query(), form == "complete")
	if err != nil {
		s.metnoError(c, err)
		return
	}
	modified := answer.Published.UTC().Truncate(time.Second)
	c.Header("Expires", s.now().UTC().Add(freshFor).Format(http.TimeFormat))
	c.Header("Last-Modified", modified.Format(http.TimeFormat))
	if since, err := http.ParseTime(c.GetHeader("If-Modified-Since")); err == nil && !modified.After(since) {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return
	}
	c.Data(http.StatusOK, "application/json", answer.Body)
}

func (s *server) metnoError(c *gin.Context, err error) {
	if c.Request.Context().Err() != nil {
		c.Abort()
		return
	}
	kind, detail := s.Blame(c, err)
	status := answer.Statuses[kind]
	if kind == forecast.NotFound {
		status = http.StatusUnprocessableEntity
	}
	c.Header("Cache-Control", "no-store")
	c.String(status, "%s\n", detail)
}
