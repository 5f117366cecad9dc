package s3

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"path"
	"sync"
	"time"

	"github.com/minio/minio-go/v7"

	"github.com/fengtu/fengtu/forecast/objects"
)

// leaseName is the object in a folder that whoever updates another there has made.
const leaseName = ".lease"

const (
	firstWait = 10 * time.Millisecond
	mostWait  = 500 * time.Millisecond
)

// lease waits until nobody else holds the lease of an object's folder, and takes it. The function that
// it gives ends it. While it is held it is renewed, so that another who sees the same version for a
// whole term knows that its holder is dead, and takes it over. Clocks of machines are not compared.
func (b *Bucket) lease(ctx context.Context, key string) (end func() error, err error) {
	folder := path.Dir(key)
	leave, err := b.turns.wait(ctx, folder)
	if err != nil {
		return nil, err
	}
	l := &held{bucket: b, key: b.prefix + path.Join(folder, leaseName), holder: rand.Text()}
	if err := l.take(ctx); err != nil {
		leave()
		return nil, fmt.Errorf("s3: the lease of %s: %w", folder, err)
	}
	renewing, stop := context.WithCancel(context.WithoutCancel(ctx))
	var done sync.WaitGroup
	done.Go(func() { l.keep(renewing) })
	return func() error {
		stop()
		done.Wait()
		err := l.end(context.WithoutCancel(ctx))
		leave()
		return err
	}, nil
}

// held is a lease that this process has, or wants.
type held struct {
	bucket  *Bucket
	key     string // in the bucket
	holder  string
	count   int // of renewals: each version has another tag
	tag     objects.Tag
	renewed time.Time // when the server was asked for that version
}

// take waits for the lease.
func (l *held) take(ctx context.Context) error {
	var watched objects.Tag
	var since time.Time
	for wait := firstWait; ; wait = min(2*wait, mostWait) {
		expected := objects.Tag("")
		if watched != "" && time.Since(since) > l.bucket.term {
			expected = watched // its holder is dead
		}
		err := l.write(ctx, expected)
		if !errors.Is(err, objects.ErrChanged) && !errors.Is(err, objects.ErrNotExist) {
			return err
		}
		_, tag, err := l.bucket.getFull(ctx, l.key)
		switch {
		case errors.Is(err, objects.ErrNotExist):
			watched = ""
			continue
		case err != nil:
			return err
		case tag != watched:
			watched, since = tag, time.Now()
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(wait/2 + mathrand.N(wait)):
		}
	}
}

// write writes the lease in the place of a version of it, or where there is none. Where the server's
// first answer was lost, a refusal may be of what it wrote itself.
func (l *held) write(ctx context.Context, expected objects.Tag) error {
	asked := time.Now()
	text := fmt.Sprintf("%s %d", l.holder, l.count)
	tag, err := l.bucket.putFull(ctx, l.key, []byte(text), only(expected))
	if errors.Is(err, objects.ErrChanged) {
		if now, its, e := l.bucket.getFull(ctx, l.key); e == nil && string(now) == text {
			tag, err = its, nil
		}
	}
	if err == nil {
		l.tag, l.renewed = tag, asked
	}
	return err
}

// keep renews the lease until the context ends or it is lost.
func (l *held) keep(ctx context.Context) {
	ticker := time.NewTicker(l.bucket.term / 4)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			l.count++
			if err := l.write(ctx, l.tag); errors.Is(err, objects.ErrChanged) || errors.Is(err, objects.ErrNotExist) {
				return // it was taken over, or deleted with all that was in the folder
			}
		}
	}
}

// end gives the lease back, unless it is so old that it may be another's before the server hears of it.
func (l *held) end(ctx context.Context) error {
	if time.Since(l.renewed) > l.bucket.term/2 {
		return nil
	}
	return fault(l.key, l.bucket.client.RemoveObject(ctx, l.bucket.name, l.key, minio.RemoveObjectOptions{}))
}
