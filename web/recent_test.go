package web_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/store"
)

// TestRecent holds that a tile that is sent again a moment later is the same answer to the letter, for who
// has it already and for HEAD too, that a correction by this process is seen at once, and one by another
// process a second later.
func TestRecent(t *testing.T) {
	s, r, _ := keepingSite(t)
	first, again := s.get(keptTile), s.get(keptTile)
	if again.Code != http.StatusOK || !bytes.Equal(first.Body.Bytes(), again.Body.Bytes()) {
		t.Errorf("%d with %d bytes, not %d", again.Code, again.Body.Len(), first.Body.Len())
	}
	for name := range first.Header() {
		if got, want := again.Header().Get(name), first.Header().Get(name); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
	if has := s.get(keptTile, "If-None-Match", first.Header().Get("ETag")); has.Code != http.StatusNotModified || has.Body.Len() != 0 || has.Header().Get("Content-Length") != "" {
		t.Errorf("who has it gets %d, %d bytes and %v", has.Code, has.Body.Len(), has.Header())
	}
	post := httptest.NewRecorder()
	s.handler.ServeHTTP(post, httptest.NewRequest(http.MethodPost, keptTile, nil))
	if post.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", post.Code)
	}

	must(t, r.Put(ctx, layer(t, "temperature_2m"), run0, waves(globe(t), 7, 13, 97, 0)))
	corrected := s.get(keptTile).Body.Bytes()
	if bytes.Equal(corrected, first.Body.Bytes()) {
		t.Error("the old tile after a correction")
	}

	process, err := store.New(s.store.Objects(), 64)
	must(t, err)
	other, err := process.Begin(ctx, store.Spec{Dataset: forecast.Dataset{ID: "test", Title: "Test"}, Run: run0, Grid: globe(t), Times: hours(0)})
	must(t, err)
	must(t, other.Put(ctx, layer(t, "temperature_2m"), run0, waves(globe(t), 5, 11, 50, 0)))
	time.Sleep(1100 * time.Millisecond)
	if bytes.Equal(s.get(keptTile).Body.Bytes(), corrected) {
		t.Error("the old tile a second after another process corrected the field")
	}
}
