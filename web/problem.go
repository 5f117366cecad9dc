package web

import (
	"errors"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
)

// statuses maps kinds of error to HTTP: the one place that does.
var statuses = map[forecast.Kind]int{
	forecast.Invalid:     http.StatusBadRequest,
	forecast.NotFound:    http.StatusNotFound,
	forecast.Unavailable: http.StatusServiceUnavailable,
	forecast.Internal:    http.StatusInternalServerError,
}

// problem answers with an error. What is the asker's to mend is told to the asker; what is ours
// goes whole to the log, and the asker learns only that it happened.
func (s *server) problem(c *gin.Context, err error) {
	if c.Request.Context().Err() != nil {
		c.Abort() // nobody is there to read it
		return
	}
	kind, detail := s.blame(c, err)
	writeProblem(c, statuses[kind], kind.String(), detail)
}

// blame gives the kind of an error and what the asker may know of it, and logs what is ours.
func (s *server) blame(c *gin.Context, err error) (kind forecast.Kind, detail string) {
	kind, detail = forecast.KindOf(err), forecast.DetailOf(err)
	if kind == forecast.Internal || kind == forecast.Unavailable || detail == "" {
		s.log.Error("request failed", "path", c.Request.URL.Path, "error", err)
	}
	if kind == forecast.Internal {
		detail = "something went wrong here; the operator's log says what"
	}
	return kind, detail
}

func writeProblem(c *gin.Context, status int, kind, detail string) {
	c.Header("Content-Type", "application/problem+json")
	c.Header("Cache-Control", "no-store")
	c.AbortWithStatusJSON(status, gin.H{
		"type": "about:blank", "title": http.StatusText(status), "status": status, "kind": kind, "detail": detail,
	})
}

// recoverPanic keeps the server up when a handler fails.
func (s *server) recoverPanic(c *gin.Context) {
	defer func() {
		if p := recover(); p != nil {
			if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(p)
			}
			s.log.Error("handler failed", "path", c.Request.URL.Path, "panic", p, "stack", string(debug.Stack()))
			writeProblem(c, http.StatusInternalServerError, forecast.Internal.String(), "something went wrong here; the operator's log says what")
		}
	}()
	c.Next()
}
