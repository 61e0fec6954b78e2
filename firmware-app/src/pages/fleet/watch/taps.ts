import type { Tap } from '../told';
import { LATENESS } from './lateness';

/** Kept of the whole fleet: eleven minutes at 200 taps a second, a day and more of most fleets. A power of two. */
const CAPACITY = 1 << 17;

/** A record that is told twice comes twice within so many taps of its device. */
const TWICE_WITHIN = 32;

/** Words that come again and again, as numbers; what would be too many of them are one. */
class Names {
  private readonly numbers = new Map<string, number>([['…', 0]]);
  private readonly names = ['…'];

  constructor(private readonly max: number) {}

  number(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) {
      return known;
    }
    if (this.names.length >= this.max) {
      return 0;
    }
    this.numbers.set(name, this.names.length);
    return this.names.push(name) - 1;
  }

  name(number: number): string {
    return this.names[number]!;
  }
}

/** What is remembered of one tap besides what a [Tap] shows. */
export interface Heard extends Tap {
  readonly epoch: string;
  /** The token under the key of before; empty: none. */
  readonly former: string;
}

/**
 * The last taps of all devices, in columns of fixed size: 11 MB from the first tap on, and no more after the last. Each one knows
 * the one before it of its device; the newest overwrites the oldest.
 */
export class Taps {
  private readonly device = new Int32Array(CAPACITY);
  private readonly seq = new Float64Array(CAPACITY);
  private readonly epoch = new Uint32Array(CAPACITY);
  private readonly at = new Float64Array(CAPACITY);
  private readonly heardAt = new Float64Array(CAPACITY);
  private readonly offset = new Int16Array(CAPACITY);
  private readonly point = new Uint16Array(CAPACITY);
  private readonly verdict = new Uint8Array(CAPACITY);
  private readonly direction = new Uint8Array(CAPACITY);
  private readonly reason = new Uint8Array(CAPACITY);
  private readonly kind = new Uint8Array(CAPACITY);
  private readonly late = new Uint8Array(CAPACITY);
  private readonly latency = new Float32Array(CAPACITY);
  private readonly token = new Uint32Array(4 * CAPACITY);
  private readonly former = new Uint32Array(4 * CAPACITY);
  private readonly before = new Float64Array(CAPACITY); // the number of the device's tap before; -1: none
  private readonly newest = new Map<number, number>();
  private readonly points = new Names(0xffff);
  private readonly words = new Names(0xff);
  private count = 0;

  /** Whether it was new. */
  add(tap: Heard, now_ms: number): boolean {
    const epoch = Number.parseInt(tap.epoch, 16);
    const last = this.newest.get(tap.device) ?? -1;
    if (this.holds(last, epoch, tap.seq)) {
      return false;
    }
    const place = this.count % CAPACITY;
    this.device[place] = tap.device;
    this.seq[place] = tap.seq;
    this.epoch[place] = epoch;
    this.at[place] = tap.at_ms ?? Number.NaN;
    this.heardAt[place] = now_ms;
    this.offset[place] = tap.offset_min;
    this.point[place] = this.points.number(tap.point);
    this.verdict[place] = this.words.number(tap.verdict);
    this.direction[place] = this.words.number(tap.direction);
    this.reason[place] = this.words.number(tap.reason);
    this.kind[place] = this.words.number(tap.kind);
    this.late[place] = LATENESS.indexOf(tap.lateness);
    this.latency[place] = tap.latency_us ?? Number.NaN;
    write(this.token, place, tap.token);
    write(this.former, place, tap.former);
    this.before[place] = last;
    this.newest.set(tap.device, this.count);
    this.count += 1;
    return true;
  }

  private holds(last: number, epoch: number, seq: number): boolean {
    let number = last;
    for (let i = 0; i < TWICE_WITHIN && this.isHeld(number); i++) {
      const place = number % CAPACITY;
      if (this.seq[place] === seq && this.epoch[place] === epoch) {
        return true;
      }
      number = this.before[place]!;
    }
    return false;
  }

  private isHeld(number: number): boolean {
    return number >= 0 && number > this.count - 1 - CAPACITY;
  }

  /** Of one device, newest first. */
  of(device: number, most: number): Tap[] {
    const taps: Tap[] = [];
    let number = this.newest.get(device) ?? -1;
    while (taps.length < most && this.isHeld(number)) {
      const place = number % CAPACITY;
      taps.push(this.tap(place));
      number = this.before[place]!;
    }
    return taps;
  }

  /** Of all devices, by the first digits of a token, or of what it was under the key of before; newest first. */
  find(digits: string, most: number): Tap[] {
    const wanted = new Uint32Array(4);
    const mask = new Uint32Array(4);
    write(wanted, 0, digits.padEnd(32, '0'));
    write(mask, 0, 'f'.repeat(digits.length).padEnd(32, '0'));
    const taps: Tap[] = [];
    for (let number = this.count - 1; this.isHeld(number) && taps.length < most; number--) {
      const place = number % CAPACITY;
      if (fits(this.token, place, wanted, mask) || fits(this.former, place, wanted, mask)) {
        taps.push(this.tap(place));
      }
    }
    return taps;
  }

  held(): number {
    return Math.min(this.count, CAPACITY);
  }

  /** When the oldest one that is still held was heard. */
  sinceMillis(): number | null {
    return this.count === 0 ? null : this.heardAt[Math.max(0, this.count - CAPACITY) % CAPACITY]!;
  }

  private tap(place: number): Tap {
    const at = this.at[place]!;
    const latency = this.latency[place]!;
    return {
      device: this.device[place]!,
      seq: this.seq[place]!,
      at_ms: Number.isNaN(at) ? null : at,
      offset_min: this.offset[place]!,
      point: this.points.name(this.point[place]!),
      direction: this.words.name(this.direction[place]!),
      verdict: this.words.name(this.verdict[place]!),
      reason: this.words.name(this.reason[place]!),
      kind: this.words.name(this.kind[place]!),
      token: read(this.token, place),
      latency_us: Number.isNaN(latency) ? null : latency,
      lateness: LATENESS[this.late[place]!]!,
    };
  }
}

/** Tokens are drawn by a keyed hash: none is all zeros, so that can stand for none. */
function write(column: Uint32Array, place: number, token: string): void {
  for (let i = 0; i < 4; i++) {
    column[4 * place + i] = token === '' ? 0 : Number.parseInt(token.slice(8 * i, 8 * i + 8), 16);
  }
}

function read(column: Uint32Array, place: number): string {
  const words = column.subarray(4 * place, 4 * place + 4);
  return words.every((word) => word === 0) ? '' : Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
}

function fits(column: Uint32Array, place: number, wanted: Uint32Array, mask: Uint32Array): boolean {
  let any = 0;
  for (let i = 0; i < 4; i++) {
    const word = column[4 * place + i]!;
    if (((word ^ wanted[i]!) & mask[i]!) !== 0) {
      return false;
    }
    any |= word;
  }
  return any !== 0;
}
