package s3

import (
	"bytes"
	"context"
	"errors"
	"iter"

	"github.com/minio/minio-go/v7"

	"github.com/fengtu/fengtu/forecast/objects"
)

// Put implements objects.Objects.
func (b *Bucket) Put(ctx context.Context, key string, data []byte) error {
	_, err := b.put(ctx, key, data, minio.PutObjectOptions{})
	return err
}

func (b *Bucket) put(ctx context.Context, key string, data []byte, options minio.PutObjectOptions) (objects.Tag, error) {
	full, err := b.full(key)
	if err != nil {
		return "", err
	}
	return b.putFull(ctx, full, data, options)
}

// putFull writes an object in one piece: what is in several may be seen half, and its tag may stay
// where its bytes change.
func (b *Bucket) putFull(ctx context.Context, full string, data []byte, options minio.PutObjectOptions) (objects.Tag, error) {
	options.DisableMultipart = true
	options.DisableContentSha256 = len(data) == 0 // some servers take no signed chunks without a byte
	options.ContentType = "application/octet-stream"
	info, err := b.client.Client.PutObject(ctx, b.name, full, bytes.NewReader(data), int64(len(data)), options)
	key := full[len(b.prefix):]
	b.recent.changed(key)
	return objects.Tag(info.ETag), fault(key, err)
}

// Settle implements objects.Objects: a server answers once an object outlasts.
func (b *Bucket) Settle(context.Context) error { return nil }

// Update implements objects.Objects. It holds the lease of the object's folder, and the object is only
// replaced where it still is what change was given: where a holder was believed dead that is not, one of
// the two has change called again, with what the other wrote.
func (b *Bucket) Update(ctx context.Context, key string, change func(old []byte) ([]byte, error)) error {
	if _, err := b.full(key); err != nil {
		return err
	}
	end, err := b.lease(ctx, key)
	if err != nil {
		return err
	}
	err = b.update(ctx, key, change)
	return errors.Join(err, end())
}

func (b *Bucket) update(ctx context.Context, key string, change func(old []byte) ([]byte, error)) error {
	for {
		old, tag, err := b.get(ctx, key)
		if err != nil && !errors.Is(err, objects.ErrNotExist) {
			return err
		}
		data, err := change(old)
		if err != nil || data == nil {
			return err
		}
		if _, err = b.put(ctx, key, data, only(tag)); !errors.Is(err, objects.ErrChanged) {
			return err
		}
		// Either somebody has put another object, or it was this one and the first answer was lost.
		if now, _, err := b.get(ctx, key); err == nil && bytes.Equal(now, data) {
			return nil
		}
	}
}

// only lets a write replace nothing but a version, the absent one where the tag is empty.
func only(tag objects.Tag) (options minio.PutObjectOptions) {
	if tag == "" {
		options.SetMatchETagExcept("*")
	} else {
		options.SetMatchETag(string(tag))
	}
	return options
}

// Delete implements objects.Objects.
func (b *Bucket) Delete(ctx context.Context, prefix string) error {
	defer b.recent.deleted()
	var listing error
	var below iter.Seq[minio.ObjectInfo] = func(yield func(minio.ObjectInfo) bool) {
		for o := range b.client.ListObjectsIter(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix + prefix, Recursive: true}) {
			if o.Err != nil {
				listing = errors.Join(listing, fault(prefix, o.Err))
			} else if !yield(o) {
				return
			}
		}
	}
	results, err := b.client.RemoveObjectsWithIter(ctx, b.name, below, minio.RemoveObjectsOptions{})
	if err != nil {
		return fault(prefix, err)
	}
	for r := range results {
		if gone := fault(r.ObjectName, r.Err); gone != nil && !errors.Is(gone, objects.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return errors.Join(err, listing)
}
