package answer

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzip"
)

// NonNil gives a list that JSON has as [] where it is empty.
func NonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// packFrom is from how many bytes on JSON is sent as gzip to who takes that: the catalogue of a run goes
// into a tenth.
const packFrom = 8 << 10

// JSON answers with a value as JSON.
func JSON(c *gin.Context, keep string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if len(body) >= packFrom {
		c.Header("Vary", "Accept-Encoding")
		if strings.Contains(c.GetHeader("Accept-Encoding"), "gzip") {
			c.Header("Content-Encoding", "gzip")
			body = packed(body)
		}
	}
	return Send(c, keep, "application/json; charset=utf-8", body)
}

func packed(body []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed) // a level there is
	_, _ = w.Write(body)                              // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}
