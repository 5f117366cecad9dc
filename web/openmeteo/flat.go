package openmeteo

import (
	"math"
	"slices"
	"time"

	flatbuffers "github.com/google/flatbuffers/go"

	"github.com/fengtu/fengtu/forecast"
)

// The slots of the tables of Open-Meteo's FlatBuffers schema (openmeteo/sdk).
const (
	responseSlots = 15
	timesSlots    = 4
	columnSlots   = 13
)

// sectionSlot gives the slot of a section in the response.
var sectionSlot = map[string]int{"current": 9, "daily": 10, "hourly": 11, "minutely_15": 12}

// sdkAggregates gives the numbers of aggregations.
var sdkAggregates = map[string]byte{"min": 1, "max": 2, "mean": 3, "dominant": 9, "sum": 10}

// flat writes locations one after the other, each with its size before it. Numbers keep all digits,
// unlike in JSON.
func flat(locations []location) (out []byte) {
	for i := range locations {
		out = append(out, flatLocation(&locations[i])...)
	}
	return out
}

func flatLocation(l *location) []byte {
	b := flatbuffers.NewBuilder(4096)
	offsets := map[int]flatbuffers.UOffsetT{}
	for _, s := range l.sections {
		if slot, ok := sectionSlot[s.name]; ok {
			offsets[slot] = flatSection(b, &s)
		}
	}
	name, abbr := b.CreateString(l.zone.String()), b.CreateString(l.abbr)
	b.StartObject(responseSlots)
	b.PrependFloat32Slot(0, float32(l.cell.Lat), 0)
	b.PrependFloat32Slot(1, float32(l.cell.Lon), 0)
	b.PrependFloat32Slot(2, float32(l.elevation), 0)
	b.PrependFloat32Slot(3, float32(l.took.Seconds()*1000), 0)
	b.PrependInt64Slot(4, int64(l.id), 0)
	b.PrependInt32Slot(6, int32(l.offset), 0)
	b.PrependUOffsetTSlot(7, name, 0)
	b.PrependUOffsetTSlot(8, abbr, 0)
	for slot := 9; slot < responseSlots; slot++ {
		b.PrependUOffsetTSlot(slot, offsets[slot], 0)
	}
	b.FinishSizePrefixed(b.EndObject())
	return b.FinishedBytes()
}

func flatSection(b *flatbuffers.Builder, s *section) flatbuffers.UOffsetT {
	var columns []flatbuffers.UOffsetT
	for _, c := range s.columns {
		columns = append(columns, flatColumn(b, &c, s.single))
	}
	b.StartVector(4, len(columns), 4)
	for _, c := range slices.Backward(columns) {
		b.PrependUOffsetT(c)
	}
	list := b.EndVector(len(columns))
	var first, end time.Time
	if n := len(s.times); n > 0 {
		first = s.times[0]
		end = first.Add(time.Duration(n) * s.step)
	}
	b.StartObject(timesSlots)
	if !first.IsZero() {
		b.PrependInt64Slot(0, first.Unix(), 0)
		b.PrependInt64Slot(1, end.Unix(), 0)
	}
	b.PrependInt32Slot(2, int32(s.step.Seconds()), 0)
	b.PrependUOffsetTSlot(3, list, 0)
	return b.EndObject()
}

func flatColumn(b *flatbuffers.Builder, c *column, single bool) flatbuffers.UOffsetT {
	var values, times flatbuffers.UOffsetT
	switch {
	case c.times != nil:
		b.StartVector(8, len(c.times), 8)
		for _, t := range slices.Backward(c.times) {
			b.PrependInt64(unix(t))
		}
		times = b.EndVector(len(c.times))
	case !single:
		b.StartVector(4, len(c.values), 4)
		for _, v := range slices.Backward(c.values) {
			b.PrependFloat32(v)
		}
		values = b.EndVector(len(c.values))
	}
	b.StartObject(columnSlots)
	b.PrependByteSlot(0, sdkVariables[c.what.base], 0)
	b.PrependByteSlot(1, c.unit.sdk, 0)
	if single && len(c.values) == 1 {
		b.PrependFloat32Slot(2, c.values[0], float32(math.Inf(1))) // 0 and NaN are written too
	}
	b.PrependUOffsetTSlot(3, values, 0)
	b.PrependUOffsetTSlot(4, times, 0)
	switch l := c.what.layer.Level; l.Kind {
	case forecast.Height:
		b.PrependInt16Slot(5, int16(l.Value), 0)
	case forecast.Pressure:
		b.PrependInt16Slot(7, int16(l.Value), 0)
	}
	b.PrependInt16Slot(10, int16(c.what.member), 0)
	b.PrependInt16Slot(11, int16(c.what.previous), 0)
	b.PrependByteSlot(6, sdkAggregates[c.what.aggregate], 0)
	return b.EndObject()
}

// unix gives the seconds of a time, 0 for none.
func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}
