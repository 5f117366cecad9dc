package s3_test

import (
	"context"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/objects/objectstest"
	"github.com/fengtu/fengtu/forecast/objects/s3"
)

// serve gives a server with one bucket, and lets the environment name it.
func serve(t *testing.T) {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("weather"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	t.Setenv("AWS_ENDPOINT_URL", server.URL)
	t.Setenv("AWS_REGION", "eu-central-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "key")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
}

func open(t *testing.T, address string) *s3.Bucket {
	t.Helper()
	b, err := s3.Open(context.Background(), address)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestBucket(t *testing.T) {
	objectstest.Run(t, func(t *testing.T) objects.Objects {
		serve(t)
		return open(t, "s3://weather/a/prefix")
	})
}

func TestOpenRefuses(t *testing.T) {
	serve(t)
	f := func(address, want string) {
		t.Helper()
		_, err := s3.Open(context.Background(), address)
		if forecast.KindOf(err) != forecast.Invalid || !strings.Contains(err.Error(), want) {
			t.Errorf("Open(%q): %v, want %q", address, err, want)
		}
	}
	f("s3://wether", `no bucket "wether"`)
	f("s3://weather/../x", "cannot be a prefix")
	t.Setenv("AWS_ENDPOINT_URL", "localhost")
	f("s3://weather", "write it like https://host:port")
}
