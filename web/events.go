package web

import (
	"fmt"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// settleTime is how long news of one run are gathered: a step brings dozens of fields, and a client
// fetches the run again only once.
const settleTime = 400 * time.Millisecond

// events answers /events with server-sent events until the client leaves.
func (s *server) events(c *gin.Context) error {
	changes, stop := s.Store.Watch()
	defer stop()
	c.Header("Content-Type", "text/event-stream")
	c.Header("Cache-Control", "no-store")
	c.Header("X-Accel-Buffering", "no")
	if _, err := fmt.Fprint(c.Writer, ": fengtu\n\n"); err != nil {
		return nil // the client left
	}
	c.Writer.Flush()
	pending := map[store.Change]bool{}
	tick := time.NewTicker(settleTime)
	defer tick.Stop()
	quiet := time.NewTicker(15 * time.Second)
	defer quiet.Stop()
	for {
		var err error
		select {
		case <-c.Request.Context().Done():
			return nil
		case change := <-changes:
			pending[change] = true
			continue
		case <-quiet.C: // keeps proxies from closing a line without traffic
			_, err = fmt.Fprint(c.Writer, ": still here\n\n")
		case <-tick.C:
			for change := range pending {
				_, err = fmt.Fprintf(c.Writer, "event: run\ndata: {\"dataset\":%q,\"run\":%q}\n\n", change.Dataset, forecast.FormatTime(change.Run))
			}
			clear(pending)
		}
		if err != nil {
			return nil // the client left
		}
		c.Writer.Flush()
	}
}
