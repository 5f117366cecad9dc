package s3

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/minio/minio-go/v7"

	"github.com/fengtu/fengtu/forecast/objects"
)

// Stat implements objects.Objects.
func (b *Bucket) Stat(ctx context.Context, key string) (objects.Info, error) {
	full, err := b.full(key)
	if err != nil {
		return objects.Info{}, err
	}
	if info, ok := b.recent.info(key); ok {
		return info, nil
	}
	asked := b.recent.ask()
	answer, err := b.client.StatObject(ctx, b.name, full, minio.StatObjectOptions{})
	if err != nil {
		return objects.Info{}, fault(key, err)
	}
	info := b.describe(answer)
	b.recent.saw(asked, info)
	return info, nil
}

func (b *Bucket) describe(o minio.ObjectInfo) objects.Info {
	return objects.Info{Key: strings.TrimPrefix(o.Key, b.prefix), Size: o.Size, Tag: objects.Tag(o.ETag), Modified: o.LastModified}
}

// Get implements objects.Objects.
func (b *Bucket) Get(ctx context.Context, key string) ([]byte, error) {
	data, _, err := b.get(ctx, key)
	return data, err
}

func (b *Bucket) get(ctx context.Context, key string) ([]byte, objects.Tag, error) {
	full, err := b.full(key)
	if err != nil {
		return nil, "", err
	}
	return b.getFull(ctx, full)
}

func (b *Bucket) getFull(ctx context.Context, full string) ([]byte, objects.Tag, error) {
	key := full[len(b.prefix):]
	body, info, _, err := b.client.GetObject(ctx, b.name, full, minio.GetObjectOptions{})
	if err != nil {
		return nil, "", fault(key, err)
	}
	defer body.Close()
	data := make([]byte, info.Size)
	if _, err := io.ReadFull(body, data); err != nil {
		return nil, "", fmt.Errorf("s3: %s: %w", key, err)
	}
	return data, objects.Tag(info.ETag), nil
}

// ReadAt implements objects.Objects: the server compares the version, and sends no more than the bytes
// that are asked for.
func (b *Bucket) ReadAt(ctx context.Context, key string, tag objects.Tag, offset int64, dst []byte) error {
	if len(dst) == 0 {
		info, err := b.Stat(ctx, key)
		if err == nil && info.Tag != tag {
			err = fmt.Errorf("s3: %s: %w", key, objects.ErrChanged)
		}
		return err
	}
	full, err := b.full(key)
	if err != nil {
		return err
	}
	var options minio.GetObjectOptions
	if err := errors.Join(options.SetMatchETag(string(tag)), options.SetRange(offset, offset+int64(len(dst))-1)); err != nil {
		return fmt.Errorf("s3: %s: %w", key, err)
	}
	body, info, _, err := b.client.GetObject(ctx, b.name, full, options)
	if minio.ToErrorResponse(err).StatusCode == http.StatusRequestedRangeNotSatisfiable {
		return fmt.Errorf("s3: %s: %w", key, io.ErrUnexpectedEOF)
	}
	if err != nil {
		b.recent.forget(key)
		return fault(key, err)
	}
	defer body.Close()
	if objects.Tag(info.ETag) != tag { // a server that does not know If-Match
		return fmt.Errorf("s3: %s: %w", key, objects.ErrChanged)
	}
	if _, err := io.ReadFull(body, dst); err != nil {
		return fmt.Errorf("s3: %s: %w", key, err)
	}
	return nil
}

// List implements objects.Objects.
func (b *Bucket) List(ctx context.Context, prefix string) ([]objects.Info, error) {
	var out []objects.Info
	for o := range b.client.ListObjectsIter(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix + prefix, Recursive: true}) {
		if o.Err != nil {
			return nil, fault(prefix, o.Err)
		}
		if !own(o.Key) {
			out = append(out, b.describe(o))
		}
	}
	return out, nil
}

// Names implements objects.Objects.
func (b *Bucket) Names(ctx context.Context, folder string) ([]string, error) {
	if names, ok := b.recent.names(folder); ok {
		return names, nil
	}
	prefix := b.prefix
	if folder != "" {
		prefix += folder + "/"
	}
	asked := b.recent.ask()
	var out []string
	for o := range b.client.ListObjectsIter(ctx, b.name, minio.ListObjectsOptions{Prefix: prefix}) {
		if o.Err != nil {
			return nil, fault(folder, o.Err)
		}
		if name := path.Base(o.Key); !own(name) {
			out = append(out, name)
		}
	}
	slices.Sort(out) // a server may tell folders apart from objects
	b.recent.sawNames(asked, folder, out)
	return out, nil
}
