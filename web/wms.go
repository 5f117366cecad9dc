package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image/jpeg"
	"image/png"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/tiles"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/gis"
)

// wmsRoutes answers /wms, errors included, as OGC's WMS has it.
func (s *server) wmsRoutes(r *gin.Engine) {
	handle := func(c *gin.Context) {
		err := s.wms(c)
		if err == nil {
			return
		}
		if c.Request.Context().Err() != nil {
			c.Abort() // nobody is there to read it
			return
		}
		kind, detail := s.Blame(c, err)
		body, _ := gis.Exception(err, detail) // of strings: it cannot fail
		c.Header("Cache-Control", "no-store")
		c.Data(answer.Statuses[kind], "text/xml", body)
	}
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		r.Handle(method, "/wms", handle)
	}
}

func (s *server) wms(c *gin.Context) error {
	of := parameters(c.Request.URL.Query())
	switch request := of("request"); strings.ToLower(request) {
	case "", "getcapabilities":
		return s.wmsCapabilities(c, of)
	case "getmap":
		return s.wmsMap(c, of)
	case "getfeatureinfo":
		return s.wmsFeatureInfo(c, of)
	default:
		return gis.Coded(gis.NoOperation, ask.Wrong("request is GetCapabilities, GetMap or GetFeatureInfo, not %q", request))
	}
}

func (s *server) wmsCapabilities(c *gin.Context, of gis.Parameters) error {
	out, err := s.service(c, of("dataset"))
	if err != nil {
		return err
	}
	out.Address = origin(c.Request) + "/wms?"
	if id := of("dataset"); id != "" {
		out.Address += "dataset=" + url.QueryEscape(id) + "&"
	}
	body, err := out.WMS()
	if err != nil {
		return err
	}
	return answer.Send(c, answer.Briefly, "text/xml", body)
}

func (s *server) wmsMap(c *gin.Context, of gis.Parameters) error {
	q, err := gis.ReadMap(of)
	if err != nil {
		return err
	}
	field, err := s.wmsField(c.Request.Context(), q, q.Map.LOD)
	if err != nil {
		return err
	}
	picture, err := tiles.Picture{Style: q.Style}.Map(c.Request.Context(), field.Field, q.Map, q.Background)
	if err == nil && q.Format == gis.JPEG {
		picture, err = asJPEG(picture)
	}
	if err != nil {
		return err
	}
	return answer.Send(c, answer.Briefly, q.Format, picture)
}

// asJPEG is for clients that ask for nothing else, as GDAL does unless told: it blurs colours.
func asJPEG(picture []byte) ([]byte, error) {
	img, err := png.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = jpeg.Encode(&out, img, &jpeg.Options{Quality: 90})
	return out.Bytes(), err
}

// wmsField is the field that a map is of.
type wmsField struct {
	forecast.Field
	inv  *store.Inventory
	time time.Time
}

// wmsField opens the field of a map, at the level of detail that lod chooses.
func (s *server) wmsField(ctx context.Context, q gis.MapAsked, lod func([]*forecast.Grid) int) (of wmsField, err error) {
	if _, err := s.Store.Dataset(ctx, q.Dataset); err != nil {
		return of, gis.Coded(gis.NoLayer, err)
	}
	a, err := s.Resolve(ctx, q.Dataset, q.Run)
	if err != nil {
		return of, gis.Coded(gis.NoTime, err)
	}
	if of.inv, err = s.Store.Inventory(ctx, a.Dataset, a.Run); err != nil {
		return of, gis.Coded(gis.NoTime, err)
	}
	layer, err := forecast.ParseLayer(q.Layer)
	if err != nil {
		return of, gis.Coded(gis.NoLayer, ask.NoLayer(of.inv, s.Layers.MenuOf(of.inv.Dataset, &of.inv.Holdings), q.Layer))
	}
	times, err := s.fieldTimes(of.inv, layer)
	if err != nil {
		return of, gis.Coded(gis.NoLayer, err)
	}
	if of.time = q.Time; q.Time.IsZero() {
		of.time = latestBy(times, s.now())
	} else if !slices.ContainsFunc(times, q.Time.Equal) {
		return of, gis.Coded(gis.NoTime, ask.Wrong("run %s has no %s at %s: the capabilities list its times", forecast.FormatTime(of.inv.Run), q.Layer, q.Time.Format(time.RFC3339)))
	}
	ref := forecast.Ref{Dataset: a.Dataset, Run: a.Run, Layer: layer, Time: of.time, LOD: lod(of.inv.Grids)}
	of.Field, err = s.Member(of.inv.Control()).Open(ctx, ref)
	return of, err
}

func (s *server) wmsFeatureInfo(c *gin.Context, of gis.Parameters) error {
	q, err := gis.ReadFeatureInfo(of)
	if err != nil {
		return err
	}
	ctx := c.Request.Context()
	field, err := s.wmsField(ctx, q, func([]*forecast.Grid) int { return 0 })
	if err != nil {
		return err
	}
	lat, lon := q.Map.Place(q.Col, q.Row)
	lon = math.Remainder(lon, 360)
	value := float32(math.NaN())
	if q.Map.Shows(q.Col, q.Row) {
		if value, err = tiles.ValueAt(ctx, field, lat, lon); err != nil {
			return err
		}
	}
	return sendFeature(c, q.Format, field, lat, lon, value)
}

// sendFeature tells the value at a place, in the units that people read and in SI.
func sendFeature(c *gin.Context, format string, of wmsField, lat, lon float64, value float32) error {
	l := of.Layer()
	d := l.Variable.Display
	shown := answer.Known(answer.Round(float64(value)*d.Scale+d.Offset, d.Decimals+2))
	at := of.time.Format(time.RFC3339)
	if format == gis.Text {
		text := "no value"
		if shown != nil {
			text = fmt.Sprintf("%g %s", *shown, d.Units)
		}
		return answer.Send(c, answer.Briefly, "text/plain; charset=utf-8", fmt.Appendf(nil, "%s: %s at %.4f, %.4f, %s (run %s of %s)\n",
			l.Title().EN, text, lat, lon, at, forecast.FormatTime(of.inv.Run), of.inv.Dataset))
	}
	body, err := json.Marshal(gin.H{"type": "FeatureCollection", "features": []gin.H{{
		"type": "Feature", "id": of.inv.Dataset + ":" + l.Name(),
		"geometry": gin.H{"type": "Point", "coordinates": []float64{answer.Round(lon, 6), answer.Round(lat, 6)}},
		"properties": gin.H{
			"layer": l.Name(), "title": l.Title().EN, "dataset": of.inv.Dataset, "run": forecast.FormatTime(of.inv.Run), "time": at,
			"value": shown, "units": d.Units, "si_value": answer.Known32(float64(value)), "si_units": l.Variable.Units,
		},
	}}})
	if err != nil {
		return err
	}
	return answer.Send(c, answer.Briefly, format, body)
}
