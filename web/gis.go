package web

import (
	"cmp"
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/tiles"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/gis"
)

// parameters looks parameters up without regard to case, as OGC's services do.
func parameters(q url.Values) gis.Parameters {
	return func(name string) string {
		for key, values := range q {
			if strings.EqualFold(key, name) {
				return values[0]
			}
		}
		return ""
	}
}

// service gives what is told of all layers of each dataset's newest run, or of one dataset.
func (s *server) service(c *gin.Context, id string) (gis.Service, error) {
	out := gis.Service{
		Title: "Fengtu", Abstract: "Weather forecasts, each layer of the newest run of its dataset.",
		MaxZoom: tiles.MaxZoom, MaxSide: tiles.MaxMapSide,
	}
	ctx := c.Request.Context()
	datasets, err := s.Store.Datasets(ctx)
	if err != nil {
		return out, err
	}
	if id != "" {
		one, err := s.Store.Dataset(ctx, id)
		if err != nil {
			return out, err
		}
		datasets = []forecast.Dataset{one}
	}
	for _, d := range datasets {
		layers, err := s.gisLayers(ctx, origin(c.Request), d)
		if forecast.KindOf(err) == forecast.NotFound {
			continue // no run of it has a field yet
		}
		if err != nil {
			return out, err
		}
		out.Layers = append(out.Layers, layers...)
	}
	return out, nil
}

// gisLayers describes the layers of a dataset's newest run.
func (s *server) gisLayers(ctx context.Context, base string, d forecast.Dataset) (out []gis.Layer, err error) {
	run, err := s.Store.Latest(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	inv, err := s.Store.Inventory(ctx, d.ID, run)
	if err != nil {
		return nil, err
	}
	runs, err := s.Store.Runs(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	menu := s.Layers.MenuOf(inv.Dataset, &inv.Holdings)
	mercator := tiles.Bounds(inv.Grids[0])
	bounds, exact := mercator, inv.Grids[0].Bounds()
	bounds[1], bounds[3] = exact[1], exact[3]
	for _, l := range ask.AllLayers(inv, menu) {
		layer := gis.Layer{
			ID: d.ID + ":" + l.Name(), Title: cmp.Or(d.Title, d.ID) + ": " + l.Title().EN, Credit: d.Credit(),
			Abstract: strings.Join([]string{"Run of " + forecast.FormatTime(run), d.Credit()}, " · "),
			Bounds:   bounds, Mercator: mercator, Times: menu.Times(l), Run: run, Runs: runs,
			Tiles: base + "/tiles/" + url.PathEscape(d.ID) + "/" + forecast.FormatTime(run) + "/" + l.Name() +
				"/{Time}/{TileMatrix}/{TileCol}/{TileRow}.png?style={Style}&v=" + url.QueryEscape(inv.Version(l)),
		}
		if len(layer.Times) == 0 {
			continue
		}
		layer.Now = latestBy(layer.Times, s.now())
		for _, style := range tiles.Styles() {
			layer.Styles = append(layer.Styles, gis.Style{ID: style, Legend: base + "/api/v1/legend/" + l.Name() + ".png?style=" + style})
		}
		out = append(out, layer)
	}
	return out, nil
}

// latestBy gives the last of some ascending times that is not after now, or the first of them.
func latestBy(times []time.Time, now time.Time) time.Time {
	out := times[0]
	for _, t := range times {
		if t.After(now) {
			break
		}
		out = t
	}
	return out
}
