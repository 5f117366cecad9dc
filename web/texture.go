package web

import (
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/tiles"
	"github.com/fengtu/fengtu/web/answer"
)

const opTexture = "web.texture"

// texture answers /textures/{dataset}/{run}/{layer}/{time}.png and .json, and texturejson.json, which
// describes them.
func (s *server) texture(c *gin.Context) error {
	if c.Param("file") == "texturejson.json" {
		return s.textureJSON(c)
	}
	name, form, _ := cutLast(c.Param("file"), ".")
	if form != "png" && form != "json" {
		return forecast.Errorf(forecast.NotFound, opTexture,
			"textures come as {time}.png and {time}.json, described by texturejson.json, not %q", c.Param("file"))
	}
	ref, inv, keep, err := s.ref(c, name)
	if err != nil {
		return err
	}
	view, err := s.textureView(c, inv, keep, ref.Layer, ref.Time)
	if err != nil {
		return err
	}
	if ref.LOD, err = textureLOD(c, inv, form == "json"); err != nil {
		return err
	}
	field, err := open(c.Request.Context(), c, view, ref)
	if err != nil {
		return err
	}
	if form == "json" {
		body, err := tiles.GribJSON(c.Request.Context(), field, ref.Run, ref.Time)
		if err != nil {
			return err
		}
		return answer.Send(c, view.keep, "application/json", body)
	}
	body, err := tiles.Texture(c.Request.Context(), field)
	if err != nil {
		return err
	}
	return answer.Send(c, view.keep, "image/png", body)
}

// textureView is view for textures, whose readers take them for the layer itself: so they are of a
// member or the mean, and not of another quantity.
func (s *server) textureView(c *gin.Context, inv *store.Inventory, keep string, layer forecast.Layer, times ...time.Time) (view, error) {
	v, err := s.view(c, inv, keep, layer, times...)
	if err == nil && v.as.Variable.Statistic != "" {
		err = forecast.Errorf(forecast.Invalid, opTexture, "there are no textures of a difference, a spread or a probability: ask for value tiles")
	}
	return v, err
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
		return 0, forecast.Errorf(forecast.Invalid, opTexture, "there is no copy lod=%s: ask for 0 to %d", text, len(inv.Grids)-1)
	}
	return tiles.TextureLOD(inv.Grids, numbers), nil
}

func (s *server) textureJSON(c *gin.Context) error {
	a, inv, layer, err := s.layerAsked(c)
	if err != nil {
		return err
	}
	times, err := s.fieldTimes(inv, layer)
	if err != nil {
		return err
	}
	view, err := s.textureView(c, inv, answer.Briefly, layer, times...)
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
	dataset, err := s.Store.Dataset(c.Request.Context(), a.Dataset)
	if err != nil {
		return err
	}
	t.Attribution = dataset.Attribution
	for _, at := range times {
		t.Times = append(t.Times, forecast.FormatTime(at))
	}
	base := strings.Join([]string{origin(c.Request), "textures", url.PathEscape(a.Dataset), forecast.FormatTime(a.Run), layer.Name(), t.Times[0]}, "/")
	query := ""
	if lod := c.Query("lod"); lod != "" {
		query = "?lod=" + lod
	}
	query += memberQuery(c, view, query != "")
	t.Image, t.Numbers = base+".png"+query, base+".json"+query
	return answer.JSON(c, answer.Briefly, t)
}
