package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
)

// TestBucket serves the same file from a folder and from a bucket, with the same answers.
func TestBucket(t *testing.T) {
	backend := s3mem.New()
	if err := backend.CreateBucket("weather"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "cn-north-1", "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
	} {
		t.Setenv(name, value)
	}
	const bucket = "s3://weather/fengtu"
	stores := []string{filepath.Join(t.TempDir(), "data"), bucket}
	sites := make([]string, len(stores))
	for i, store := range stores {
		if code, out, err := fengtu(t, "ingest", "--data", store, "--dataset", "berlin", "testdata/era5-berlin-hours.nc"); code != 0 {
			t.Fatal(out, err)
		}
		sites[i] = serve(t, "--data", store)
	}
	for _, address := range []string{
		"/tiles/berlin/latest/temperature_2m/20170101T0000Z/7/68/42.png",
		"/api/v1/point?dataset=berlin&lat=52.5&lon=13.4&layers=all&format=csv",
		"/zarr/berlin/latest/temperature_2m/zarr.json",
	} {
		folder, inBucket := get(t, sites[0]+address), get(t, sites[1]+address)
		if folder != inBucket || len(folder) < 100 {
			t.Errorf("%s: %d bytes from a folder, %d from a bucket, or other ones", address, len(folder), len(inBucket))
		}
	}
	left, err := backend.ListBucket("weather", &gofakes3.Prefix{}, gofakes3.ListBucketPage{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range left.Contents {
		if strings.HasPrefix(path.Base(o.Key), ".") {
			t.Errorf("%s is left", o.Key)
		}
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v: %.300s", url, answer.Status, err, body)
	}
	return string(body)
}
