import { displayFor } from '../format/units';
import { patchView } from '../state/actions';
import { upperRange } from '../state/displays';
import { likelyRange, probabilityOf, STATISTICS } from '../state/members';
import { layer, run, shown, view, words } from '../state/store';
import { RangeInput } from './RangeInput';

const LIKELY = 'probability';

/** Which member of an ensemble, or what of all of them, where the run is one. */
export function MemberPicker() {
  const t = words.value;
  const members = run.value?.members;
  if (!members?.length) return null;
  const [control, ...others] = members;
  const range = likelyRange(view.value.member);
  const choose = (choice: string) => {
    const legend = shown.peek()?.legend;
    const member = choice === LIKELY && legend ? probabilityOf(upperRange(legend)) : choice;
    patchView({ member: member || null, range: null });
  };
  return (
    <>
      <label class="picker">
        <span>{t.member}</span>
        <select
          name="member"
          value={range ? LIKELY : (view.value.member ?? '')}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">{control === 0 ? t.control : control}</option>
          {STATISTICS.map((each) => (
            <option key={each} value={each}>
              {t[each]}
            </option>
          ))}
          <option value={LIKELY}>{t.probability}</option>
          {others.map((number) => (
            <option key={number} value={String(number)}>
              {number}
            </option>
          ))}
        </select>
      </label>
      {range && layer.value && (
        <RangeInput
          name="likely"
          label={t.probability}
          range={range}
          display={displayFor(layer.value, view.value.units)}
          onChoose={(next) => patchView({ member: probabilityOf(next) })}
        />
      )}
    </>
  );
}
