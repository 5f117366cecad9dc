package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/difference"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/tiles"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/kept"
)

// open opens the field that a request is about.
func open(ctx context.Context, c *gin.Context, view view, ref forecast.Ref) (forecast.Field, error) {
	field, err := view.Open(ctx, ref)
	if err != nil {
		return nil, err
	}
	told := field
	if v, is := field.(forecast.VectorField); is {
		told, _ = v.Components()
	}
	if of, is := told.(ensemble.Field); is && view.runs == nil {
		c.Header("Fengtu-Members", strconv.Itoa(of.Members()))
	} else if is {
		c.Header("Fengtu-Runs", strings.Join(namesOf(of.Runs()), ","))
	}
	return field, nil
}

// tile answers /tiles/{dataset}/{run}/{layer}/{time}/{z}/{x}/{y}.png and .mvt.
func (s *server) tile(c *gin.Context) error {
	head := s.recent.begin(c)
	row, form, err := tileForm(c)
	if err != nil {
		return err
	}
	tile, err := tiles.Parse(c.Param("z"), c.Param("x"), row)
	if err != nil {
		return err
	}
	ref, inv, keep, err := s.ref(c, c.Param("time"))
	if err != nil {
		return err
	}
	view, err := s.view(c, inv, keep, ref.Layer, ref.Time)
	if err != nil {
		return err
	}
	look, err := lookOf(c, view.as)
	if err != nil {
		return err
	}
	ref.LOD = tiles.LOD(inv.Grids, int(tile.Z), look.samples(form))
	ctx, opened := noted(c)
	field, err := open(ctx, c, view, ref)
	if err != nil {
		return err
	}
	if ref.LOD > 0 && form == tiles.VectorForm {
		ref.LOD = 0
		native, err := view.Open(ctx, ref) // now, so that its version is noted too
		look.vectors.Native = func(context.Context) (forecast.Field, error) { return native, err }
	}
	body, key, err := s.body(c, view, opened, func(ctx context.Context) (body kept.Body, err error) {
		body.Bytes, body.Empty, err = look.draw(ctx, form, field, tile)
		return body, err
	})
	if err != nil {
		return err
	}
	head.key = key
	if body.Empty && look.refuseEmpty {
		return forecast.Errorf(forecast.NotFound, "web.tile", "there is nothing on this tile")
	}
	if form == tiles.VectorForm {
		c.Header("Content-Encoding", "gzip")
		return s.recent.reply(c, head, view.keep, "application/vnd.mapbox-vector-tile", body.Bytes)
	}
	return s.recent.reply(c, head, view.keep, "image/png", body.Bytes)
}

// tileForm reads {y}.png, {y}@2x.png or {y}.mvt, and the form that the query asks for.
func tileForm(c *gin.Context) (row string, form tiles.Form, err error) {
	const op = "web.tile"
	row, extension, _ := cutLast(c.Param("file"), ".")
	switch extension {
	case "png":
		form, err = tiles.ParseForm(c.Query("form"))
		if err == nil && form == tiles.VectorForm {
			err = forecast.Errorf(forecast.Invalid, op, "vector tiles come as {y}.mvt")
		}
		return strings.TrimSuffix(row, "@2x"), form, err
	case "mvt":
		return row, tiles.VectorForm, nil
	case "webp", "avif", "jpg", "jpeg":
		return row, form, forecast.Errorf(forecast.NotFound, op,
			"there are no tiles in %s, which would take longer than drawing them or blur their values: ask for {y}.png", extension)
	}
	return row, form, forecast.Errorf(forecast.NotFound, op, "tiles come as {y}.png, {y}@2x.png and {y}.mvt, not %q", c.Param("file"))
}

// valueTile answers /values/{dataset}/{run}/{layer}/{time}/{lod}/{x}/{y}.bin. The body is kept and
// sent as gzip, which every browser and HTTP library undoes.
func (s *server) valueTile(c *gin.Context) error {
	head := s.recent.begin(c)
	if !strings.HasSuffix(c.Param("file"), ".bin") {
		return forecast.Errorf(forecast.NotFound, "web.valueTile", "value tiles come as {y}.bin, not %q", c.Param("file"))
	}
	ref, inv, keep, err := s.ref(c, c.Param("time"))
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
	view, err := s.view(c, inv, keep, ref.Layer, ref.Time)
	if err != nil {
		return err
	}
	ctx, opened := noted(c)
	field, err := open(ctx, c, view, ref)
	if err != nil {
		return err
	}
	body, key, err := s.body(c, view, opened, func(ctx context.Context) (body kept.Body, err error) {
		body.Bytes, err = tiles.ValueTile(ctx, field, x, y)
		return body, err
	})
	if err != nil {
		return err
	}
	head.key = key
	c.Header("Content-Encoding", "gzip")
	return s.recent.reply(c, head, view.keep, "application/octet-stream", body.Bytes)
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
	if c.Query("minus") != "" {
		if layer.Variable.Statistic != "" || c.Query("statistic") != "" {
			return ask.NoStatistic()
		}
		if layer, err = difference.Of(layer); err != nil {
			return err
		}
	}
	look, err := lookOf(c, layer)
	if err != nil {
		return err
	}
	switch form {
	case "json":
		legend, err := look.picture.Style.Legend(layer)
		if err != nil {
			return err
		}
		return answer.JSON(c, answer.Daily, legend)
	case "png":
		png, err := look.picture.Style.LegendPNG(layer)
		if err != nil {
			return err
		}
		return answer.Send(c, answer.Daily, "image/png", png)
	}
	return forecast.Errorf(forecast.NotFound, "web.legend", "legends come as {layer}.json and {layer}.png, not %q", c.Param("file"))
}

// tilejson answers /tiles/{dataset}/{run}/{layer}/tilejson.json. It names the run itself also where
// latest was asked for, so that all tiles of a map come from one run.
func (s *server) tilejson(c *gin.Context) error {
	a, inv, layer, err := s.layerAsked(c)
	if err != nil {
		return err
	}
	times, err := s.fieldTimes(inv, layer)
	if err != nil {
		return err
	}
	view, err := s.view(c, inv, answer.Briefly, layer, times...)
	if err != nil {
		return err
	}
	if view.runs != nil {
		if times = s.commonToTwo(times, layer, view.runs); len(times) == 0 {
			return forecast.Errorf(forecast.NotFound, "web.tilejson", "no two of the last %d runs have %s at the same time: ask for more with lags", len(view.runs), layer.Name())
		}
	}
	if view.minus != nil && !view.minus.Months {
		both := s.Layers.MenuOf(view.less.Dataset, &view.less.Holdings).Times(layer)
		times = slices.DeleteFunc(times, func(t time.Time) bool { return !slices.Contains(both, t) })
		if len(times) == 0 {
			return forecast.Errorf(forecast.NotFound, "web.tilejson", "%s has no %s at a time of run %s of %s: subtract another run", view.minus, layer.Name(), forecast.FormatTime(inv.Run), inv.Dataset)
		}
	}
	tiling, err := tilingOf(c, view.as)
	if err != nil {
		return err
	}
	dataset, err := s.Store.Dataset(c.Request.Context(), a.Dataset)
	if err != nil {
		return err
	}
	t, err := tiling.Describe(origin(c.Request), dataset, a.Run, view.as, times, inv.Grids[0])
	if err != nil {
		return err
	}
	if view.minus != nil {
		t.Description += ", less the run " + view.minus.String()
	}
	if view.runs != nil {
		t.Description += fmt.Sprintf(", over %d runs", len(view.runs))
	}
	t.Tiles[0] += memberQuery(c, view, strings.Contains(t.Tiles[0], "?"))
	return answer.JSON(c, answer.Briefly, t)
}

// fieldTimes gives the valid times there are fields of a layer for, stored or derived. It fails with
// kind NotFound where there is none.
func (s *server) fieldTimes(inv *store.Inventory, layer forecast.Layer) ([]time.Time, error) {
	menu := s.Layers.MenuOf(inv.Dataset, &inv.Holdings)
	times := menu.Times(layer)
	if err := menu.Why(layer); err != nil {
		return nil, err
	}
	if len(times) == 0 {
		return nil, forecast.Errorf(forecast.NotFound, "web.tilejson", "run %s of %s has no field of %s: /api/v1/datasets/%s lists its layers",
			forecast.FormatTime(inv.Run), inv.Dataset, layer.Name(), inv.Dataset)
	}
	return times, nil
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

// memberQuery gives what a request says of members, the run that is subtracted and the version of it
// all, for the links in its answer; more where they have a query already.
func memberQuery(c *gin.Context, v view, more bool) string {
	q := url.Values{"v": {v.version}}
	if v.minus != nil {
		q.Set("minus", v.minus.Asked())
	}
	for _, name := range []string{"member", "statistic", "above", "below", "lags"} {
		if v := c.Query(name); v != "" {
			q.Set(name, v)
		}
	}
	if _, n, named := ask.CutMember(c.Param("layer")); named {
		q.Set("member", strconv.Itoa(n))
	}
	if more {
		return "&" + q.Encode()
	}
	return "?" + q.Encode()
}
