package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/store"
	"github.com/fengtu/fengtu/forecast/zarr"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
)

// zarr answers /zarr/{dataset}/{run}/…: a run's objects as they are, by range where asked, and the
// group with the metadata of its members in it, since HTTP cannot list.
func (s *server) zarr(c *gin.Context) error {
	const op = "web.zarr"
	a, err := s.address(c)
	if err != nil {
		return err
	}
	key := strings.TrimPrefix(c.Param("key"), "/")
	if strings.HasPrefix(key, store.QuarantineFolder+"/") {
		return forecast.Errorf(forecast.NotFound, op, "fields in quarantine look wrong and are not served")
	}
	if rest, chosen := strings.CutPrefix(key, layersFolder+"/"); chosen {
		return s.zarrLayers(c, a, rest)
	}
	if folder, isGroup := groupOf(key); isGroup {
		group, err := s.consolidated(c, a, folder)
		if err != nil {
			return err
		}
		return answer.Send(c, answer.Briefly, "application/json", group)
	}
	return s.zarrObject(c, a, key)
}

// zarrObject sends an object of a run as it is.
func (s *server) zarrObject(c *gin.Context, a ask.Address, key string) error {
	const op = "web.zarr"
	data, err := s.Store.Objects().Get(c.Request.Context(), store.RunFolder(a.Dataset, a.Run)+"/"+key)
	if errors.Is(err, objects.ErrNotExist) {
		return forecast.Errorf(forecast.NotFound, op, "there is no object %q in this run", key)
	}
	if err != nil {
		return err
	}
	contentType, keep := "application/octet-stream", answer.Immutable
	if strings.HasSuffix(key, ".json") {
		contentType, keep = "application/json", answer.Briefly
	}
	if strings.HasPrefix(key, "time/") || strings.HasPrefix(key, "member/") || strings.HasPrefix(key, store.SeriesFolder+"/") || a.Moving {
		keep = answer.Briefly // it is written again as the run grows
	}
	return sendRange(c, keep, contentType, data)
}

// groupOf says whether a key is the metadata of a group whose members go with it, and of which
// folder in the run.
func groupOf(key string) (folder string, ok bool) {
	switch key {
	case "zarr.json":
		return "", true
	case store.SeriesFolder + "/zarr.json":
		return "/" + store.SeriesFolder, true
	}
	return "", false
}

func (s *server) consolidated(c *gin.Context, a ask.Address, folder string) ([]byte, error) {
	group, members, err := s.members(c.Request.Context(), a, folder)
	if err != nil {
		return nil, err
	}
	return zarr.Consolidate(group, members)
}

// members gives the metadata of a group in a run and of the arrays in it.
func (s *server) members(ctx context.Context, a ask.Address, folder string) (group []byte, members map[string]json.RawMessage, err error) {
	dir := store.RunFolder(a.Dataset, a.Run) + folder
	group, err = s.Store.Objects().Get(ctx, dir+"/zarr.json")
	if err != nil {
		return nil, nil, forecast.Errorf(forecast.NotFound, "web.zarr", "there is no group %s%s of %s", forecast.FormatTime(a.Run), folder, a.Dataset)
	}
	names, err := s.Store.Objects().Names(ctx, dir)
	if err != nil {
		return nil, nil, err
	}
	members = map[string]json.RawMessage{}
	for _, name := range names {
		if strings.HasPrefix(name, "overview") || name == store.SeriesFolder {
			continue // groups of their own
		}
		metadata, err := s.Store.Objects().Get(ctx, dir+"/"+name+"/zarr.json")
		if errors.Is(err, objects.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		members[name] = metadata
	}
	return group, members, nil
}

// sendRange is send for a body of which parts may be asked for.
func sendRange(c *gin.Context, keep, contentType string, body []byte) error {
	c.Header("Cache-Control", keep)
	c.Header("ETag", answer.ETag(body))
	c.Header("Content-Type", contentType)
	http.ServeContent(c.Writer, c.Request, "", noTime, bytes.NewReader(body))
	return nil
}
