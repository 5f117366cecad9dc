package web

import (
	"io/fs"
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/gazetteer"
)

// mostPlaces bounds the answer to a search.
const mostPlaces = 8

// search answers /api/v1/search?q= with places of the map's own list, or the one of coordinates.
func (s *server) search(c *gin.Context) error {
	query := c.Query("q")
	if len(query) > 100 {
		return forecast.Errorf(forecast.Invalid, "web.search", "q is a name or coordinates of at most 100 bytes")
	}
	places, err := s.gazetteer()
	if err != nil {
		return forecast.Errorf(forecast.Internal, "web.search", "the list of places cannot be read: %w", err)
	}
	return answer.JSON(c, answer.Daily, gin.H{"places": places.Find(query, mostPlaces)})
}

// readPlaces reads the list of places that the map shows; a binary without the map has none.
func readPlaces(ui fs.FS) func() (*gazetteer.Gazetteer, error) {
	return sync.OnceValues(func() (*gazetteer.Gazetteer, error) {
		data, err := fs.ReadFile(ui, "basemap/places.json")
		if err != nil {
			data = []byte("[]")
		}
		return gazetteer.New(data)
	})
}
