package web

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/web/answer"
)

// openAPI describes every route of routes; a test holds it to them and to their answers.
//
//go:embed openapi.json
var openAPI []byte

//go:embed docs.html
var docsPage string

func (s *server) openapi(c *gin.Context) error {
	return answer.Send(c, answer.Daily, "application/json", openAPI)
}

// docs answers with the description as a page to read.
func (s *server) docs(c *gin.Context) error {
	body, err := readable(openAPI)
	if err != nil {
		return err
	}
	c.Header("Content-Security-Policy", policy)
	c.Header("X-Content-Type-Options", "nosniff")
	return answer.Send(c, answer.Daily, "text/html; charset=utf-8", body)
}

// apiDocument is what the page shows of an OpenAPI document.
type apiDocument struct {
	Info  struct{ Title, Description string }
	Tags  []struct{ Name string }
	Paths map[string]map[string]apiOperation
}

type apiOperation struct {
	ID          string `json:"operationId"`
	Tags        []string
	Summary     string
	Description string
	Parameters  []apiParameter
	Responses   map[string]struct{ Content map[string]any }

	Method, Path string
}

type apiParameter struct {
	Name, In, Description, Example string
	Required                       bool
	Schema                         struct {
		Enum    []string
		Default any
	}
}

// UnmarshalJSON implements json.Unmarshaler: an example may be a number.
func (p *apiParameter) UnmarshalJSON(data []byte) error {
	type plain apiParameter
	with := struct {
		*plain
		Example any
	}{plain: (*plain)(p)}
	err := json.Unmarshal(data, &with)
	if text, err := json.Marshal(with.Example); err == nil && with.Example != nil {
		p.Example = strings.Trim(string(text), `"`)
	}
	return err
}

// sorted puts operations in the order of their paths, GET first.
func sorted(list []apiOperation) []apiOperation {
	slices.SortFunc(list, func(a, b apiOperation) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	})
	return list
}

// readable makes a page of an OpenAPI document.
func readable(document []byte) ([]byte, error) {
	var d apiDocument
	if err := json.Unmarshal(document, &d); err != nil {
		return nil, err
	}
	byTag := map[string][]apiOperation{}
	for path, methods := range d.Paths {
		for method, o := range methods {
			o.Method, o.Path = strings.ToUpper(method), path
			byTag[o.Tags[0]] = append(byTag[o.Tags[0]], o)
		}
	}
	page, err := template.New("docs").Parse(docsPage)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = page.Execute(&out, struct {
		apiDocument
		ByTag func(tag string) []apiOperation
	}{d, func(tag string) []apiOperation { return sorted(byTag[tag]) }})
	return out.Bytes(), err
}

// Example gives an address to try, "" for what is posted.
func (o apiOperation) Example() string {
	if o.Method != "GET" {
		return ""
	}
	path, query := o.Path, url.Values{}
	for _, p := range o.Parameters {
		switch {
		case p.In == "path":
			path = strings.Replace(path, "{"+p.Name+"}", p.Example, 1)
		case p.Example != "":
			query.Set(p.Name, p.Example)
		}
	}
	if len(query) > 0 {
		path += "?" + strings.ReplaceAll(query.Encode(), "%2C", ",")
	}
	return path
}
