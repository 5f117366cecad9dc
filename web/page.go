package web

import (
	"bytes"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzip"

	"github.com/fengtu/fengtu/web/answer"
)

// noTime tells http.ServeContent that a body's age is unknown: ETags say what is new.
var noTime time.Time

// policy keeps the page from asking any other host for anything.
const policy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; connect-src 'self'; font-src 'self' data:"

// page serves the map front end, and answers every address that nobody else does.
func (s *server) page(c *gin.Context) {
	name := strings.TrimPrefix(path.Clean(c.Request.URL.Path), "/")
	if name == "" {
		name = "index.html"
	}
	if c.Request.Method != http.MethodGet && c.Request.Method != http.MethodHead {
		answer.Problem(c, http.StatusMethodNotAllowed, "invalid", "this address answers GET and HEAD only")
		return
	}
	body, err := fs.ReadFile(s.ui, name)
	if err != nil && name == "index.html" {
		c.String(http.StatusOK, "Fengtu is running, but the map has not been built into this binary: run `make build`.\nThe API is at /api/v1/datasets.\n")
		return
	}
	if err != nil || strings.HasPrefix(path.Base(name), ".") {
		answer.Problem(c, http.StatusNotFound, "not_found", "there is nothing at this address: the map is at /, the catalogue at /api/v1/datasets")
		return
	}
	keep := "no-cache" // asked for again each time, answered by 304
	if strings.HasPrefix(name, "assets/") {
		keep = answer.Immutable // named by content
	}
	c.Header("Content-Security-Policy", policy)
	c.Header("X-Content-Type-Options", "nosniff")
	c.Header("Vary", "Accept-Encoding")
	if packed := s.packed(name, body); packed != nil && strings.Contains(c.GetHeader("Accept-Encoding"), "gzip") {
		c.Header("Content-Encoding", "gzip")
		body = packed
	}
	contentType := mime.TypeByExtension(path.Ext(name))
	if contentType == "" {
		contentType = "application/octet-stream"
	}
	if err := answer.Send(c, keep, contentType, body); err != nil {
		s.Tell(c, err)
	}
}

// packed gives a file of the page as gzip, made once; nil where that does not pay.
func (s *server) packed(name string, body []byte) []byte {
	if known, ok := s.gzipped.Load(name); ok {
		return known.([]byte)
	}
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := w.Write(body)
	if err := errors.Join(err, w.Close()); err != nil || packed.Len() > len(body)*9/10 {
		s.gzipped.Store(name, []byte(nil))
		return nil
	}
	s.gzipped.Store(name, packed.Bytes())
	return packed.Bytes()
}
