import { language } from '../common/language';

const UNITS = {
  zh: { s: '秒', min: '分', h: '小时', d: '天' },
  en: { s: ' s', min: ' min', h: ' h', d: ' d' },
} as const;

/** 45 s, 12 min, 7 h, 3 d: as much as is read at a glance. */
export function age(seconds: number): string {
  const unit = UNITS[language.value];
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) {
    return `${s}${unit.s}`;
  }
  if (s < 3_600) {
    return `${Math.floor(s / 60)}${unit.min}`;
  }
  return s < 48 * 3_600 ? `${Math.floor(s / 3_600)}${unit.h}` : `${Math.floor(s / 86_400)}${unit.d}`;
}

/** The time of day where the device is; here, if it has not said where it is. */
export function timeThere(at_ms: number | null, offset_min: number | null): string {
  if (at_ms === null) {
    return '–';
  }
  return offset_min === null ? timeHere(at_ms) : new Date(at_ms + offset_min * 60_000).toISOString().slice(11, 19);
}

/** The time of day here. */
export function timeHere(at_ms: number): string {
  return new Date(at_ms).toTimeString().slice(0, 8);
}

/** 12,345 */
export function count(number: number): string {
  return number.toLocaleString('en-US');
}

export function millis(us: number): string {
  return `${us < 10_000 ? (us / 1000).toFixed(1) : Math.round(us / 1000)} ms`;
}
