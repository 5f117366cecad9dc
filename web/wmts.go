package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/tiles"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/wmts"
)

// wmts answers /wmts with what there is: the layers of each dataset's newest run, or of the one that
// dataset= names. Tiles have addresses of their own.
func (s *server) wmts(c *gin.Context) error {
	asked := parameters(c.Request.URL.Query())
	if request := asked("request"); request != "" && !strings.EqualFold(request, "GetCapabilities") {
		return forecast.Errorf(forecast.Invalid, "web.wmts", "%s is not answered here: the capabilities have a template of the addresses of tiles (ResourceURL)", request)
	}
	ctx := c.Request.Context()
	datasets, err := s.Store.Datasets(ctx)
	if err != nil {
		return err
	}
	if id := asked("dataset"); id != "" {
		one, err := s.Store.Dataset(ctx, id)
		if err != nil {
			return err
		}
		datasets = []forecast.Dataset{one}
	}
	base := origin(c.Request)
	out := wmts.Service{
		Title: "Fengtu", Abstract: "Weather forecasts, each layer of the newest run of its dataset.",
		Address: base + c.Request.URL.RequestURI(), MaxZoom: tiles.MaxZoom,
	}
	for _, d := range datasets {
		layers, err := s.wmtsLayers(ctx, base, d)
		if forecast.KindOf(err) == forecast.NotFound {
			continue // no run of it has a field yet
		}
		if err != nil {
			return err
		}
		out.Layers = append(out.Layers, layers...)
	}
	body, err := out.Capabilities()
	if err != nil {
		return err
	}
	return answer.Send(c, answer.Briefly, "application/xml", body)
}

// parameters finds a query's parameters whatever their case, as OGC's clients write them.
func parameters(q url.Values) func(name string) string {
	return func(name string) string {
		for key, values := range q {
			if strings.EqualFold(key, name) {
				return values[0]
			}
		}
		return ""
	}
}

func (s *server) wmtsLayers(ctx context.Context, base string, d forecast.Dataset) (out []wmts.Layer, err error) {
	run, err := s.Store.Latest(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	inv, err := s.Store.Inventory(ctx, d.ID, run)
	if err != nil {
		return nil, err
	}
	menu := s.Layers.MenuOf(inv.Dataset, &inv.Holdings)
	bounds := tiles.Bounds(inv.Grids[0])
	name := cmp.Or(d.Title, d.ID)
	for _, l := range ask.AllLayers(inv, menu) {
		layer := wmts.Layer{
			ID: d.ID + ":" + l.Name(), Title: name + ": " + l.Title().EN, Bounds: bounds,
			Abstract: strings.Join([]string{"Run of " + forecast.FormatTime(run), d.Credit()}, " · "),
			Tiles: base + "/tiles/" + url.PathEscape(d.ID) + "/" + forecast.FormatTime(run) + "/" + l.Name() +
				"/{Time}/{TileMatrix}/{TileCol}/{TileRow}.png?style={Style}&v=" + url.QueryEscape(inv.Version(l)),
		}
		for _, at := range menu.Times(l) {
			layer.Times = append(layer.Times, forecast.FormatTime(at))
		}
		if len(layer.Times) == 0 {
			continue
		}
		for _, style := range tiles.Styles() {
			layer.Styles = append(layer.Styles, wmts.Style{ID: style, Legend: base + "/api/v1/legend/" + l.Name() + ".png?style=" + style})
		}
		out = append(out, layer)
	}
	return slices.Clip(out), nil
}
