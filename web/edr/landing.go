package edr

import "encoding/json"

type link struct {
	Href      string `json:"href"`
	Rel       string `json:"rel"`
	Type      string `json:"type,omitempty"`
	Title     string `json:"title,omitempty"`
	Templated bool   `json:"templated,omitempty"`
	Variables any    `json:"variables,omitempty"`
}

const isJSON = "application/json"

func jsonBody(v any) (Body, error) {
	text, err := json.Marshal(v)
	return Body{ContentType: isJSON, Bytes: text}, err
}

// Landing answers /edr.
func (h Handler) Landing(r Request) (Body, error) {
	return jsonBody(object{
		"title":       "Fengtu – Environmental Data Retrieval",
		"description": "Forecasts at positions, within areas and along ways: a collection for each dataset, an instance for each run.",
		"keywords":    []string{"weather", "forecast", "FengWu"},
		"links": []link{
			{Href: r.Base, Rel: "self", Type: isJSON, Title: "this page"},
			{Href: r.Base + "/conformance", Rel: "conformance", Type: isJSON, Title: "what this conforms to"},
			{Href: r.Base + "/collections", Rel: "data", Type: isJSON, Title: "collections"},
			{Href: r.Base + "/api", Rel: "service-desc", Type: "application/vnd.oai.openapi+json;version=3.0", Title: "the description for programs"},
		},
	})
}

// conformance is what this conforms to.
var conformance = []string{
	"http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
	"http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
	"http://www.opengis.net/spec/ogcapi-edr-1/1.1/conf/core",
	"http://www.opengis.net/spec/ogcapi-edr-1/1.1/conf/collections",
	"http://www.opengis.net/spec/ogcapi-edr-1/1.1/conf/queries",
	"http://www.opengis.net/spec/ogcapi-edr-1/1.1/conf/oas30",
	"http://www.opengis.net/spec/ogcapi-edr-1/1.1/conf/json",
	"http://www.opengis.net/spec/ogcapi-edr-1/1.1/conf/geojson",
	"http://www.opengis.net/spec/ogcapi-edr-1/1.1/conf/covjson",
}

// Conformance answers /edr/conformance.
func (h Handler) Conformance() (Body, error) { return jsonBody(object{"conformsTo": conformance}) }
