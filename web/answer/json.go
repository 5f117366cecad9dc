package answer

import (
	"encoding/json"

	"github.com/gin-gonic/gin"
)

// NonNil gives a list that JSON has as [] where it is empty.
func NonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// JSON answers with a value as JSON.
func JSON(c *gin.Context, keep string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return Send(c, keep, "application/json; charset=utf-8", body)
}
