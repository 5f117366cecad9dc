package answer

import (
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
)

// Statuses maps kinds of error to HTTP: the one place that does.
var Statuses = map[forecast.Kind]int{
	forecast.Invalid:     http.StatusBadRequest,
	forecast.NotFound:    http.StatusNotFound,
	forecast.Unavailable: http.StatusServiceUnavailable,
	forecast.Internal:    http.StatusInternalServerError,
}

// Problems tells what went wrong.
type Problems struct {
	Log *slog.Logger // where errors of ours go
}

// Tell answers with an error. What is the asker's to mend is told to the asker; what is ours
// goes whole to the log, and the asker learns only that it happened.
func (x Problems) Tell(c *gin.Context, err error) {
	if c.Request.Context().Err() != nil {
		c.Abort() // nobody is there to read it
		return
	}
	kind, detail := x.Blame(c, err)
	Problem(c, Statuses[kind], kind.String(), detail)
}

// Blame gives the kind of an error and what the asker may know of it, and logs what is ours.
func (x Problems) Blame(c *gin.Context, err error) (kind forecast.Kind, detail string) {
	kind, detail = forecast.KindOf(err), forecast.DetailOf(err)
	if kind == forecast.Internal || kind == forecast.Unavailable || detail == "" {
		x.Log.Error("request failed", "path", c.Request.URL.Path, "error", err)
	}
	if kind == forecast.Internal {
		detail = "something went wrong here; the operator's log says what"
	}
	return kind, detail
}

// Problem answers with a status, a kind of error and a sentence for the asker.
func Problem(c *gin.Context, status int, kind, detail string) {
	c.Header("Content-Type", "application/problem+json")
	c.Header("Cache-Control", "no-store")
	c.AbortWithStatusJSON(status, gin.H{
		"type": "about:blank", "title": http.StatusText(status), "status": status, "kind": kind, "detail": detail,
	})
}

// Recover keeps the server up when a handler fails.
func (x Problems) Recover(c *gin.Context) {
	defer func() {
		if p := recover(); p != nil {
			if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(p)
			}
			x.Log.Error("handler failed", "path", c.Request.URL.Path, "panic", p, "stack", string(debug.Stack()))
			Problem(c, http.StatusInternalServerError, forecast.Internal.String(), "something went wrong here; the operator's log says what")
		}
	}()
	c.Next()
}
