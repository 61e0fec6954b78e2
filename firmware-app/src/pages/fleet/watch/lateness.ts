import { inner, type Obj, text } from './json';

/** What somebody who hears of an event may still make of it: the contract's classes, in the order of their numbers. */
export const LATENESS = ['live', 'late', 'old', 'history', 'undated'] as const;

export type Lateness = (typeof LATENESS)[number];

const LATE_UNTIL_MS = 15 * 60_000;
const OLD_UNTIL_MS = 72 * 3_600_000;

/** @param now_ms of the one who hears it */
export function lateness(event: Obj, now_ms: number): Lateness {
  if (event['replayed'] === false) {
    return 'live';
  }
  const clock = text(inner(event, 'data') ?? {}, 'clock');
  const at = Date.parse(text(event, 'time'));
  if ((clock !== 'synced' && clock !== 'rtc') || Number.isNaN(at)) {
    return 'undated';
  }
  const age = now_ms - at;
  return age <= LATE_UNTIL_MS ? 'late' : age <= OLD_UNTIL_MS ? 'old' : 'history';
}
