import type { Condition } from '../conditions';

// Each condition has a shape of its own: colour is never the only cue.
const SHAPES: Readonly<Record<Condition, string>> = {
  alarm: 'M8 1.5 15 14H1z',
  offline: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 0 0 0-13zM8 3.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9z',
  doubt: 'M8 1 15 8 8 15 1 8z',
  silent: 'M4 7h8v2H4z',
  well: 'M8 1.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13z',
};

const MARKS: Readonly<Record<Condition, string>> = {
  alarm: 'M8 6v3.6M8 11.6v.4',
  offline: 'M3.6 3.6l8.8 8.8',
  doubt: 'M8 5v3.4M8 10.6v.4',
  silent: '',
  well: 'M5 8.2 7.2 10.4 11 6',
};

/** How a device is, as a drawing; the word stands beside it, or in `label`. */
export function ConditionIcon({ is, size = 16 }: { is: Condition; size?: number }) {
  return (
    <svg class={`condition ${is}`} viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      <path class="shape" fill-rule="evenodd" d={SHAPES[is]} />
      <path class="mark" d={MARKS[is]} />
    </svg>
  );
}

const DRAWINGS = {
  lock: 'M5 9V6.5a5 5 0 0 1 10 0V9M4 9h12v8.5H4z',
  unlocked: 'M5 9V6.5a5 5 0 0 1 9.6-2M4 9h12v8.5H4z',
  close: 'M4 4l12 12M16 4 4 16',
  in: 'M3 10h11M10 5.5l4.5 4.5L10 14.5M17 4v12',
  out: 'M17 10H6M10 5.5 5.5 10l4.5 4.5M3 4v12',
  find: 'M9 3a6 6 0 1 1 0 12A6 6 0 0 1 9 3zM13.5 13.5 18 18',
  granted: 'M3.5 10.5 8 15l8.5-10',
  refused: 'M4.5 4.5l11 11M15.5 4.5l-11 11',
  asked: 'M5 10h.01M10 10h.01M15 10h.01',
} as const;

export function Icon({ of, size = 20 }: { of: keyof typeof DRAWINGS; size?: number }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
      <path d={DRAWINGS[of]} />
    </svg>
  );
}
