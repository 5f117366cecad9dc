package web

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/kept"
)

// viewKeys are the parameters that say which values a tile is of, beside the objects that it is
// computed of.
var viewKeys = []string{"above", "below", "lags", "statistic"}

// body gives a tile's bytes and their key: kept, or made once for all who ask for them now. The key is all
// that they come of: what the request says of the values and the drawing, and the objects opened for it,
// with their versions, so that a corrected field never has an old tile.
func (s *server) body(c *gin.Context, v view, opened *store.Opened, make kept.Make) (body kept.Body, key string, err error) {
	query := url.Values{}
	for name, values := range c.Request.URL.Query() {
		if slices.Contains(lookKeys, name) || slices.Contains(viewKeys, name) {
			query[name] = values
		}
	}
	minus := ""
	if v.minus != nil {
		minus = v.minus.String()
	}
	route, _, _ := strings.Cut(c.FullPath(), ":") // what kind of tile
	key = strings.Join([]string{
		route, v.as.Name(), c.Param("time"), c.Param("lod"), c.Param("z"), c.Param("x"), c.Param("file"), query.Encode(), minus, opened.String(),
	}, "\n")
	body, err = s.bodies.Get(c.Request.Context(), key, make)
	return body, key, err
}

// noted is a context that notes what is opened with it.
func noted(c *gin.Context) (context.Context, *store.Opened) {
	opened := &store.Opened{}
	return opened.Noting(c.Request.Context()), opened
}
