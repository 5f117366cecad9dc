package web

import (
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast/gridfile"
	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/forecast/region"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/edr"
	"github.com/fengtu/fengtu/web/gazetteer"
	"github.com/fengtu/fengtu/web/kept"
	"github.com/fengtu/fengtu/web/metno"
	"github.com/fengtu/fengtu/web/openmeteo"
	"github.com/fengtu/fengtu/web/points"
	webpower "github.com/fengtu/fengtu/web/power"
	"github.com/fengtu/fengtu/web/views"
)

// Options says what a server serves.
type Options struct {
	Store *store.Store
	UI    fs.FS            // the built map front end
	Log   *slog.Logger     // where errors of ours go
	Now   func() time.Time // the clock; time.Now where it is nil

	NetCDF         gridfile.Create        // nil: no NetCDF
	Stations       gridfile.WriteStations // the same
	Regions        region.Set             // areas to be asked for by name
	People         *power.People          // where people live; nil for the cities that come with the program
	KeepPortfolios bool                   // clients may keep portfolios of farms in the store
	TileBytes      int64                  // of tiles that are kept in memory; 0 for none
}

type server struct {
	ask.Reader
	answer.Problems
	ui  fs.FS
	now func() time.Time

	points points.Handler
	views  views.Handler
	power  webpower.Handler
	meteo  openmeteo.Handler
	metno  metno.Handler
	edr    edr.Handler

	gazetteer func() (*gazetteer.Gazetteer, error)

	bodies  *kept.Bodies
	recent  *recent
	gzipped sync.Map // of the page's files by name: []byte, nil where packing does not pay
}

// newServer makes the handlers of all rooms.
func newServer(o Options) (*server, error) {
	bodies, err := kept.New(o.TileBytes)
	if err != nil {
		return nil, err
	}
	s := &server{
		Reader: ask.NewReader(o.Store), Problems: answer.Problems{Log: o.Log}, ui: o.UI, now: o.Now,
		gazetteer: readPlaces(o.UI), bodies: bodies, recent: &recent{store: o.Store, bodies: bodies},
	}
	if s.now == nil {
		s.now = time.Now
	}
	people := power.Cities()
	if o.People != nil {
		people = *o.People
	}
	files := answer.NewFiles(o.NetCDF)
	s.points = points.Handler{Reader: s.Reader, Problems: s.Problems, Files: files, Stations: o.Stations}
	s.views = views.Handler{Reader: s.Reader, Files: files, Regions: o.Regions}
	s.power = webpower.Handler{Reader: s.Reader, Files: files, Regions: o.Regions, People: people, KeepPortfolios: o.KeepPortfolios}
	s.meteo = openmeteo.Handler{Reader: s.Reader.Reader, Now: s.now}
	s.metno = metno.Handler{Reader: s.Reader.Reader, Now: s.now}
	s.edr = edr.Handler{Reader: s.Reader.Reader, Places: s.gazetteer, NetCDF: o.NetCDF}
	return s, nil
}

// New gives the handler of everything Fengtu serves.
func New(o Options) (http.Handler, error) {
	s, err := newServer(o)
	if err != nil {
		return nil, err
	}
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	if err := r.SetTrustedProxies(nil); err != nil {
		return nil, err
	}
	r.HandleMethodNotAllowed = true
	r.RedirectTrailingSlash = false
	measured := newMetrics(s.Store)
	r.Use(measured.observe, s.Recover, crossOrigin)
	r.GET("/metrics", measured.handler())
	r.NoMethod(func(c *gin.Context) {
		answer.Problem(c, http.StatusMethodNotAllowed, "invalid", "this address answers "+strings.ReplaceAll(c.Writer.Header().Get("Allow"), ", ", " and ")+" only")
	})
	s.routes(r)
	return front{r, s.recent, measured}, nil
}

func (s *server) routes(engine *gin.Engine) {
	r := answer.Routes{Engine: engine, Problems: s.Problems}
	r.Get("/api/v1/datasets", s.datasets)
	r.Get("/api/v1/datasets/:dataset", s.dataset)
	r.Get("/api/v1/datasets/:dataset/runs/:run", s.run)
	s.points.Routes(r)
	s.views.Routes(r)
	r.Get("/api/v1/legend/:file", s.legend)
	r.Get("/api/v1/search", s.search)
	s.power.Routes(r)
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		engine.Handle(method, "/v1/forecast", s.openMeteo)
	}
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		engine.Handle(method, "/data/:model/static/meta.json", s.openMeteoMeta)
		engine.Handle(method, "/weatherapi/locationforecast/2.0/:form", s.locationForecast)
	}
	s.edrRoutes(engine)
	r.Get("/tiles/:dataset/:run/:layer/tilejson.json", s.tilejson)
	r.Get("/tiles/:dataset/:run/:layer/:time/:z/:x/:file", s.tile)
	r.Get("/wmts", s.wmts)
	s.wmsRoutes(engine)
	r.Get("/textures/:dataset/:run/:layer/:file", s.texture)
	r.Get("/values/:dataset/:run/:layer/:time/:lod/:x/:file", s.valueTile)
	r.Get("/nodes/:dataset/:run/:lod/:x/:file", s.nodeTile)
	r.Get("/zarr/:dataset/:run/*key", s.zarr)
	r.Get(eventsRoute, s.events)
	r.Get("/openapi.json", s.openapi)
	r.Get("/docs", s.docs)
	r.Get("/healthz", func(c *gin.Context) error { c.String(http.StatusOK, "ok\n"); return nil })
	r.Get("/readyz", s.ready)
	engine.NoRoute(s.page)
}

// ready says whether the store can be read.
func (s *server) ready(c *gin.Context) error {
	if _, err := s.Store.Datasets(c.Request.Context()); err != nil {
		return err
	}
	c.String(http.StatusOK, "ready\n")
	return nil
}

// crossOrigin lets pages of other hosts read everything: it is all public and nothing changes it.
func crossOrigin(c *gin.Context) {
	c.Header("Access-Control-Allow-Origin", "*")
	c.Header("Access-Control-Expose-Headers", "Content-Location, ETag, Fengtu-Member, Fengtu-Members, Fengtu-Minus, Fengtu-Runs")
}

// Serve gives an HTTP server of a handler with limits that keep slow clients from piling up. There
// is no limit on writing, since events flow for hours.
func Serve(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
}
