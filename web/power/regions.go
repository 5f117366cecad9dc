package power

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// regionNames answers /api/v1/power/regions.
func (h Handler) regionNames(c *gin.Context) error {
	type named struct {
		Name  string   `json:"name"`
		Names []string `json:"names"`
	}
	out := []named{}
	for _, r := range h.Regions {
		out = append(out, named{r.Name, r.Names})
	}
	return answer.JSON(c, answer.Daily, gin.H{"regions": out})
}

// regionAsked reads the area: a name of the query, or a polygon that was sent.
func (h Handler) regionAsked(c *gin.Context) (*region.Region, error) {
	if c.Request.Method != http.MethodPost {
		return h.regionOf(c, nil)
	}
	data, err := ask.Body(c)
	if err != nil {
		return nil, err
	}
	return h.regionOf(c, data)
}

// regionOf is regionAsked where the body was read before; nil is none.
func (h Handler) regionOf(c *gin.Context, sent []byte) (*region.Region, error) {
	name := c.Query("region")
	switch {
	case sent != nil:
		return ask.Outline(sent)
	case name == "":
		return nil, forecast.Errorf(forecast.Invalid, "web.region", "say which region, by a name of /api/v1/power/regions, or POST a GeoJSON polygon")
	}
	return h.Regions.Find(name)
}
