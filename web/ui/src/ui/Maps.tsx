import { useEffect, useRef } from 'preact/hooks';
import { startMap, startSideMap } from '../map/start-map';
import { chosenPlace, mapCount } from '../state/maps';
import { type SideMap, sideMaps } from '../state/side-maps';
import { cursor, pointer, shown, view } from '../state/store';
import { readSheet, type Sheet, sheetsOf } from '../values/frame';
import { Legend } from './Legend';
import { MapTitle } from './MapTitle';
import { Notice } from './Notice';
import { Readout } from './Readout';
import { SwipeBar } from './SwipeBar';

/** One map, or two or four side by side that look at the same place at the same time. */
export function Maps() {
  const { others } = view.value;
  const isOne = others.length === 0;
  return (
    <div class="maps" data-count={mapCount.value}>
      <div class="cell" style={{ order: chosenPlace.value }}>
        <ChosenMap />
        {!isOne && <MapTitle frame={shown.value} scene={view.value} place={chosenPlace.value} />}
        {!isOne && <PointerMark />}
        <Legend
          frame={shown.value}
          value={cursor.value?.readings[0]?.value}
          place={isOne ? undefined : chosenPlace.value}
          hasSettings
        />
        <SwipeBar frame={shown.value} />
        <Notice />
        <Readout frame={shown.value} at={cursor.value} />
      </div>
      {others.map(({ place }, i) => (
        <Side key={i} side={sideMaps[i] as SideMap} place={place} />
      ))}
    </div>
  );
}

function ChosenMap() {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (container.current) void startMap(container.current);
  }, []);
  return <div class="map" ref={container} />;
}

function Side({ side, place }: { side: SideMap; place: number }) {
  const cell = useRef<HTMLDivElement>(null);
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (container.current) return startSideMap(container.current, side);
  }, [side]);
  const frame = side.shown.value;
  const at = readingsIn(side, cell.current);
  return (
    <div class="cell" style={{ order: place }} ref={cell}>
      <div class="map-side" ref={container} />
      <MapTitle frame={frame} scene={side.scene.value} place={place} />
      <PointerMark />
      <Legend frame={frame} value={at?.readings[0]?.value} place={place} />
      <SwipeBar frame={frame} />
      {side.problem.value && (
        <p class="panel notice" role="status">
          {side.problem.value.detail}
        </p>
      )}
      <Readout frame={frame} at={at} />
    </div>
  );
}

/** What a map shows where the pointer is, be it over this map or over another. */
function readingsIn({ shown: { value: frame } }: SideMap, cell: HTMLElement | null) {
  const [at, point] = [cursor.value, pointer.value];
  if (!at || !point || !frame || !cell) return null;
  const within = cell.getBoundingClientRect();
  const readings = sheetsOf<Sheet>(frame).map((sheet) => readSheet(sheet, at.lon, at.lat));
  return { ...at, x: within.left + point.x, y: within.top + point.y, within, readings };
}

/** Where the pointer is, on every map. */
function PointerMark() {
  const at = pointer.value;
  return at && <i class="pointer-mark" style={{ left: `${at.x}px`, top: `${at.y}px` }} />;
}
