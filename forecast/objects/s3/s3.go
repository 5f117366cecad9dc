// Package s3 keeps objects in a bucket of any server that speaks Amazon's S3 and refuses writes on
// condition (If-Match, If-None-Match): Amazon's own, MinIO, Ceph, R2 and others.
//
// A version's tag is its ETag, and every read names it, so that bytes of two versions never meet in
// one answer. Update holds a lease, an object of its own, while it changes another. What was seen of an
// object or a folder is believed for a moment (see recent): a file that another process replaces shows
// that much later.
package s3

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/objects"
)

// Bucket keeps objects below a prefix of a bucket. Keys whose last element starts with a dot are its
// own.
type Bucket struct {
	client *minio.Core
	name   string
	prefix string // empty, or ends in a slash
	term   time.Duration
	turns  turns
	recent recent
}

var _ objects.Objects = (*Bucket)(nil)

// Scheme starts the address of a bucket.
const Scheme = "s3://"

// leaseTerm is how long a lease lasts whose holder has died.
const leaseTerm = 15 * time.Second

// Open opens s3://bucket/prefix. The server, the region and the keys are those that Amazon's tools
// take: AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and
// AWS_SECRET_ACCESS_KEY, else ~/.aws/credentials, else the role of the machine. It fails with kind
// Invalid where the address is none, and where the bucket cannot be reached, with a sentence that says
// what to look at.
func Open(ctx context.Context, address string) (*Bucket, error) {
	const op = "s3.Open"
	name, prefix, _ := strings.Cut(strings.TrimPrefix(address, Scheme), "/")
	if prefix = strings.Trim(prefix, "/"); prefix != "" {
		if err := objects.CheckKey(prefix); err != nil {
			return nil, forecast.Errorf(forecast.Invalid, op, "%q cannot be a prefix in a bucket", prefix)
		}
		prefix += "/"
	}
	endpoint, err := endpointOf(os.Getenv)
	if err != nil {
		return nil, err
	}
	client, err := minio.NewCore(endpoint.Host, &minio.Options{
		Creds: credentials.NewChainCredentials([]credentials.Provider{
			&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}, &credentials.IAM{Client: &http.Client{Timeout: 2 * time.Second}},
		}),
		Secure: endpoint.Scheme == "https",
		Region: firstOf(os.Getenv, "AWS_REGION", "AWS_DEFAULT_REGION"),
	})
	if err != nil {
		return nil, forecast.Errorf(forecast.Invalid, op, "%s is no server of buckets: %v", endpoint, err)
	}
	b := &Bucket{client: client, name: name, prefix: prefix, term: leaseTerm}
	found, err := client.BucketExists(ctx, name)
	if err != nil {
		return nil, forecast.Errorf(forecast.Invalid, op, "%s cannot be opened at %s: %v: look at AWS_ENDPOINT_URL, AWS_REGION and the keys", address, endpoint, err)
	}
	if !found {
		return nil, forecast.Errorf(forecast.Invalid, op, "there is no bucket %q at %s: make it, or look at AWS_ENDPOINT_URL", name, endpoint)
	}
	return b, nil
}

// endpointOf gives the server's address, Amazon's unless the environment names another.
func endpointOf(env func(string) string) (*url.URL, error) {
	text := firstOf(env, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
	if text == "" {
		text = "https://s3.amazonaws.com"
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" {
		return nil, forecast.Errorf(forecast.Invalid, "s3.Open", "AWS_ENDPOINT_URL is %q: write it like https://host:port", text)
	}
	return u, nil
}

func firstOf(env func(string) string, names ...string) string {
	for _, name := range names {
		if value := env(name); value != "" {
			return value
		}
	}
	return ""
}

// full gives the key in the bucket of a key of ours.
func (b *Bucket) full(key string) (string, error) {
	if err := objects.CheckKey(key); err != nil {
		return "", err
	}
	return b.prefix + key, nil
}

// own says whether an object in the bucket is one of the package's own.
func own(key string) bool { return strings.HasPrefix(path.Base(key), ".") }

// fault gives an answer of the server the form that callers of objects look for.
func fault(key string, err error) error {
	switch answer := minio.ToErrorResponse(err); {
	case err == nil:
		return nil
	case answer.StatusCode == http.StatusNotFound && answer.Code != "NoSuchBucket":
		return fmt.Errorf("s3: %s: %w", key, objects.ErrNotExist)
	case answer.StatusCode == http.StatusPreconditionFailed:
		return fmt.Errorf("s3: %s: %w", key, objects.ErrChanged)
	default:
		return fmt.Errorf("s3: %s: %w", key, err)
	}
}
