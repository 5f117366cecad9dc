// Package answer is the ground floor of everything that speaks HTTP: it sends bodies with their ETags and
// how long they may be kept, JSON, files that take long to make, and what went wrong; and it has the
// shapes that answers of many kinds share.
package answer

import (
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"
)

// How long an answer may be kept.
const (
	Immutable = "public, max-age=31536000, immutable" // it names a run and a valid time
	Minute    = "public, max-age=60"                  // it names no version of what was corrected, or of members
	Briefly   = "public, max-age=5"                   // a newer step or run may come any moment
	Daily     = "public, max-age=86400"               // it changes with the program only
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// ETag names a body by its content.
func ETag(body []byte) string {
	sum := binary.BigEndian.AppendUint32(nil, crc32.Checksum(body, castagnoli))
	sum = binary.BigEndian.AppendUint32(sum, uint32(len(body)))
	return `"` + base64.RawURLEncoding.EncodeToString(sum) + `"`
}

// Send answers with a body that is ready, or 304 to a client that has it.
func Send(c *gin.Context, keep, contentType string, body []byte) error {
	tag := ETag(body)
	c.Header("Cache-Control", keep)
	c.Header("ETag", tag)
	if Matches(c.GetHeader("If-None-Match"), tag) {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return nil
	}
	c.Header("Content-Length", strconv.Itoa(len(body))) // or it is sent in chunks, by more system calls
	c.Data(http.StatusOK, contentType, body)
	return nil
}

// Matches reads an If-None-Match header; the weak comparison is the one to use there (RFC 9110).
func Matches(header, tag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimPrefix(strings.TrimSpace(candidate), "W/")
		if candidate == tag || candidate == "*" {
			return true
		}
	}
	return false
}

// CSV is the media type of tables.
const CSV = "text/csv; charset=utf-8"

// MaxValues bounds the values of one answer: more is a job for several requests.
const MaxValues = 2_000_000
