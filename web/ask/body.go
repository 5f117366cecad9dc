package ask

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

// Parameters gives the parameters of a request: of its address, and where it is posted of its
// form or JSON object, in which lists may be lists.
func Parameters(c *gin.Context) (url.Values, error) {
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

// maxSent bounds what a client may send: some hundred bytes a farm.
const maxSent = 32 << 20

// Body reads what the client sent.
func Body(c *gin.Context) ([]byte, error) {
	data, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxSent))
	if err != nil {
		return nil, forecast.Errorf(forecast.Invalid, "web.body", "the request's body is longer than %d MB, or was cut off", maxSent>>20)
	}
	return data, nil
}
