package web

import (
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/tiles"
)

// texture answers /textures/{dataset}/{run}/{layer}/{time}.png and .json, and texturejson.json, which
// describes them.
func (s *server) texture(c *gin.Context) error {
	a, err := s.address(c)
	if err != nil {
		return err
	}
	layer, err := forecast.ParseLayer(c.Param("layer"))
	if err != nil {
		return err
	}
	inv, err := s.store.Inventory(c.Request.Context(), a.dataset, a.run)
	if err != nil {
		return err
	}
	if c.Param("file") == "texturejson.json" {
		return s.textureJSON(c, a, inv, layer)
	}
	name, form, _ := cutLast(c.Param("file"), ".")
	if form != "png" && form != "json" {
		return forecast.Errorf(forecast.NotFound, "web.texture",
			"textures come as {time}.png and {time}.json, described by texturejson.json, not %q", c.Param("file"))
	}
	ref := forecast.Ref{Dataset: a.dataset, Run: a.run, Layer: layer}
	if ref.Time, err = forecast.ParseTime(name); err != nil {
		return err
	}
	if ref.LOD, err = textureLOD(c, inv, form == "json"); err != nil {
		return err
	}
	field, err := s.layers.Open(c.Request.Context(), ref)
	if err != nil {
		return err
	}
	keep := immutable
	if a.moving {
		keep = briefly
	}
	if form == "json" {
		body, err := tiles.GribJSON(c.Request.Context(), field, a.run, ref.Time)
		if err != nil {
			return err
		}
		return send(c, keep, "application/json", body)
	}
	body, err := tiles.Texture(c.Request.Context(), field)
	if err != nil {
		return err
	}
	return send(c, keep, "image/png", body)
}

// textureLOD reads which copy of the grid is asked for, or chooses one.
func textureLOD(c *gin.Context, inv *store.Inventory, numbers bool) (int, error) {
	text := c.Query("lod")
	for n := range inv.Grids {
		if text == string(rune('0'+n)) {
			return n, nil
		}
	}
	if text != "" {
		return 0, forecast.Errorf(forecast.Invalid, "web.texture", "there is no copy lod=%s: ask for 0 to %d", text, len(inv.Grids)-1)
	}
	return tiles.TextureLOD(inv.Grids, numbers), nil
}

func (s *server) textureJSON(c *gin.Context, a address, inv *store.Inventory, layer forecast.Layer) error {
	times, err := s.fieldTimes(inv, layer)
	if err != nil {
		return err
	}
	lod, err := textureLOD(c, inv, false)
	if err != nil {
		return err
	}
	t, err := tiles.DescribeTexture(layer, inv.Grids[lod])
	if err != nil {
		return err
	}
	dataset, err := s.store.Dataset(c.Request.Context(), a.dataset)
	if err != nil {
		return err
	}
	t.Attribution = dataset.Attribution
	for _, at := range times {
		t.Times = append(t.Times, forecast.FormatTime(at))
	}
	base := strings.Join([]string{origin(c.Request), "textures", url.PathEscape(a.dataset), forecast.FormatTime(a.run), layer.Name(), t.Times[0]}, "/")
	t.Image, t.Numbers = base+".png", base+".json"
	if lod := c.Query("lod"); lod != "" {
		t.Image, t.Numbers = t.Image+"?lod="+lod, t.Numbers+"?lod="+lod
	}
	return sendJSON(c, briefly, t)
}
