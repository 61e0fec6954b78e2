import { batch, computed, signal } from '@preact/signals';
import type { Words } from '../common/language';
import type { Anatomy, Cable, Clock, Daemon, Guests, Happening, Line, Message, Recorded, Site, Told, Wish } from './api';

// What the simulator told, as it told it; and the one way to ask it for something. All drawings read from here.

/** As many records, and as many messages, as the page keeps. */
const KEPT = 200;
/** And as many lines of a slip of paper as are seen above the printer. */
const SLIP = 12;

/** Of the page's own connection to the simulator. */
export const link = signal<'connecting' | 'live' | 'lost'>('connecting');
export const site = signal<Site | null>(null);
export const daemon = signal<Daemon>({ state: 'off' });
export const cable = signal<Cable>({ up: false, online: false });
export const clock = signal<Clock>({ offset_ms: 0 });
export const guests = signal<Guests>({ coming: false });
/** When this page began to listen, on the daemon's clock: what was told long before is no longer seen or heard. */
export const since_us = signal(0);
export const lines = signal<Readonly<Record<string, Line>>>({});
export const devices = signal<Readonly<Record<string, Readonly<Record<string, Told>>>>>({});
/** Newest last, as they were told. */
export const journal = signal<readonly Recorded[]>([]);
export const messages = signal<readonly Message[]>([]);
/** What came out of each printer, the newest line last. */
export const slips = signal<Readonly<Record<string, readonly string[]>>>({});
/** The last tap of each point. */
export const anatomies = signal<readonly Anatomy[]>([]);
/** How often somebody walked through, by point: what moves once a walk moves by this. */
export const walks = signal<Readonly<Record<string, number>>>({});
/** What the simulator would not do. */
export const refusal = signal<Words | null>(null);

/** The last `state` record of each point: the phase that its machine is in. */
export const phases = computed(() => {
  const found: Record<string, string> = {};
  for (const record of journal.value) {
    const state = record.data['state'];
    if (record.subject !== undefined && record.type === 'onecard.state.v1' && typeof state === 'string') {
      found[record.subject] = state;
    }
  }
  return found;
});

/** Ids of records that the broker has passed on. */
export const published = computed(() => {
  const ids = new Set<string>();
  for (const message of messages.value) {
    const id = (message.payload as { id?: unknown } | null)?.id;
    if (typeof id === 'string') {
      ids.add(id);
    }
  }
  return ids;
});

/** What only somebody who listens to each single thing wants: a beep is a moment, not a state. */
type Ear = (told: Told) => void;
const ears: Ear[] = [];

export function listen(ear: Ear): void {
  ears.push(ear);
}

function lastOf<T>(kept: readonly T[], one: T): readonly T[] {
  return [...kept.slice(1 - KEPT), one];
}

function take(happening: Happening): void {
  switch (happening.type) {
    case 'state':
      daemon.value = happening.daemon;
      cable.value = happening.cable;
      clock.value = happening.clock;
      guests.value = happening.guests;
      since_us.value = happening.mono_us;
      lines.value = happening.lines;
      devices.value = happening.devices;
      journal.value = happening.journal;
      messages.value = happening.mqtt;
      anatomies.value = happening.anatomies;
      break;
    case 'daemon':
      daemon.value = happening;
      if (happening.state === 'off') {
        devices.value = {}; // without power nothing shines, and no card is in a field
      }
      break;
    case 'cable':
      cable.value = happening;
      break;
    case 'clock':
      clock.value = happening;
      break;
    case 'guests':
      guests.value = happening;
      break;
    case 'line':
      lines.value = { ...lines.value, [happening.line]: happening };
      break;
    case 'device':
      devices.value = {
        ...devices.value,
        [happening.device]: { ...devices.value[happening.device], [happening.what]: happening },
      };
      if (happening.what === 'printed') {
        slips.value = { ...slips.value, [happening.device]: [...(slips.value[happening.device] ?? []), happening.line ?? ''].slice(-SLIP) };
      }
      ears.forEach((ear) => ear(happening));
      break;
    case 'journal':
      journal.value = lastOf(journal.value, happening.event);
      break;
    case 'mqtt':
      messages.value = lastOf(messages.value, happening);
      break;
    case 'anatomy':
      anatomies.value = [...anatomies.value.filter((other) => other.point !== happening.point), happening];
      break;
    case 'deed':
      if (happening.id === 'walk' && happening.point !== undefined) {
        walks.value = { ...walks.value, [happening.point]: (walks.value[happening.point] ?? 0) + 1 };
      }
      break;
  }
}

/** Connects, and again whenever the connection is lost; each time the simulator tells everything anew. */
export function connect(): void {
  const events = new EventSource('api/events');
  events.onopen = () => {
    void fetch('api/site')
      .then((answer) => answer.json() as Promise<Site>)
      .then((told) => {
        site.value = told;
        link.value = 'live';
      })
      .catch(() => (link.value = 'lost'));
  };
  events.onmessage = (message: MessageEvent<string>) => batch(() => take(JSON.parse(message.data) as Happening));
  events.onerror = () => (link.value = 'lost');
}

const UNREACHABLE: Words = { zh: '模拟器没有应答。', en: 'The simulator does not answer.' };

/** Asks the simulator for something. Whether it did it is seen in what it tells; what it would not do stands in `refusal`. */
export async function ask(wish: Wish): Promise<boolean> {
  try {
    const answer = await fetch('api/do', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(wish),
    });
    refusal.value = answer.ok ? null : [400, 500].includes(answer.status) ? ((await answer.json()) as Words) : UNREACHABLE;
    return answer.ok;
  } catch {
    refusal.value = UNREACHABLE;
    return false;
  }
}
