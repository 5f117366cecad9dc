package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/tiles"
)

// open opens the field that a request is about, and says how long the answer may be kept.
func (s *server) open(c *gin.Context, inv *store.Inventory, ref forecast.Ref, keep string) (forecast.Field, string, error) {
	view, _, keep, err := s.view(c, inv, keep)
	if err != nil {
		return nil, keep, err
	}
	field, err := view.Open(c.Request.Context(), ref)
	if of, ok := field.(ensemble.Field); ok && err == nil {
		c.Header("Fengtu-Members", strconv.Itoa(of.Members()))
	}
	return field, keep, err
}

// tile answers /tiles/{dataset}/{run}/{layer}/{time}/{z}/{x}/{y}.png.
func (s *server) tile(c *gin.Context) error {
	row, isPNG := strings.CutSuffix(c.Param("file"), ".png")
	if !isPNG {
		return forecast.Errorf(forecast.NotFound, "web.tile", "tiles come as {y}.png, not %q", c.Param("file"))
	}
	tile, err := tiles.Parse(c.Param("z"), c.Param("x"), row)
	if err != nil {
		return err
	}
	ref, keep, err := s.ref(c)
	if err != nil {
		return err
	}
	inv, err := s.store.Inventory(c.Request.Context(), ref.Dataset, ref.Run)
	if err != nil {
		return err
	}
	ref.LOD = tiles.LOD(inv.Grids, int(tile.Z), tiles.Size)
	field, keep, err := s.open(c, inv, ref, keep)
	if err != nil {
		return err
	}
	png, err := tiles.PNG(c.Request.Context(), field, tile, tiles.Size)
	if err != nil {
		return err
	}
	return send(c, keep, "image/png", png)
}

// valueTile answers /values/{dataset}/{run}/{layer}/{time}/{lod}/{x}/{y}.bin. The body is kept and
// sent as gzip, which every browser and HTTP library undoes.
func (s *server) valueTile(c *gin.Context) error {
	if !strings.HasSuffix(c.Param("file"), ".bin") {
		return forecast.Errorf(forecast.NotFound, "web.valueTile", "value tiles come as {y}.bin, not %q", c.Param("file"))
	}
	ref, keep, err := s.ref(c)
	if err != nil {
		return err
	}
	x, errX := number(c, "x")
	y, errY := number(c, "file")
	lod, errLOD := number(c, "lod")
	for _, err := range []error{errX, errY, errLOD} {
		if err != nil {
			return err
		}
	}
	ref.LOD = lod
	inv, err := s.store.Inventory(c.Request.Context(), ref.Dataset, ref.Run)
	if err != nil {
		return err
	}
	field, keep, err := s.open(c, inv, ref, keep)
	if err != nil {
		return err
	}
	body, err := tiles.ValueTile(c.Request.Context(), field, x, y)
	if err != nil {
		return err
	}
	c.Header("Content-Encoding", "gzip")
	return send(c, keep, "application/octet-stream", body)
}

// legend answers /api/v1/legend/{layer}.json and .png.
func (s *server) legend(c *gin.Context) error {
	name, form, _ := cutLast(c.Param("file"), ".")
	layer, err := forecast.ParseLayer(name)
	if err != nil {
		return err
	}
	if name := c.Query("statistic"); name != "" {
		statistic, err := ensemble.Parse(name, c.Query("above"), c.Query("below"))
		if err != nil {
			return err
		}
		layer = statistic.Of(layer)
	}
	switch form {
	case "json":
		legend, err := tiles.LegendOf(layer)
		if err != nil {
			return err
		}
		return sendJSON(c, daily, legend)
	case "png":
		png, err := tiles.LegendPNG(layer)
		if err != nil {
			return err
		}
		return send(c, daily, "image/png", png)
	}
	return forecast.Errorf(forecast.NotFound, "web.legend", "legends come as {layer}.json and {layer}.png, not %q", c.Param("file"))
}

// tilejson answers /tiles/{dataset}/{run}/{layer}/tilejson.json. It names the run itself also where
// latest was asked for, so that all tiles of a map come from one run.
func (s *server) tilejson(c *gin.Context) error {
	a, err := s.address(c)
	if err != nil {
		return err
	}
	name, _, _ := cutMember(c.Param("layer"))
	layer, err := forecast.ParseLayer(name)
	if err != nil {
		return err
	}
	inv, err := s.store.Inventory(c.Request.Context(), a.dataset, a.run)
	if err != nil {
		return err
	}
	menu, err := s.layers.Menu(c.Request.Context(), a.dataset, a.run)
	if err != nil {
		return err
	}
	times := menu.Times(layer)
	if len(times) == 0 {
		return forecast.Errorf(forecast.NotFound, "web.tilejson", "run %s of %s has no field of %s: /api/v1/datasets/%s lists its layers",
			forecast.FormatTime(a.run), a.dataset, layer.Name(), a.dataset)
	}
	dataset, err := s.store.Dataset(c.Request.Context(), a.dataset)
	if err != nil {
		return err
	}
	_, statistic, _, err := s.view(c, inv, briefly)
	if err != nil {
		return err
	}
	if statistic != nil {
		layer = statistic.Of(layer)
	}
	t, err := tiles.Describe(origin(c.Request), dataset, a.run, layer, times, inv.Grids[0])
	if err != nil {
		return err
	}
	t.Tiles[0] += memberQuery(c)
	return sendJSON(c, briefly, t)
}

// memberQuery gives what a request says of members, for the links in its answer.
func memberQuery(c *gin.Context) string {
	q := url.Values{}
	for _, name := range []string{"member", "statistic", "above", "below"} {
		if v := c.Query(name); v != "" {
			q.Set(name, v)
		}
	}
	if _, n, named := cutMember(c.Param("layer")); named {
		q.Set("member", strconv.Itoa(n))
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// cutLast is strings.Cut at the last separator.
func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// origin gives the scheme and host that the client used, for absolute links.
func origin(r *http.Request) string {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	return fmt.Sprintf("%s://%s", scheme, r.Host)
}
