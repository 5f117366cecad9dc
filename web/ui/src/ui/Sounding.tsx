import { useState } from 'preact/hooks';
import { levelsAbove, windsOf } from '../chart/sounding-traces';
import { monthDayTime } from '../format/time';
import { profile, sounding, soundingProblem } from '../state/sounding';
import { view, words, zone } from '../state/store';
import { Hodograph } from './Hodograph';
import { Indices, PARCELS, type ParcelName, Parcels } from './Indices';
import { memberTitle } from './member-title';
import { SkewTDiagram } from './SkewTDiagram';

/** The air above the chosen place at the chosen time: diagram, hodograph and what they amount to. */
export function Sounding() {
  const [parcel, setParcel] = useState<ParcelName>(PARCELS[0]);
  const t = words.value;
  const answer = sounding.value;
  if (soundingProblem.value) return <p class="drawer-problem">{soundingProblem.value}</p>;
  if (!answer) return <p class="drawer-note">{t.loading}</p>;
  const { time } = view.value;
  const now = profile.value;
  if (!now || time === null) return <p class="drawer-note">{t.noSounding}</p>;
  const levels = levelsAbove(now, answer.pressure);
  const winds = windsOf(levels);
  const title = `${t.sounding} ${monthDayTime(time, 'UTC')}Z`;
  return (
    <div class="sounding" data-sounding={time}>
      <SkewTDiagram
        levels={levels}
        path={now.parcels[parcel]?.path}
        title={`${title} (${monthDayTime(time, zone.value)}) ${memberTitle(answer)}`}
      />
      {winds.length > 1 ? <Hodograph winds={winds} /> : <span />}
      <div class="indices">
        <Parcels parcels={now.parcels} chosen={parcel} onChoose={setParcel} />
        {now.missing.parcels && <p class="drawer-note">{now.missing.parcels}</p>}
        <Indices indices={now.indices} />
      </div>
    </div>
  );
}
