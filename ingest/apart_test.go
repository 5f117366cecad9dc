package ingest_test

import (
	"os"
	"testing"
	"time"

	"github.com/fengtu/fengtu/ingest"
	"github.com/fengtu/fengtu/ingest/isolate"
)

// TestMain makes the test's own binary a reader.
func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "netcdf-reader" {
		if err := isolate.Serve(); err != nil {
			panic(err)
		}
		return
	}
	os.Exit(m.Run())
}

// apart opens files in readers.
func apart(t testing.TB) func(string) (ingest.File, error) {
	pool := &isolate.Pool{Limit: 20 * time.Second}
	t.Cleanup(pool.Close)
	return func(path string) (ingest.File, error) {
		file, err := pool.Open(path)
		if err != nil {
			return nil, err
		}
		return file, nil
	}
}
