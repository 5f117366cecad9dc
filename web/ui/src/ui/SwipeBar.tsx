import { useRef } from 'preact/hooks';
import { swipeSplit, words } from '../state/store';
import { besideOf, type Frame } from '../values/frame';
import { distinction } from './titles';

const LEAST = 0.03;

function moveTo(split: number): void {
  swipeSplit.value = Math.max(LEAST, Math.min(1 - LEAST, split));
}

/** The divider between what is compared: dragged, or moved by the arrow keys once it has the focus. */
export function SwipeBar({ frame }: { frame: Frame | null }) {
  const isDragging = useRef(false);
  const other = frame && besideOf(frame);
  if (!frame || !other) return null;
  const split = swipeSplit.value;
  const drag = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const stage = event.currentTarget.parentElement?.getBoundingClientRect();
    if (stage && isDragging.current) moveTo((event.clientX - stage.left) / stage.width);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -0.02, ArrowRight: 0.02 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(split + step);
  };
  return (
    <div
      class="swipe-bar"
      role="slider"
      tabIndex={0}
      aria-label={words.value.divider}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * split)}
      style={{ left: `${100 * split}%` }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        isDragging.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        isDragging.current = false;
      }}
    >
      <span>{distinction(frame.field, other.field)}</span>
      <span>{distinction(other.field, frame.field)}</span>
    </div>
  );
}
