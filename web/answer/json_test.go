package answer

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzip"
)

// TestPacked holds that long JSON is sent as gzip to who takes it, under a tag of its own, and says the same.
func TestPacked(t *testing.T) {
	long := strings.Repeat("wind and rain ", 2000)
	ask := func(header ...string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		c, _ := gin.CreateTestContext(w)
		c.Request = httptest.NewRequest(http.MethodGet, "/", nil)
		for i := 0; i < len(header); i += 2 {
			c.Request.Header.Set(header[i], header[i+1])
		}
		if err := JSON(c, Briefly, long); err != nil {
			t.Fatal(err)
		}
		return w
	}
	plain, packed := ask(), ask("Accept-Encoding", "gzip, br")
	r, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	var got string
	if err := json.NewDecoder(r).Decode(&got); err != nil || got != long {
		t.Errorf("%v, %d bytes, want %d", err, len(got), len(long))
	}
	tag := packed.Header().Get("ETag")
	if plain.Header().Get("Content-Encoding") != "" || plain.Header().Get("ETag") == tag || plain.Header().Get("Vary") != "Accept-Encoding" {
		t.Errorf("plain: %v", plain.Header())
	}
	if again := ask("Accept-Encoding", "gzip", "If-None-Match", tag); again.Code != http.StatusNotModified {
		t.Errorf("who has it gets %d", again.Code)
	}
}
