import type { Minutes } from '../told';

const MINUTES = 60;
const MINUTE_MS = 60_000;

/** Taps and how long they took, a place a minute, of the last hour: a ring, so that it never grows. */
export class Hour {
  private readonly taps = new Uint16Array(MINUTES);
  private readonly told = new Uint16Array(MINUTES);
  private readonly sum_us = new Float64Array(MINUTES);
  private readonly most_us = new Float64Array(MINUTES);
  private newest = 0; // the minute since 1970 that was written last

  /** A tap that is older than the hour, or of a time to come, has no place. */
  add(at_ms: number, latency_us: number | null, now_ms: number): void {
    const minute = Math.floor(at_ms / MINUTE_MS);
    const now = Math.floor(now_ms / MINUTE_MS);
    if (minute > now + 1 || minute <= now - MINUTES) {
      return;
    }
    this.turnTo(Math.max(now, minute));
    const place = minute % MINUTES;
    this.taps[place]! += 1;
    if (latency_us !== null) {
      this.told[place]! += 1;
      this.sum_us[place]! += latency_us;
      this.most_us[place] = Math.max(this.most_us[place]!, latency_us);
    }
  }

  /** Up to the minute of now. */
  read(now_ms: number): Minutes {
    const now = Math.floor(now_ms / MINUTE_MS);
    this.turnTo(now);
    const last = Math.max(now, this.newest);
    const minutes = Array.from({ length: MINUTES }, (_, i) => last - MINUTES + 1 + i);
    const ms = (minute: number, us: number) => (this.told[minute % MINUTES] === 0 ? null : us / 1000);
    return {
      at_s: minutes.map((minute) => minute * 60),
      taps: minutes.map((minute) => this.taps[minute % MINUTES]!),
      mean_ms: minutes.map((minute) => ms(minute, this.sum_us[minute % MINUTES]! / this.told[minute % MINUTES]!)),
      slowest_ms: minutes.map((minute) => ms(minute, this.most_us[minute % MINUTES]!)),
    };
  }

  private turnTo(minute: number): void {
    for (let each = Math.max(this.newest + 1, minute - MINUTES + 1); each <= minute; each++) {
      const place = each % MINUTES;
      this.taps[place] = 0;
      this.told[place] = 0;
      this.sum_us[place] = 0;
      this.most_us[place] = 0;
    }
    this.newest = Math.max(this.newest, minute);
  }
}
