package objects_test

import (
	"testing"

	"github.com/fengtu/fengtu/forecast/objects"
	"github.com/fengtu/fengtu/forecast/objects/objectstest"
)

func TestFolder(t *testing.T) {
	objectstest.Run(t, func(t *testing.T) objects.Objects {
		f, err := objects.NewFolder(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		return f
	})
}
