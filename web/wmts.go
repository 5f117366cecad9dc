package web

import (
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/web/answer"
)

// wmts answers /wmts: the capabilities of OGC's WMTS.
func (s *server) wmts(c *gin.Context) error {
	asked := parameters(c.Request.URL.Query())
	if request := asked("request"); request != "" && !strings.EqualFold(request, "GetCapabilities") {
		return forecast.Errorf(forecast.Invalid, "web.wmts", "%s is not answered here: the capabilities have a template of the addresses of tiles (ResourceURL)", request)
	}
	out, err := s.service(c, asked("dataset"))
	if err != nil {
		return err
	}
	out.Address = origin(c.Request) + c.Request.URL.RequestURI()
	body, err := out.WMTS()
	if err != nil {
		return err
	}
	return answer.Send(c, answer.Briefly, "application/xml", body)
}
