import {
  compassPoint,
  directionFrom,
  formatDifference,
  formatPosition,
  formatWithUnits,
} from '../format/units';
import { displayOf } from '../state/displays';
import { type Cursor, words } from '../state/store';
import {
  besideOf,
  type Coloured,
  type Frame,
  type Reading,
  readSheet,
  sheetsOf,
} from '../values/frame';
import { distinction, layerTitle, subtrahendOf } from './titles';

const WIDTH = 190;
const AWAY = 18;
/** Its head and foot, and a row, as they come out. */
const [FRAME_HEIGHT, ROW_HEIGHT] = [34, 26];

/** The numbers under the cursor, read from the same samples that are drawn. */
export function Readout({ frame, at }: { frame: Frame | null; at: Cursor | null }) {
  if (!at || !frame) return null;
  const t = words.value;
  return (
    <div
      class="readout"
      style={besidePointer(at)}
      data-value={at.readings[0]?.value}
      data-lat={at.lat}
      data-lon={at.lon}
    >
      <div class="readout-place">{formatPosition(at.lat, at.lon)}</div>
      {sheetsOf<Coloured>(frame).map((sheet, i, all) => {
        const isFirst = all.findIndex((other) => other.layer.name === sheet.layer.name) === i;
        return isFirst && <Rows key={sheet.layer.name} sheet={sheet} reading={at.readings[i]} />;
      })}
      <Beside frame={frame} at={at} />
      {frame.level.lod > 0 && <div class="readout-note">{t.coarse}</div>}
    </div>
  );
}

/** Right of the pointer and below it, where the map has the room. */
function besidePointer({ x, y, readings, within }: Cursor) {
  const rows = readings.length + readings.filter((reading) => reading?.u !== undefined).length;
  const isRight = x + AWAY + WIDTH < within.right;
  const isBelow = y + AWAY + FRAME_HEIGHT + rows * ROW_HEIGHT < within.bottom;
  return {
    width: `${WIDTH}px`,
    left: `${isRight ? x + AWAY : Math.max(4, x - AWAY - WIDTH)}px`,
    ...(isBelow
      ? { top: `${y + AWAY}px` }
      : { bottom: `${window.innerHeight - Math.max(y - AWAY, 90)}px` }),
  };
}

function Rows({ sheet, reading }: { sheet: Coloured; reading: Reading | null | undefined }) {
  const t = words.value;
  const less = subtrahendOf(sheet);
  const display = displayOf(sheet);
  const format = less ? formatDifference : formatWithUnits;
  return (
    <>
      <div class="readout-row">
        <span>
          {layerTitle(sheet)}
          {less && ` − ${less}`}
        </span>
        <strong>{reading ? format(reading.value, display) : t.missing}</strong>
      </div>
      {reading?.u !== undefined && reading.v !== undefined && (
        <div class="readout-row">
          <span>{t.windDirection}</span>
          <strong>{directionText(reading.u, reading.v)}</strong>
        </div>
      )}
    </>
  );
}

/** The same of what is on the other side of the divider. */
function Beside({ frame, at }: { frame: Frame; at: Cursor }) {
  const other = besideOf(frame);
  if (!other) return null;
  const reading = readSheet(other, at.lon, at.lat);
  return (
    <div class="readout-row" data-beside={reading?.value}>
      <span>{distinction(other.field, frame.field)}</span>
      <strong>
        {reading ? formatWithUnits(reading.value, displayOf(other)) : words.value.missing}
      </strong>
    </div>
  );
}

function directionText(u: number, v: number): string {
  const degrees = directionFrom(u, v);
  return `${compassPoint(degrees)} ${Math.round(degrees) % 360}°`;
}
