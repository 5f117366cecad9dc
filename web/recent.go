package web

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/kept"
)

// believed is how long a tile is sent again without a look at the store, which takes as long as the rest
// of the answer. What this process writes ends it at once; what others write is seen by then.
const believed = time.Second

// recent remembers what tiles were answered with, by the address that was asked for. Their bodies are
// kept elsewhere.
type recent struct {
	store  *store.Store
	bodies *kept.Bodies
	mu     sync.RWMutex
	heads  map[string]*head
}

// What recent remembers at most: addresses, and bytes of one.
const (
	mostHeads   = 4096
	longestHead = 512
)

// head is an answer without its body.
type head struct {
	header  http.Header // of a whole answer
	tag     string
	key     string // of the body
	changes uint64 // of the store, before it was looked at
	made    time.Time
}

// before gives what to remember an answer with; it is asked for before the store is.
func (r *recent) before() *head { return &head{changes: r.store.Changes(), made: time.Now()} }

// reply answers with a tile and remembers what is told with it.
func (r *recent) reply(c *gin.Context, h *head, keep, contentType string, body []byte) error {
	h.tag = answer.ETag(body)
	c.Header("Cache-Control", keep)
	c.Header("ETag", h.tag)
	c.Header("Content-Type", contentType)
	c.Header("Content-Length", strconv.Itoa(len(body))) // or it is sent in chunks, by more system calls
	h.header = c.Writer.Header().Clone()
	h.send(c.Writer, c.Request, body)
	if address := c.Request.RequestURI; address != "" && len(address) <= longestHead { // none: the server asked itself
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.heads == nil || len(r.heads) >= mostHeads {
			r.heads = map[string]*head{}
		}
		r.heads[address] = h
	}
	return nil
}

// answer sends a tile that was sent a moment ago, if it was.
func (r *recent) answer(w http.ResponseWriter, q *http.Request) bool {
	if q.Method != http.MethodGet && q.Method != http.MethodHead {
		return false
	}
	r.mu.RLock()
	h := r.heads[q.RequestURI]
	r.mu.RUnlock()
	if h == nil || h.changes != r.store.Changes() || time.Since(h.made) > believed {
		return false
	}
	body, ok := r.bodies.Kept(h.key)
	if !ok {
		return false
	}
	h.send(w, q, body.Bytes)
	return true
}

// send writes the answer, or 304 to a client that has it.
func (h *head) send(w http.ResponseWriter, q *http.Request, body []byte) {
	header := w.Header()
	for name, values := range h.header {
		header[name] = values
	}
	if answer.Matches(q.Header.Get("If-None-Match"), h.tag) {
		header.Del("Content-Length")
		header.Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(body) // nobody is there to be told
}

// first answers requests for tiles that were sent a moment ago; others go on.
func (r *recent) first(c *gin.Context) {
	if path := c.Request.URL.Path; strings.HasPrefix(path, "/tiles/") || strings.HasPrefix(path, "/values/") {
		if r.answer(c.Writer, c.Request) {
			c.Abort()
		}
	}
}
