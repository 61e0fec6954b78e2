import { batch, computed, signal, type Signal } from '@preact/signals';
import { chosen, condition, type Condition, counts, type Order, sites } from './conditions';
import { OF_POINT, signed, type Verb, type Asked } from './command/command';
import type { OperatorKey } from './command/key';
import type { Answer, Detail, Found, LinkState, Seen, ToPage, ToWorker } from './told';

// What the page knows: the worker's word, kept until the next frame. Whatever comes, a frame is drawn from it once.

const worker = new Worker(new URL('./watch/worker.ts', import.meta.url), { type: 'module', name: 'fleet' });

function ask(message: ToWorker): void {
  worker.postMessage(message);
}

const known = new Map<number, Signal<Seen>>();
const ids = new Map<string, number>();
let ordered: Signal<Seen>[] = []; // none is ever taken away but all of them
const pending = new Map<number, Seen>(); // one a device: nobody draws a frame of a tab that is not looked at
let frameAsked = false;

/**
 * Counts changes of what the order of devices, their sites and their numbers depend on. At most so often: who reads a table does not
 * want its rows to change places faster, and all devices are looked through for it.
 */
const shape = signal(0);
const SHAPE_MS = 400;
let shapeAsked = false;

export const link = signal<{ readonly state: LinkState; readonly why: string; readonly at_ms: number }>({
  state: 'idle',
  why: '',
  at_ms: 0,
});

/** When it was lost; of a link that is up: the last time it was. */
export const lost_ms = signal(0);

/** Whether it was ever listened to since "connect": what is known is shown, also while the link is down. */
export const listened = signal(false);
export const pulse = signal<{ readonly messages_per_s: number; readonly taps_per_min: number; readonly taps: readonly number[] }>({
  messages_per_s: 0,
  taps_per_min: 0,
  taps: [],
});
export const detail = signal<Detail | null>(null);
export const found = signal<Found | null>(null);

export const nameWish = signal('');
export const siteWish = signal('');
export const conditionWish = signal<Condition | null>(null);
export const orderWish = signal<Order>('trouble');

export const rows = computed(() => {
  shape.value;
  return chosen(all(), {
    name: nameWish.value,
    site: siteWish.value,
    condition: conditionWish.value,
    order: orderWish.value,
  }).map((seen) => seen.id);
});

export const allSites = computed(() => {
  shape.value;
  return sites(all());
});

export const totals = computed(() => {
  shape.value;
  const devices = all();
  return {
    devices: devices.length,
    online: devices.filter((seen) => seen.online === true).length,
    alarms: devices.filter((seen) => seen.online !== false).reduce((sum, seen) => sum + seen.alarms.length, 0),
    unsent: devices.reduce((sum, seen) => sum + (seen.unsent ?? 0), 0),
    untrusted: devices.filter((seen) => seen.clock === 'untrusted').length,
    conditions: counts(devices.map(condition)),
  };
});

/** Newest first. */
export const standing = computed(() => {
  shape.value;
  return all()
    .filter((seen) => seen.online !== false)
    .flatMap((seen) => seen.alarms.map((alarm) => ({ seen, alarm })))
    .sort((a, b) => b.alarm.at_ms - a.alarm.at_ms);
});

/** In the order of their names. */
function all(): Seen[] {
  if (ordered.length !== known.size) {
    const before = (a: Seen, b: Seen) => a.site < b.site || (a.site === b.site && a.device < b.device);
    ordered = [...known.values()].sort((a, b) => (before(a.peek(), b.peek()) ? -1 : 1));
  }
  return ordered.map((each) => each.peek());
}

/** One device; whoever shows it is drawn anew when it changes, and nobody else. */
export function device(id: number): Signal<Seen> | undefined {
  return known.get(id);
}

export function named(site: string, device: string): Signal<Seen> | undefined {
  shape.value; // it may come yet
  const id = ids.get(`${site}/${device}`);
  return id === undefined ? undefined : known.get(id);
}

function differs(now: Seen, before: Seen | undefined): boolean {
  return (
    before === undefined ||
    now.online !== before.online ||
    now.clock !== before.clock ||
    now.unsent !== before.unsent ||
    now.list_age_s !== before.list_age_s ||
    alarmText(now) !== alarmText(before)
  );
}

function alarmText(seen: Seen): string {
  return seen.alarms.length === 0 ? '' : seen.alarms.map((each) => `${each.point} ${each.alarm} ${each.times} ${each.at_ms}`).join();
}

function frame(): void {
  frameAsked = false;
  let shapeChanged = false;
  batch(() => {
    for (const now of pending.values()) {
      const before = known.get(now.id);
      shapeChanged ||= differs(now, before?.peek());
      if (before === undefined) {
        known.set(now.id, signal(now));
        ids.set(`${now.site}/${now.device}`, now.id);
      } else {
        before.value = now;
      }
    }
  });
  pending.clear();
  if (shapeChanged && !shapeAsked) {
    shapeAsked = true;
    setTimeout(() => {
      shapeAsked = false;
      shape.value += 1;
    }, SHAPE_MS);
  }
}

worker.onmessage = ({ data }: MessageEvent<ToPage>) => {
  switch (data.is) {
    case 'devices':
      data.seen.forEach((seen) => pending.set(seen.id, seen));
      if (!frameAsked) {
        frameAsked = true;
        requestAnimationFrame(frame);
      }
      break;
    case 'link':
      batch(() => {
        if (link.value.state === 'listening') {
          lost_ms.value = data.at_ms;
        }
        link.value = data;
        listened.value = (listened.value || data.state === 'listening') && data.state !== 'idle';
        if (data.state === 'idle') {
          forgetAll();
        }
      });
      break;
    case 'pulse':
      pulse.value = data;
      break;
    case 'detail':
      detail.value = data.detail;
      break;
    case 'found':
      if (data.ask === asks) {
        found.value = data.found;
      }
      break;
    case 'answer':
      given.value = given.value.map((each) => (each.id === data.id ? { ...each, answer: data.answer } : each));
      break;
  }
};

function forgetAll(): void {
  known.clear();
  ids.clear();
  ordered = [];
  pending.clear();
  detail.value = null;
  found.value = null;
  shape.value += 1;
}

export function connect(url: string, username: string, password: string, site: string): void {
  forgetKey();
  ask({ do: 'connect', url, username, password, site });
}

export function leave(): void {
  forgetKey();
  ask({ do: 'leave' });
}

/** A key is loaded for one broker: whoever leaves it, or goes to another, takes theirs with them. */
function forgetKey(): void {
  key.value = null;
  given.value = [];
}

/** @param id null: none */
export function watch(id: number | null): void {
  detail.value = null;
  ask({ do: 'watch', device: id });
}

let asks = 0;

export function find(token: string): void {
  asks += 1;
  ask({ do: 'find', token, ask: asks });
}

/** The operator's key; null: the page is read-only. */
export const key = signal<OperatorKey | null>(null);
export const by = signal('');

export interface Given {
  readonly id: string;
  readonly device: number;
  readonly verb: Verb;
  readonly point: string;
  readonly at_ms: number;
  /** null: it is awaited. */
  readonly answer: Answer | null;
}

const GIVEN_MAX = 20;

/** Newest first. */
export const given = signal<readonly Given[]>([]);

/** Signs and sends; without a key nothing is done. */
export async function give(device: number, asked: Omit<Asked, 'by'>): Promise<void> {
  const signing = key.value;
  if (signing === null) {
    return;
  }
  const now = Date.now();
  const ready = await signed({ ...asked, by: by.value }, signing, now);
  const one: Given = { id: ready.id, device, verb: asked.verb, point: asked.point, at_ms: now, answer: null };
  given.value = [one, ...given.value].slice(0, GIVEN_MAX);
  ask({ do: 'send', topic: ready.topic, command: ready.command, id: ready.id });
}

export function isOfPoint(verb: Verb): boolean {
  return (OF_POINT as readonly Verb[]).includes(verb);
}
