import { patchView } from '../state/actions';
import { displayOf, hatchedRange } from '../state/displays';
import { shown, view, words } from '../state/store';
import { rangeText } from '../values/range';
import { RangeInput } from './RangeInput';

/** From or up to which value a layer is hatched. */
export function Limit() {
  const sheet = shown.value?.over.hatched;
  if (!sheet) return null;
  return (
    <RangeInput
      name="limit"
      label={words.value.hatched}
      range={hatchedRange(sheet.legend, view.value)}
      display={displayOf(sheet)}
      onChoose={(range) => patchView({ limit: rangeText(range) })}
    />
  );
}
