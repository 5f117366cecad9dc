package web

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
	immutable = "public, max-age=31536000, immutable" // it names a run and a valid time
	minute    = "public, max-age=60"                  // it names no version of what was corrected, or of members
	briefly   = "public, max-age=5"                   // a newer step or run may come any moment
	daily     = "public, max-age=86400"               // it changes with the program only
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// etag names a body by its content.
func etag(body []byte) string {
	sum := binary.BigEndian.AppendUint32(nil, crc32.Checksum(body, castagnoli))
	sum = binary.BigEndian.AppendUint32(sum, uint32(len(body)))
	return `"` + base64.RawURLEncoding.EncodeToString(sum) + `"`
}

// send answers with a body that is ready, or 304 to a client that has it.
func send(c *gin.Context, keep, contentType string, body []byte) error {
	tag := etag(body)
	c.Header("Cache-Control", keep)
	c.Header("ETag", tag)
	if matches(c.GetHeader("If-None-Match"), tag) {
		c.Status(http.StatusNotModified)
		c.Writer.WriteHeaderNow()
		return nil
	}
	c.Header("Content-Length", strconv.Itoa(len(body))) // or it is sent in chunks, by more system calls
	c.Data(http.StatusOK, contentType, body)
	return nil
}

// matches reads an If-None-Match header; the weak comparison is the one to use there (RFC 9110).
func matches(header, tag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimPrefix(strings.TrimSpace(candidate), "W/")
		if candidate == tag || candidate == "*" {
			return true
		}
	}
	return false
}
