package store

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
)

// revisionKey is the object that counts how often fields of a run were replaced; it is not there
// while none was.
func (k runKey) revisionKey() string { return k.path() + "/revision" }

// Version names what a run says of a layer: it stays the same while fields arrive, and is another once
// one of the run's was replaced, the run was made anew, its members are others, or, of a layer that it
// does not store, it stores others to derive it from.
func (inv *Inventory) Version(l forecast.Layer) string {
	if inv.Stores(l) {
		return inv.GridVersion
	}
	return inv.derivedVersion
}

// holdsField says whether the field at a place is there.
func (s *Store) holdsField(ctx context.Context, key runKey, layer forecast.Layer, at place) (bool, error) {
	_, err := s.objects.Stat(ctx, fieldKey(key.path(), layer, 0, at))
	if errors.Is(err, objects.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// revise says that a field was replaced, once the new one is there: who sees the new version can no
// more get the old field. Who stops before has not recorded the file, which goes in again.
func (s *Store) revise(ctx context.Context, key runKey) error {
	return s.objects.Update(ctx, key.revisionKey(), func(old []byte) ([]byte, error) {
		n, _ := strconv.Atoi(string(old))
		return strconv.AppendInt(nil, int64(n)+1, 10), nil
	})
}

// version sets the versions of an inventory whose layers are known.
func (inv *Inventory) version(ctx context.Context, s *Store, key runKey, created any) error {
	revision, err := s.objects.Get(ctx, key.revisionKey())
	if err != nil && !errors.Is(err, objects.ErrNotExist) {
		return err
	}
	inv.Corrected = revision != nil
	run := fmt.Sprint(created, inv.Members, string(revision))
	inv.GridVersion = digest(run)
	for _, l := range inv.Layers {
		run += " " + l.Name()
	}
	inv.derivedVersion = digest(run)
	return nil
}

// digest gives eight characters for a text.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return base64.RawURLEncoding.EncodeToString(sum[:6])
}
