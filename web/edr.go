package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/edr"
)

// edrRoutes answers below /edr, errors included, as OGC API – EDR has it.
func (s *server) edrRoutes(r *gin.Engine) {
	get := func(path string, answer func(context.Context, edr.Request, *gin.Context) (edr.Body, error)) {
		handle := func(c *gin.Context) { s.answerEDR(c, answer) }
		r.GET("/edr"+path, handle)
		r.HEAD("/edr"+path, handle)
	}
	for _, path := range []string{"", "/"} {
		get(path, func(_ context.Context, r edr.Request, _ *gin.Context) (edr.Body, error) { return s.edr.Landing(r) })
	}
	get("/conformance", func(context.Context, edr.Request, *gin.Context) (edr.Body, error) { return s.edr.Conformance() })
	get("/api", func(context.Context, edr.Request, *gin.Context) (edr.Body, error) {
		return edr.Body{ContentType: "application/vnd.oai.openapi+json;version=3.0", Bytes: openAPI}, nil
	})
	plain := func(answer func(context.Context, edr.Request) (edr.Body, error)) func(context.Context, edr.Request, *gin.Context) (edr.Body, error) {
		return func(ctx context.Context, r edr.Request, _ *gin.Context) (edr.Body, error) { return answer(ctx, r) }
	}
	get("/collections", plain(s.edr.Collections))
	get("/collections/:collection/instances", plain(s.edr.Instances))
	for _, at := range []string{"/collections/:collection", "/collections/:collection/instances/:instance"} {
		get(at, plain(s.edr.Collection))
		get(at+"/:query", s.edrQuery)
		get(at+"/locations/:location", func(ctx context.Context, r edr.Request, c *gin.Context) (edr.Body, error) {
			return s.edr.Location(ctx, r, c.Param("location"))
		})
	}
}

func (s *server) edrQuery(ctx context.Context, r edr.Request, c *gin.Context) (edr.Body, error) {
	answer, known := map[string]func(context.Context, edr.Request) (edr.Body, error){
		"position": s.edr.Position, "radius": s.edr.Radius, "area": s.edr.Area, "cube": s.edr.Cube,
		"trajectory": s.edr.Trajectory, "corridor": s.edr.Corridor, "locations": s.edr.Locations,
	}[c.Param("query")]
	if !known {
		return edr.Body{}, forecast.Errorf(forecast.NotFound, "web.edr", "there is no query %q: position, radius, area, cube, trajectory, corridor, locations and instances are there", c.Param("query"))
	}
	return answer(ctx, r)
}

func (s *server) answerEDR(c *gin.Context, query func(context.Context, edr.Request, *gin.Context) (edr.Body, error)) {
	r := edr.Request{
		Base: origin(c.Request) + "/edr", Collection: c.Param("collection"), Instance: c.Param("instance"),
		Query: c.Request.URL.Query(), Accept: c.GetHeader("Accept"),
	}
	body, err := query(c.Request.Context(), r, c)
	if err != nil {
		s.edrError(c, err)
		return
	}
	if body.File != "" {
		c.Header("Content-Disposition", `attachment; filename="`+body.File+`"`)
	}
	c.Header("Vary", "Accept")
	_ = answer.Send(c, answer.Briefly, body.ContentType, body.Bytes) // never fails
}

func (s *server) edrError(c *gin.Context, err error) {
	if c.Request.Context().Err() != nil {
		c.Abort()
		return
	}
	kind, detail := s.Blame(c, err)
	status := answer.Statuses[kind]
	if errors.Is(err, edr.ErrTooLarge) {
		status = http.StatusRequestEntityTooLarge
	}
	c.Header("Cache-Control", "no-store")
	c.AbortWithStatusJSON(status, gin.H{"code": strconv.Itoa(status), "description": detail})
}
