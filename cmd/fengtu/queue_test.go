package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// TestQueue has a server add what lands to a queue, and a worker take it from there.
func TestQueue(t *testing.T) {
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, JetStream: true, StoreDir: t.TempDir(), NoSigs: true})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the queue does not start")
	}
	data, inbox := t.TempDir(), t.TempDir()
	site := serve(t, "--data", data, "--watch", inbox, "--queue", s.ClientURL())
	content, err := os.ReadFile("testdata/era5-berlin-hours.nc")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(inbox, "berlin.nc"), content, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan int)
	go func() {
		ended <- run(ctx, []string{"worker", "--data", data, "--queue", s.ClientURL(), "--remove"}, io.Discard, io.Discard)
	}()
	var catalogue struct{ Datasets []struct{ ID string } }
	for wait := 0; len(catalogue.Datasets) == 0; wait++ {
		if wait > 600 {
			t.Fatal("the file did not come onto the map within a minute")
		}
		time.Sleep(100 * time.Millisecond)
		getJSON(t, site+"/api/v1/datasets", &catalogue)
	}
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("the worker ended with status %d", code)
	}
}
