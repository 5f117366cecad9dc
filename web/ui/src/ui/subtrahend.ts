import { otherDataset } from '../state/store';
import type { Sheet } from '../values/frame';
import { datasetTitle, runTitle } from './TopBar';

/** What is taken away from a field, in words; null for nothing. */
export function subtrahendOf({ field, second }: Sheet): string | null {
  if (second?.part === 'minus') return runTitle(second.field.run);
  const other = field.of?.includes('minus=') ? otherDataset.value : null;
  return other && datasetTitle(other);
}
