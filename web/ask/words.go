package ask

import (
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
)

// Number reads a number of the query.
func Number(c *gin.Context, name string, otherwise, low, high float64) (float64, error) {
	text := c.Query(name)
	if text == "" {
		return otherwise, nil
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= low && v <= high) {
		return 0, forecast.Errorf(forecast.Invalid, "web.ask", "%s must be a number from %g to %g, not %q", name, low, high, text)
	}
	return v, nil
}

// OneOf reads a word of the query; the first choice stands for none.
func OneOf(c *gin.Context, name string, choices ...string) (string, error) {
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
	return "", forecast.Errorf(forecast.Invalid, "web.ask", "%s must be one of %s, not %q", name, list, text)
}

// Metric says whether an answer is in metric units; otherwise it is in SI.
func Metric(p url.Values) (bool, error) {
	switch units := p.Get("units"); units {
	case "", "si":
		return false, nil
	case "metric":
		return true, nil
	default:
		return false, Wrong("units are si or metric, not %q", units)
	}
}
