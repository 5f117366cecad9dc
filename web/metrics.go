package web

import (
	"context"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/fengtu/fengtu/forecast/store"
)

// metrics are what operators watch, in the form of Prometheus.
type metrics struct {
	registry *prometheus.Registry
	seconds  *prometheus.HistogramVec
	kept     sync.Map // of seconds, by answered: looking labels up takes as long as counting
}

type answered struct {
	route  string
	status int
}

func newMetrics(s *store.Store) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "fengtu_http_request_seconds",
			Help:    "Time from a request to the end of its answer, by route and status.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"route", "status"}),
	}
	m.registry.MustRegister(m.seconds, newestRuns{s},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

func (m *metrics) handler() gin.HandlerFunc {
	return gin.WrapH(promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
}

// eventsRoute is left out of the times of requests: its answers last for as long as maps are open.
const eventsRoute = "/events"

// observe counts a request.
func (m *metrics) observe(c *gin.Context) {
	began := time.Now()
	c.Next()
	route := c.FullPath()
	switch route {
	case eventsRoute:
		return
	case "":
		route = "page"
	}
	m.count(route, c.Writer.Status(), began)
}

func (m *metrics) count(route string, status int, began time.Time) {
	a := answered{route, status}
	o, ok := m.kept.Load(a)
	if !ok {
		o, _ = m.kept.LoadOrStore(a, m.seconds.WithLabelValues(route, strconv.Itoa(status)))
	}
	o.(prometheus.Observer).Observe(time.Since(began).Seconds())
}

// newestRuns tells how old the newest run of each dataset is, and how complete.
type newestRuns struct{ store *store.Store }

var (
	referenceTime = prometheus.NewDesc("fengtu_newest_run_reference_time_seconds", "Reference time of the newest run that is usable.", []string{"dataset"}, nil)
	publishedTime = prometheus.NewDesc("fengtu_newest_run_published_time_seconds", "When the last field of that run came in.", []string{"dataset"}, nil)
	present       = prometheus.NewDesc("fengtu_newest_run_fields", "Fields of that run that are there.", []string{"dataset"}, nil)
	expected      = prometheus.NewDesc("fengtu_newest_run_fields_expected", "Fields that it will have once it is complete.", []string{"dataset"}, nil)
	quarantined   = prometheus.NewDesc("fengtu_newest_run_fields_quarantined", "Fields of it that look physically wrong and are not served.", []string{"dataset"}, nil)
)

// Describe implements prometheus.Collector.
func (newestRuns) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{referenceTime, publishedTime, present, expected, quarantined} {
		to <- d
	}
}

// Collect implements prometheus.Collector. What the store cannot tell is left out of the answer.
func (r newestRuns) Collect(to chan<- prometheus.Metric) {
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
	defer stop()
	datasets, err := r.store.Datasets(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(referenceTime, err)
		return
	}
	for _, d := range datasets {
		run, err := r.store.Latest(ctx, d.ID)
		if err != nil {
			continue // a dataset without a run
		}
		inventory, err := r.store.Inventory(ctx, d.ID, run)
		if err != nil {
			continue // deleted this moment
		}
		gauge := func(desc *prometheus.Desc, value float64) {
			to <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value, d.ID)
		}
		gauge(referenceTime, float64(run.Unix()))
		gauge(publishedTime, float64(inventory.Published.Unix()))
		all, there, _ := inventory.Completeness()
		gauge(present, float64(there))
		gauge(expected, float64(all))
		gauge(quarantined, float64(len(inventory.Quarantined)))
	}
}
