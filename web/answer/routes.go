package answer

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// Routes puts handlers that may fail at addresses.
type Routes struct {
	Engine gin.IRoutes
	Problems
}

// On puts a handler at an address.
func (r Routes) On(method, path string, handle func(*gin.Context) error) {
	r.Engine.Handle(method, path, func(c *gin.Context) {
		if err := handle(c); err != nil {
			r.Tell(c, err)
		}
	})
}

// Get puts a handler at an address for GET and HEAD.
func (r Routes) Get(path string, handle func(*gin.Context) error) {
	r.On(http.MethodGet, path, handle)
	r.On(http.MethodHead, path, handle)
}
