import {
  compassPoint,
  directionFrom,
  formatDifference,
  formatPosition,
  formatWithUnits,
} from '../format/units';
import { titleIn } from '../i18n';
import { displayOf, isStatistical } from '../state/displays';
import { type Cursor, cursor, shown, view, words } from '../state/store';
import {
  besideOf,
  type Coloured,
  type Frame,
  type Reading,
  readSheet,
  sheetsOf,
} from '../values/frame';
import { subtrahendOf } from './subtrahend';
import { runTitle } from './TopBar';

const WIDTH = 190;
const HEIGHT = 110;

/** The numbers under the cursor, read from the same samples that are drawn. */
export function Readout() {
  const at = cursor.value;
  const frame = shown.value;
  if (!at || !frame) return null;
  const t = words.value;
  const left = at.x + 18 + WIDTH > window.innerWidth ? at.x - 18 - WIDTH : at.x + 18;
  const top = at.y + 18 + HEIGHT > window.innerHeight ? at.y - 18 - HEIGHT : at.y + 18;
  return (
    <div
      class="readout"
      style={{ left: `${left}px`, top: `${top}px`, width: `${WIDTH}px` }}
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

function Rows({ sheet, reading }: { sheet: Coloured; reading: Reading | null | undefined }) {
  const t = words.value;
  const { legend } = sheet;
  const less = subtrahendOf(sheet);
  const display = displayOf(sheet);
  const format = less ? formatDifference : formatWithUnits;
  return (
    <>
      <div class="readout-row">
        <span>
          {titleIn(view.value.language, isStatistical(sheet) ? legend.title : sheet.layer.title)}
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

/** The same of the run on the other side of the divider. */
function Beside({ frame, at }: { frame: Frame; at: Cursor }) {
  const other = besideOf(frame);
  if (!other) return null;
  const reading = readSheet(other, at.lon, at.lat);
  return (
    <div class="readout-row" data-beside={reading?.value}>
      <span>{runTitle(other.field.run)}</span>
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
