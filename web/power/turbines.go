package power

import (
	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast/power"
	"github.com/fengtu/fengtu/web/answer"
)

// turbines answers /api/v1/power/turbines.
func (h Handler) turbines(c *gin.Context) error {
	return answer.JSON(c, answer.Daily, gin.H{"turbines": power.Library()})
}

// turbine answers /api/v1/power/turbines/{id}.
func (h Handler) turbine(c *gin.Context) error {
	t, err := power.Turbines(nil).Find(c.Param("id"))
	if err != nil {
		return err
	}
	return answer.JSON(c, answer.Daily, t)
}
