// What the worker that listens and the page that draws tell each other. The worker knows the fleet and never sees a key; the page
// holds the key and is connected to nothing.
import type { Lateness } from './watch/lateness';

/** An alarm that stands. */
export interface Alarm {
  readonly point: string;
  readonly alarm: string;
  /** Of how many passes; of most alarms 1. */
  readonly times: number;
  /** When it was raised, by the device's clock. */
  readonly at_ms: number;
  readonly detail: string;
}

/** One tap, as the device told it. */
export interface Tap {
  readonly device: number;
  readonly seq: number;
  /** null: its clock was not set. */
  readonly at_ms: number | null;
  /** Of the device, minutes east of UTC. */
  readonly offset_min: number;
  readonly point: string;
  readonly direction: string;
  readonly verdict: string;
  readonly reason: string;
  readonly kind: string;
  /** 32 hex digits; empty: nobody is known by it. */
  readonly token: string;
  /** From the card to the queue of decisions, all stages together; null: not told. */
  readonly latency_us: number | null;
  readonly lateness: Lateness;
}

/** One device in the table. */
export interface Seen {
  /** Of this run of the page alone. */
  readonly id: number;
  readonly site: string;
  readonly device: string;
  /** null: it never said so. */
  readonly online: boolean | null;
  /** Of the run that said the last status; 0: none yet. */
  readonly session: number;
  readonly version: string;
  /** Where it is, minutes east of UTC, as its last event says; null: it told none. */
  readonly offset_min: number | null;
  /** synced, rtc, untrusted; empty: not told. */
  readonly clock: string;
  /** Of its oldest list; null: it holds none, or has not said. */
  readonly list_age_s: number | null;
  /** Events that wait on the device; null: not told yet. */
  readonly unsent: number | null;
  readonly alarms: readonly Alarm[];
  readonly last: Tap | null;
}

/** A list that a device holds. */
export interface HeldList {
  readonly name: string;
  /** 0: nothing of it yet. */
  readonly version: number;
  readonly age_s: number;
  readonly origin: string;
}

/** Everything that is known of the device that is looked at. */
export interface Detail {
  readonly id: number;
  readonly board: string;
  readonly since: string;
  readonly lists: readonly HeldList[];
  /** Points it has told of. */
  readonly points: readonly string[];
  readonly unsent_oldest_s: number | null;
  readonly journal_percent: number | null;
  readonly clock_offset_us: number | null;
  /** Newest first. */
  readonly taps: readonly Tap[];
  readonly minutes: Minutes;
}

/** The last hour, a place a minute, oldest first. */
export interface Minutes {
  /** Begin of the minute, seconds since 1970. */
  readonly at_s: readonly number[];
  readonly taps: readonly number[];
  /** null where no tap told it. */
  readonly mean_ms: readonly (number | null)[];
  readonly slowest_ms: readonly (number | null)[];
}

/** How the link is. */
export type LinkState = 'idle' | 'connecting' | 'listening' | 'away' | 'refused';

export interface Found {
  readonly taps: readonly Tap[];
  /** Taps that were looked through, and when the oldest of them was heard. */
  readonly held: number;
  readonly since_ms: number | null;
}

export type Answer =
  | { readonly kind: 'answered'; readonly ok: boolean; readonly reason: string; readonly detail: string; readonly record: string }
  | { readonly kind: 'silent' }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'away' }
  | { readonly kind: 'failed'; readonly why: string };

export type ToWorker =
  | { readonly do: 'connect'; readonly url: string; readonly username: string; readonly password: string; readonly site: string }
  | { readonly do: 'leave' }
  | { readonly do: 'watch'; readonly device: number | null }
  | { readonly do: 'find'; readonly token: string; readonly ask: number }
  | { readonly do: 'send'; readonly topic: string; readonly command: string; readonly id: string };

export type ToPage =
  | { readonly is: 'link'; readonly state: LinkState; readonly why: string; readonly at_ms: number }
  | { readonly is: 'devices'; readonly seen: readonly Seen[] }
  | { readonly is: 'pulse'; readonly messages_per_s: number; readonly taps_per_min: number; readonly taps: readonly number[] }
  | { readonly is: 'detail'; readonly detail: Detail }
  | { readonly is: 'found'; readonly ask: number; readonly found: Found }
  | { readonly is: 'answer'; readonly id: string; readonly answer: Answer };
