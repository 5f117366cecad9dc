package web_test

import (
	"context"
	"fmt"
	"log/slog"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web"
)

func document(t *testing.T, s *site) *openapi3.T {
	t.Helper()
	doc, err := openapi3.NewLoader().LoadFromData(s.get("/openapi.json").Body.Bytes())
	must(t, err)
	must(t, doc.Validate(ctx))
	return doc
}

// normal leaves of a path what a router tells apart: a segment with a name in it is any segment.
func normal(path string) string {
	segments := strings.Split(path, "/")
	for i, s := range segments {
		if strings.ContainsAny(s, ":*{") {
			segments[i] = "{}"
		}
	}
	return strings.Join(segments, "/")
}

// TestOpenAPIRoutes holds that the description has every route of the server, and no other.
func TestOpenAPIRoutes(t *testing.T) {
	s := newSite(t)
	var registered, described []string
	for _, r := range s.handler.(interface{ Routes() gin.RoutesInfo }).Routes() {
		if r.Method != http.MethodHead { // goes with GET
			registered = append(registered, r.Method+" "+normal(r.Path))
		}
	}
	for path, item := range document(t, s).Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+normal(path))
		}
	}
	slices.Sort(registered)
	slices.Sort(described)
	described = slices.Compact(described)
	for _, r := range registered {
		if !slices.Contains(described, r) {
			t.Errorf("%s is not in openapi.json", r)
		}
	}
	for _, d := range described {
		if !slices.Contains(registered, d) {
			t.Errorf("openapi.json has %s, the server does not", d)
		}
	}
}

// newDemo adds the dataset that the examples of the description ask for.
func newDemo(t *testing.T, s *site) {
	t.Helper()
	g := globe(t)
	times := []time.Time{run0, run0.Add(6 * time.Hour), run0.Add(12 * time.Hour)}
	r, err := s.store.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "demo", Title: "Demo", Licence: "CC0-1.0", Attribution: "nobody"}, Run: run0, Grid: g, Times: times})
	must(t, err)
	for i, at := range times {
		put(t, r, g, at)
		putAir(t, r, g, at)
		if i > 0 {
			must(t, r.Put(ctx, layer(t, "precipitation"), at, make([]float32, g.Size())))
		}
	}
	must(t, s.store.Objects().Put(ctx, "power_portfolios/east/farms", []byte("lat,lon,turbine\n31.2,121.9,iea-3.4mw-130\n")))
	s.handler, err = web.New(web.Options{Store: s.store, UI: fstest.MapFS{"basemap/places.json": {Data: []byte(`[{"zh":"上海","en":"Shanghai","lat":31.22,"lon":121.43,"rank":1}]`)}}, Now: func() time.Time { return run0.Add(-22 * time.Hour) }, Regions: provinces(t), KeepPortfolios: true, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	must(t, err)
}

// TestOpenAPIExamples asks for each example and compares the answer with what is described.
func TestOpenAPIExamples(t *testing.T) {
	s := newSite(t)
	newDemo(t, s)
	doc := document(t, s)
	for path, item := range doc.Paths.Map() {
		for method, operation := range item.Operations() {
			if path == "/events" {
				continue // never ends; TestEvents reads it
			}
			if method == http.MethodDelete {
				continue // TestPortfolios deletes
			}
			if method != http.MethodGet && (strings.HasPrefix(path, "/api/v1/power/") || path == "/api/v1/area" || path == "/api/v1/grid") {
				s.checkSent(t, doc, path, item, method)
				continue
			}
			if method == http.MethodPost {
				s.checkPosted(t, doc, path, item)
				continue
			}
			target := exampleOf(path, operation)
			w := s.get(target, "User-Agent", "test")
			if w.Code != http.StatusOK {
				t.Errorf("%s: %d %s", target, w.Code, w.Body)
				continue
			}
			check(t, doc, path, item, method, w)
		}
	}
}

// checkPosted sends the parameters of the operation's GET as a form.
func (s *site) checkPosted(t *testing.T, doc *openapi3.T, path string, item *openapi3.PathItem) {
	t.Helper()
	_, query, _ := strings.Cut(exampleOf(path, item.Get), "?")
	w := s.post(path, "application/x-www-form-urlencoded", query)
	if w.Code != http.StatusOK {
		t.Errorf("POST %s: %d %s", path, w.Code, w.Body)
		return
	}
	check(t, doc, path, item, http.MethodPost, w)
}

// checkSent sends the example of an operation's body.
func (s *site) checkSent(t *testing.T, doc *openapi3.T, path string, item *openapi3.PathItem, method string) {
	t.Helper()
	operation := item.GetOperation(method)
	for _, content := range operation.RequestBody.Value.Content {
		target := exampleOf(path, operation)
		w := s.send(method, target, fmt.Sprint(content.Example))
		if w.Code != http.StatusOK {
			t.Errorf("%s %s: %d %s", method, target, w.Code, w.Body)
			continue
		}
		check(t, doc, path, item, method, w)
	}
}

func exampleOf(path string, o *openapi3.Operation) string {
	var query []string
	for _, p := range o.Parameters {
		text := fmt.Sprint(p.Value.Example)
		switch {
		case p.Value.In == "path":
			path = strings.Replace(path, "{"+p.Value.Name+"}", text, 1)
		case p.Value.Example != nil:
			query = append(query, p.Value.Name+"="+url.QueryEscape(text))
		}
	}
	if len(query) > 0 {
		path += "?" + strings.Join(query, "&")
	}
	return path
}

// check compares an answer, or what is wrong, with the description.
func check(t *testing.T, doc *openapi3.T, path string, item *openapi3.PathItem, method string, w *httptest.ResponseRecorder) {
	t.Helper()
	kind, _, err := mime.ParseMediaType(w.Header().Get("Content-Type"))
	must(t, err)
	request := httptest.NewRequest(method, "/", nil)
	options := &openapi3filter.Options{IncludeResponseStatus: true, ExcludeResponseBody: !strings.HasSuffix(kind, "json")}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{
			Request: request,
			Route:   &routers.Route{Spec: doc, Path: path, PathItem: item, Method: method, Operation: item.GetOperation(method)},
		},
		Status: w.Code, Header: w.Header(), Options: options,
	}
	input.SetBodyBytes(w.Body.Bytes())
	if err := openapi3filter.ValidateResponse(context.Background(), input); err != nil {
		t.Errorf("%s %s: %v", method, path, err)
	}
	response := item.GetOperation(method).Responses.Status(w.Code)
	if response == nil {
		response = item.GetOperation(method).Responses.Default()
	}
	if response.Value.Content[kind] == nil {
		t.Errorf("%s %s answers %s, which is not described", method, path, kind)
	}
}

// TestOpenAPIErrors: what is wrong has the shape that is described.
func TestOpenAPIErrors(t *testing.T) {
	s := newSite(t)
	doc := document(t, s)
	for path, target := range map[string]string{
		"/api/v1/datasets/{dataset}":              "/api/v1/datasets/nothing",
		"/api/v1/point":                           "/api/v1/point?lat=95",
		"/v1/forecast":                            "/v1/forecast?latitude=95",
		"/weatherapi/locationforecast/2.0/{form}": "/weatherapi/locationforecast/2.0/compact",
		"/edr/collections/{collection}/{query}":   "/edr/collections/test/position?coords=POINT(0%2095)",
	} {
		w := s.get(target)
		if w.Code < 400 {
			t.Errorf("%s: %d", target, w.Code)
		}
		check(t, doc, path, doc.Paths.Value(path), http.MethodGet, w)
	}
}

// TestDocs: the page has every operation, asks nothing of other hosts and runs nothing.
func TestDocs(t *testing.T) {
	s := newSite(t)
	w := s.get("/docs")
	page := w.Body.String()
	if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Security-Policy"), "default-src 'self'") || strings.Contains(page, "<script") || strings.Contains(page, "src=") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	for path, item := range document(t, s).Paths.Map() {
		for method := range item.Operations() {
			if !strings.Contains(page, "<code>"+method+" "+path+"</code>") {
				t.Errorf("the page lacks %s %s", method, path)
			}
		}
	}
	if !strings.Contains(page, `href="/api/v1/point?daily=temperature_2m_max`) {
		t.Error("the page has no example of a point")
	}
}
