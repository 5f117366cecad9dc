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
	ui    fs.FS
	now   func() time.Time
	meteo openmeteo.Handler
	metno metno.Handler
	edr   edr.Handler

	files          *answer.Files
	stations       gridfile.WriteStations
	regions        region.Set
	people         power.People
	keepPortfolios bool

	gazetteer func() (*gazetteer.Gazetteer, error)

	bodies  *kept.Bodies
	recent  *recent
	gzipped sync.Map // of the page's files by name: []byte, nil where packing does not pay
}

// New gives the handler of everything Fengtu serves.
func New(o Options) (http.Handler, error) {
	bodies, err := kept.New(o.TileBytes)
	if err != nil {
		return nil, err
	}
	s := &server{
		bodies: bodies, recent: &recent{store: o.Store, bodies: bodies},
		Reader: ask.NewReader(o.Store), Problems: answer.Problems{Log: o.Log}, ui: o.UI, now: o.Now,
		files: answer.NewFiles(o.NetCDF), stations: o.Stations, regions: o.Regions, keepPortfolios: o.KeepPortfolios,
	}
	if s.people = power.Cities(); o.People != nil {
		s.people = *o.People
	}
	s.gazetteer = readPlaces(o.UI)
	if s.now == nil {
		s.now = time.Now
	}
	s.meteo = openmeteo.Handler{Reader: s.Reader.Reader, Now: s.now}
	s.edr = edr.Handler{Reader: s.Reader.Reader, Places: s.gazetteer, NetCDF: o.NetCDF}
	s.metno = metno.Handler{Reader: s.Reader.Reader, Now: s.now}
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	if err := r.SetTrustedProxies(nil); err != nil {
		return nil, err
	}
	r.HandleMethodNotAllowed = true
	r.RedirectTrailingSlash = false
	measured := newMetrics(s.Store)
	r.Use(measured.observe, s.Recover, s.recent.first, crossOrigin)
	r.GET("/metrics", measured.handler())
	r.NoMethod(func(c *gin.Context) {
		answer.Problem(c, http.StatusMethodNotAllowed, "invalid", "this address answers "+strings.ReplaceAll(c.Writer.Header().Get("Allow"), ", ", " and ")+" only")
	})
	s.routes(r)
	return r, nil
}

func (s *server) routes(r *gin.Engine) {
	answer := func(method, path string, handle func(*gin.Context) error) {
		r.Handle(method, path, s.Handler(handle))
	}
	get := func(path string, handle func(*gin.Context) error) {
		answer(http.MethodGet, path, handle)
		answer(http.MethodHead, path, handle)
	}
	get("/api/v1/datasets", s.datasets)
	get("/api/v1/datasets/:dataset", s.dataset)
	get("/api/v1/datasets/:dataset/runs/:run", s.run)
	get("/api/v1/point", s.point)
	r.POST("/api/v1/point", s.Handler(s.point))
	get("/api/v1/point/runs", s.pointRuns)
	r.POST("/api/v1/point/runs", s.Handler(s.pointRuns))
	get("/api/v1/profile", s.profile)
	get("/api/v1/section", s.section)
	get("/api/v1/area", s.area)
	answer(http.MethodPost, "/api/v1/area", s.area)
	get("/api/v1/grid", s.grid)
	get("/api/v1/legend/:file", s.legend)
	get("/api/v1/search", s.search)
	s.powerRoutes(get, answer)
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		r.Handle(method, "/v1/forecast", s.openMeteo)
	}
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		r.Handle(method, "/data/:model/static/meta.json", s.openMeteoMeta)
		r.Handle(method, "/weatherapi/locationforecast/2.0/:form", s.locationForecast)
	}
	s.edrRoutes(r)
	get("/tiles/:dataset/:run/:layer/tilejson.json", s.tilejson)
	get("/tiles/:dataset/:run/:layer/:time/:z/:x/:file", s.tile)
	get("/wmts", s.wmts)
	get("/textures/:dataset/:run/:layer/:file", s.texture)
	get("/values/:dataset/:run/:layer/:time/:lod/:x/:file", s.valueTile)
	get("/nodes/:dataset/:run/:lod/:x/:file", s.nodeTile)
	get("/zarr/:dataset/:run/*key", s.zarr)
	get(eventsRoute, s.events)
	get("/openapi.json", s.openapi)
	get("/docs", s.docs)
	get("/healthz", func(c *gin.Context) error { c.String(http.StatusOK, "ok\n"); return nil })
	get("/readyz", s.ready)
	r.NoRoute(s.page)
}

func (s *server) powerRoutes(get func(string, func(*gin.Context) error), answer func(string, string, func(*gin.Context) error)) {
	const base = "/api/v1/power/"
	get(base+"turbines", s.turbines)
	get(base+"turbines/:id", s.turbine)
	get(base+"point", s.powerPoint)
	answer(http.MethodPost, base+"point", s.powerPoint)
	answer(http.MethodPost, base+"farms", s.powerFarms)
	get(base+"regions", s.regionNames)
	get(base+"region", s.powerRegion)
	answer(http.MethodPost, base+"region", s.powerRegion)
	get(base+"grid", s.powerGrid)
	answer(http.MethodPost, base+"grid", s.powerGrid)
	answer(http.MethodPost, base+"verify", s.powerVerify)
	get(base+"demand", s.powerDemand)
	answer(http.MethodPost, base+"demand", s.powerDemand)
	get(base+"portfolios", s.portfolios)
	get(base+"portfolios/:name", s.portfolio)
	get(base+"portfolios/:name/forecast", s.portfolioForecast)
	answer(http.MethodPut, base+"portfolios/:name", s.putPortfolio)
	answer(http.MethodDelete, base+"portfolios/:name", s.deletePortfolio)
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
