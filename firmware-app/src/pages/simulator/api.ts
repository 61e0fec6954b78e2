/*
 * What the simulator tells and takes, over HTTP on loopback. What is not there is absent, never null; numbers are whole. The page
 * draws this and decides nothing.
 */

/** A name that may be missing: of a device that a point does not have. */
type Maybe = string | undefined;

/** `GET /api/site`, once a connection. */
export interface Site {
  readonly site: string;
  readonly device: string;
  readonly version: string;
  /** `embedded`, `none`, or an address. */
  readonly broker: string;
  readonly points: readonly Point[];
  readonly hand: readonly Item[];
  readonly deeds: readonly Deed[];
  /** How long it takes elsewhere. */
  readonly anchors: readonly Anchor[];
}

export interface Point {
  readonly id: string;
  readonly profile: 'door' | 'turnstile' | 'barrier' | 'canteen' | 'meeting';
  /** `door`, `tripod`, `swing-gate`, `library`, ...: how it looks; an unknown one looks as its profile does. */
  readonly scene: string;
  readonly in?: Side;
  readonly out?: Side;
  readonly outputs: readonly Output[];
  readonly contacts: readonly Contact[];
  readonly display?: Maybe;
  readonly operator_display?: Maybe;
  readonly voice?: Maybe;
  readonly printer?: Maybe;
  readonly tray?: Maybe;
  readonly scale?: Maybe;
  readonly keypad?: Maybe;
}

export interface Side {
  readonly readers?: readonly string[];
  readonly scanner?: Maybe;
  readonly keypad?: Maybe;
  readonly camera?: Maybe;
  readonly finger?: Maybe;
  readonly face?: Maybe;
  readonly vein?: Maybe;
}

/** What takes something out of the hand. */
export type DeviceKind = 'reader' | 'scanner' | 'keypad' | 'camera' | 'finger' | 'face' | 'vein' | 'tray' | 'scale';

export interface Output {
  readonly name: string;
  readonly role: 'lock' | 'open_in' | 'open_out' | 'raise' | 'lower' | 'stop' | 'valve';
}

export interface Contact {
  readonly name: string;
  readonly role: string;
  /** Which level of the line means closed; absent for a supervised one, where 1 does. */
  readonly closed_when?: 'high' | 'low';
}

/** One thing in the hand: a card, a code on a screen, a vehicle's plate, somebody's body, keys to press, food, plates on a tray. */
export interface Item {
  readonly id: string;
  readonly kind: 'card' | 'code' | 'plate' | 'body' | 'keys' | 'food' | 'plates';
  readonly zh: string;
  readonly en: string;
  readonly note_zh?: string;
  readonly note_en?: string;
  readonly look: string;
  readonly at: readonly DeviceKind[];
}

/** Something done to a point or to the whole site. */
export interface Deed {
  readonly id: string;
  readonly at: 'point' | 'site';
  readonly zh: string;
  readonly en: string;
  /** Where it can be done. */
  readonly points?: readonly string[];
  readonly arguments?: readonly Argument[];
}

export interface Argument {
  readonly name: string;
  /** `device` is the name of one, out of the points. */
  readonly kind: 'number' | 'choice' | 'text' | 'device';
  readonly value?: number | string;
  readonly choices?: readonly { readonly value: number | string; readonly zh: string; readonly en: string }[];
  readonly zh: string;
  readonly en: string;
}

export interface Anchor {
  readonly zh: string;
  readonly en: string;
  readonly us: number;
}

/** `GET /api/events`: the whole of it first, then each thing as it happens. */
export type Happening =
  | State
  | ({ readonly type: 'daemon' } & Daemon)
  | ({ readonly type: 'cable' } & Cable)
  | ({ readonly type: 'clock' } & Clock)
  | ({ readonly type: 'guests' } & Guests)
  | ({ readonly type: 'line'; readonly line: string } & Line)
  | ({ readonly type: 'device' } & Told)
  | { readonly type: 'journal'; readonly event: Recorded }
  | Message
  | Anatomy
  | Done;

export interface State {
  readonly type: 'state';
  readonly mono_us: number;
  readonly daemon: Daemon;
  readonly cable: Cable;
  readonly clock: Clock;
  readonly guests: Guests;
  readonly lines: Readonly<Record<string, Line>>;
  readonly devices: Readonly<Record<string, Readonly<Record<string, Told>>>>;
  readonly journal: readonly Recorded[];
  readonly mqtt: readonly Message[];
  readonly anatomies: readonly Anatomy[];
}

export interface Daemon {
  readonly state: 'off' | 'starting' | 'ready';
  readonly start?: string;
}

export interface Cable {
  readonly up: boolean;
  readonly online: boolean;
}

export interface Clock {
  readonly offset_ms: number;
}

export interface Guests {
  readonly coming: boolean;
}

export interface Line {
  readonly level: 0 | 1;
  readonly cause?: string;
  readonly mono_us: number;
}

export type Signal = 'GRANTED' | 'REFUSED' | 'TRY_AGAIN' | 'PAID' | 'ASKED' | 'FAULT' | 'HERE';

/** One line of the trace of simulated devices; which of these it has depends on `what`. */
export interface Told {
  readonly device: string;
  readonly what: string;
  readonly mono_us: number;
  readonly on?: boolean;
  readonly point?: string;
  readonly reader?: string;
  readonly signal?: Signal;
  readonly zh?: string;
  readonly en?: string;
  readonly upper?: string;
  readonly lower?: string;
  readonly lamp?: string;
  readonly figures?: string;
  readonly language?: string;
  readonly prompts?: readonly string[];
  readonly line?: string;
}

/** A record of the journal, as the contract has it: CloudEvents. */
export interface Recorded {
  readonly id: string;
  readonly type: string;
  readonly subject?: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Message {
  readonly type: 'mqtt';
  readonly topic: string;
  readonly payload: unknown;
  readonly mono_us: number;
}

/** The last tap at one point (the newest is the one with the greatest `start_mono_us`), in microseconds from when its card came into the field; told anew, whole, as steps are added. */
export interface Anatomy {
  readonly type: 'anatomy';
  readonly point: string;
  readonly reader?: string;
  readonly verdict?: string;
  readonly reason?: string;
  readonly start_mono_us: number;
  readonly steps: readonly AnatomyStep[];
}

export interface AnatomyStep {
  readonly what: 'field' | 'exchange' | 'decision' | 'record' | 'relay' | 'publish';
  readonly from_us: number;
  readonly to_us: number;
  readonly zh: string;
  readonly en: string;
  readonly detail?: string;
}

export interface Done {
  readonly type: 'deed';
  readonly id: string;
  readonly point?: string;
}

/** `POST /api/do`. */
export type Wish =
  | { readonly item: string; readonly device: string; readonly tear?: number; readonly keys?: string }
  | { readonly remove: true; readonly device: string }
  | { readonly deed: string; readonly point?: string; readonly [argument: string]: string | number | undefined };
