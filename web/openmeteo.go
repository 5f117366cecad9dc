package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// openMeteo answers /v1/forecast, errors included, as Open-Meteo does.
func (s *server) openMeteo(c *gin.Context) {
	values, err := ask.Parameters(c)
	if err != nil {
		s.openMeteoError(c, err)
		return
	}
	told, err := s.meteo.Answer(c.Request.Context(), values)
	if err != nil {
		s.openMeteoError(c, err)
		return
	}
	if told.File != "" {
		c.Header("Content-Disposition", `attachment; filename="`+told.File+`"`)
	}
	c.Header("Cache-Control", "no-cache")
	c.Data(http.StatusOK, told.ContentType, told.Bytes)
}

// openMeteoMeta answers /data/{model}/static/meta.json.
func (s *server) openMeteoMeta(c *gin.Context) {
	told, err := s.meteo.Meta(c.Request.Context(), c.Param("model"))
	if err != nil {
		kind, detail := s.Blame(c, err)
		c.AbortWithStatusJSON(answer.Statuses[kind], gin.H{"error": true, "reason": detail})
		return
	}
	_ = answer.Send(c, answer.Briefly, told.ContentType, told.Bytes) // never fails
}

func (s *server) openMeteoError(c *gin.Context, err error) {
	if c.Request.Context().Err() != nil {
		c.Abort()
		return
	}
	kind, detail := s.Blame(c, err)
	status := answer.Statuses[kind]
	if kind == forecast.NotFound {
		status = http.StatusBadRequest
	}
	c.Header("Cache-Control", "no-store")
	c.AbortWithStatusJSON(status, gin.H{"error": true, "reason": detail})
}
