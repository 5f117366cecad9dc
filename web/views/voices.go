package views

import (
	"context"
	"net/url"

	"github.com/gin-gonic/gin"

	"github.com/fengtu/fengtu/forecast"
	"github.com/fengtu/fengtu/forecast/ensemble"
	"github.com/fengtu/fengtu/web/answer"
	"github.com/fengtu/fengtu/web/ask"
	"github.com/fengtu/fengtu/web/places"
)

// readVoices reads which members an answer is of, or which members or runs it is a statistic over.
func (h Handler) readVoices(ctx context.Context, v *view, p url.Values) error {
	text, name, err := ask.Voice("", p)
	if err != nil {
		return err
	}
	lags, err := ask.Lags(p, v.Inventory)
	if err != nil {
		return err
	}
	if name != "" {
		return h.readStatistic(ctx, v, p, name, lags)
	}
	numbers, err := ask.Members(text, v.Inventory)
	if err != nil {
		return err
	}
	if len(numbers) > 1 {
		v.members = numbers
	}
	v.speak(h, numbers[0])
	return nil
}

// speak makes a view one of a member.
func (v *view) speak(h Handler, member int) {
	v.fields = h.Member(member)
	if v.Members != nil {
		v.origin.Member = &member
	}
}

func (h Handler) readStatistic(ctx context.Context, v *view, p url.Values, name string, lags int) error {
	runs, lagged, err := h.RunsOf(ctx, p, v.Inventory)
	if err != nil {
		return err
	}
	view, err := h.Statistic(p, runs, name)
	if err != nil {
		return err
	}
	v.over, v.fields = &view, view
	v.origin.Statistic, v.origin.Lagged = view.Statistic.String(), lagged
	if lags > 0 {
		v.lagged = runs
	} else {
		v.origin.Members = v.Members
	}
	return nil
}

// sendEach answers with what is told of a view; of several members with a list, an answer each.
func (h Handler) sendEach(c *gin.Context, v *view, tell func(v *view) (any, error)) error {
	if v.members == nil {
		out, err := tell(v)
		if err != nil {
			return err
		}
		return answer.JSON(c, answer.Briefly, out)
	}
	out := struct {
		Members []any `json:"members"`
	}{}
	for _, number := range v.members {
		one := *v
		one.speak(h, number)
		told, err := tell(&one)
		if err != nil {
			return err
		}
		out.Members = append(out.Members, told)
	}
	return answer.JSON(c, answer.Briefly, out)
}

// readers gives how many members are read for an answer.
func (v *view) readers() int {
	if v.over != nil {
		return len(v.over.Members)
	}
	return max(1, len(v.members))
}

// voices gives a view of each member or run that a statistic is over.
func (v *view) voices() (out []*view) {
	for _, fields := range ask.Voices(*v.over) {
		one := *v
		one.over, one.fields = nil, fields
		out = append(out, &one)
	}
	return out
}

// as gives what the values of a layer are: the layer's, or those of a statistic.
func (v *view) as(l forecast.Layer) forecast.Layer {
	if v.over == nil {
		return l
	}
	return v.over.Statistic.Of(l)
}

// check says what is wrong where the view cannot be of some layers.
func (v *view) check(layers ...forecast.Layer) error {
	for _, l := range layers {
		if v.over == nil {
			return nil
		}
		if err := v.over.Check(l); err != nil {
			return err
		}
	}
	return nil
}

// mean gives what is read where an answer needs the thing itself and not its statistic, such as where the
// ground is: the mean.
func (v *view) mean() places.Fields {
	if v.over == nil {
		return v.fields
	}
	of := *v.over
	of.Statistic = ensemble.Statistic{Kind: ensemble.Mean}
	return of
}
