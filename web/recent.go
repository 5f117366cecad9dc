package web

import (
	"net/http"
	"runtime"
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
	route   string
	header  http.Header // of a whole answer
	tag     string
	key     string // of the body
	changes uint64 // of the store, before it was looked at
	made    time.Time
}

// begin gives what to remember an answer with; it is asked for before the store is.
func (r *recent) begin(c *gin.Context) *head {
	return &head{route: c.FullPath(), changes: r.store.Changes(), made: time.Now()}
}

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

// answer sends a tile that was sent a moment ago, if it was, and gives what it was answered with.
func (r *recent) answer(w http.ResponseWriter, q *http.Request) (h *head, status int) {
	if q.Method != http.MethodGet && q.Method != http.MethodHead {
		return nil, 0
	}
	r.mu.RLock()
	h = r.heads[q.RequestURI]
	r.mu.RUnlock()
	if h == nil || h.changes != r.store.Changes() || time.Since(h.made) > believed {
		return nil, 0
	}
	body, ok := r.bodies.Kept(h.key)
	if !ok {
		return nil, 0
	}
	return h, h.send(w, q, body.Bytes)
}

// send writes the answer, or 304 to a client that has it, and gives the status.
func (h *head) send(w http.ResponseWriter, q *http.Request, body []byte) int {
	header := w.Header()
	for name, values := range h.header {
		header[name] = values
	}
	if answer.Matches(q.Header.Get("If-None-Match"), h.tag) {
		header.Del("Content-Length")
		header.Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return http.StatusNotModified
	}
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(body) // nobody is there to be told
	return http.StatusOK
}

// front answers requests for tiles that were sent a moment ago, without looking for their route, and hands
// on all others.
type front struct {
	*gin.Engine
	recent   *recent
	measured *metrics
}

// ServeHTTP implements http.Handler.
func (f front) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	if path := q.URL.Path; strings.HasPrefix(path, "/tiles/") || strings.HasPrefix(path, "/values/") {
		began := time.Now()
		if h, status := f.recent.answer(w, q); h != nil {
			f.measured.count(h.route, status, began)
			return
		}
	}
	// A client that is quick to ask again would be answered again and again while others wait: the runtime
	// lets a connection's goroutine go on for 10 ms.
	runtime.Gosched()
	f.Engine.ServeHTTP(w, q)
}
