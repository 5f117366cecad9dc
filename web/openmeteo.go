package web

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
)

// maxBody bounds what a request may send.
const maxBody = 4 << 20

// openMeteo answers /v1/forecast, errors included, as Open-Meteo does.
func (s *server) openMeteo(c *gin.Context) {
	values, err := parametersOf(c)
	if err != nil {
		s.openMeteoError(c, err)
		return
	}
	answer, err := s.meteo.Answer(c.Request.Context(), values)
	if err != nil {
		s.openMeteoError(c, err)
		return
	}
	if answer.File != "" {
		c.Header("Content-Disposition", `attachment; filename="`+answer.File+`"`)
	}
	c.Header("Cache-Control", "no-cache")
	c.Data(http.StatusOK, answer.ContentType, answer.Bytes)
}

// openMeteoMeta answers /data/{model}/static/meta.json.
func (s *server) openMeteoMeta(c *gin.Context) {
	answer, err := s.meteo.Meta(c.Request.Context(), c.Param("model"))
	if err != nil {
		kind, detail := s.blame(c, err)
		c.AbortWithStatusJSON(statuses[kind], gin.H{"error": true, "reason": detail})
		return
	}
	_ = send(c, briefly, answer.ContentType, answer.Bytes) // never fails
}

func (s *server) openMeteoError(c *gin.Context, err error) {
	if c.Request.Context().Err() != nil {
		c.Abort()
		return
	}
	kind, detail := s.blame(c, err)
	status := statuses[kind]
	if kind == forecast.NotFound {
		status = http.StatusBadRequest
	}
	c.Header("Cache-Control", "no-store")
	c.AbortWithStatusJSON(status, gin.H{"error": true, "reason": detail})
}

// parametersOf gives the parameters of a request: of its address, and where it is posted of its
// form or JSON object, in which lists may be lists.
func parametersOf(c *gin.Context) (url.Values, error) {
	values := c.Request.URL.Query()
	if c.Request.Method != http.MethodPost {
		return values, nil
	}
	body, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxBody))
	if err != nil {
		return nil, forecast.Errorf(forecast.Invalid, "web.parameters", "the body of the request could not be read, or is longer than %d bytes", maxBody)
	}
	if !strings.HasPrefix(c.ContentType(), "application/json") {
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return nil, forecast.Errorf(forecast.Invalid, "web.parameters", "the body is no form: send application/x-www-form-urlencoded or application/json")
		}
		for name, list := range form {
			values[name] = append(values[name], list...)
		}
		return values, nil
	}
	var members map[string]any
	if err := json.Unmarshal(body, &members); err != nil {
		return nil, forecast.Errorf(forecast.Invalid, "web.parameters", "the body is no JSON object of parameters")
	}
	for name, v := range members {
		list, isList := v.([]any)
		if !isList {
			list = []any{v}
		}
		for _, item := range list {
			text, err := parameterText(name, item)
			if err != nil {
				return nil, err
			}
			values.Add(name, text)
		}
	}
	return values, nil
}

func parameterText(name string, v any) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	case bool:
		return strconv.FormatBool(v), nil
	case nil:
		return "nan", nil
	}
	return "", forecast.Errorf(forecast.Invalid, "web.parameters", "parameter %q must be a text, a number or a list of these", name)
}
