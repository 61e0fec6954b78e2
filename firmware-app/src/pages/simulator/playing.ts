import { effect, signal } from '@preact/signals';
import type { Words } from '../common/language';
import type { Deed, DeviceKind, Item } from './api';
import { ask, daemon, devices, listen, refusal } from './world';

// What is in one's hand, and what lies on a reader: the page's own state, and all it has.

/** What was taken out of the hand and waits for a place. */
export const picked = signal<Item | null>(null);

/** A deed that wants to be told of which device, and nothing else: it is picked as a thing is, and then the device. */
export const tool = signal<Deed | null>(null);

export function isTool({ arguments: told = [] }: Deed): boolean {
  return told.length === 1 && told[0]?.kind === 'device';
}

export function pick(item: Item | null): void {
  picked.value = item;
  tool.value = null;
}

export function pickTool(deed: Deed | null): void {
  tool.value = deed;
  picked.value = null;
}

/** How a card is held there: taken away when it was answered, left there, or pulled away in the middle. */
export type Manner = 'tap' | 'leave' | 'tear';
export const manner = signal<Manner>('tap');
/** Pulled away after so many commands. */
export const tearAfter = signal(2);
/** What is pressed on a keypad; the item's own keys where nothing is. */
export const keys = signal('');

/** What lies on each device, by its name. Guests' things are not known here: of those the field alone is told. */
export const lying = signal<Readonly<Record<string, Item>>>({});

/** A person looks at the answer before the card goes back into the pocket. */
const LOOKS_FOR_MS = 700;
/** And does not wait for ever. */
const PATIENCE_MS = 4000;
/** Readers are silent where the same card is waved twice; whoever plays wonders why. */
const SILENT: Words = {
  zh: '读卡器没有反应。同一张卡刚拿开就再刷,只算一次(一般 1.5 秒内,消费终端 2 秒内,已签到的 60 秒内)。',
  en: 'The reader told nothing. A card that comes back at once has come once: within 1.5 s, at a till 2 s, at a desk where it has signed in 60 s.',
};

/** Whatever is to be taken away, and when; `null` until it is known to lie there. */
const away = new Map<string, ReturnType<typeof setTimeout> | null>();

/** What was put there last. */
export const given = signal<Readonly<Record<string, Item>>>({});

/** Whether what is picked can be put there; undefined while nothing is. */
export function fits(kind: DeviceKind): boolean | undefined {
  return tool.value !== null ? true : picked.value?.at.includes(kind);
}

export function use(deed: Deed, device: string): void {
  tool.value = null;
  void ask({ deed: deed.id, [deed.arguments?.[0]?.name ?? 'device']: device });
}

/** Whether a device has something in front of it, ours or a guest's. */
export function occupied(device: string): boolean {
  return devices.value[device]?.['field']?.on === true || device in lying.value;
}

/** Whether anything was put anywhere yet: who has done it needs to be told no more how. */
export const played = signal(false);

/** Puts it there; a card as `manner` says. */
export async function give(item: Item, device: string): Promise<void> {
  pick(null);
  played.value = true;
  given.value = { ...given.value, [device]: item };
  const torn = manner.value === 'tear' && item.kind === 'card';
  const stays = !torn && item.kind === 'card';
  if (stays) {
    lying.value = { ...lying.value, [device]: item };
  }
  staysThere(device);
  if (stays && manner.value !== 'leave') {
    away.set(device, null);
  }
  const done = await ask({
    item: item.id,
    device,
    ...(torn ? { tear: tearAfter.value } : {}),
    ...(item.kind === 'keys' && keys.value !== '' ? { keys: keys.value } : {}),
  });
  if (!done) {
    forget(device);
  } else if (away.get(device) === null) {
    takeAwayAfter(device, PATIENCE_MS, SILENT); // it may have been answered before, and is looked at then
  }
}

/** Whether it was; else it lies there still. */
export async function takeAway(device: string): Promise<boolean> {
  const { [device]: item } = lying.value;
  forget(device);
  const gone = await ask({ remove: true, device });
  if (!gone && item !== undefined && daemon.value.state !== 'off') {
    lying.value = { [device]: item, ...lying.value };
  }
  return gone;
}

/** @param why said then, where it was taken away */
function takeAwayAfter(device: string, wait_ms: number, why: Words | null): void {
  staysThere(device);
  const now = async () => {
    const gone = await takeAway(device);
    // Unless somebody was quicker, and has been told something else by now.
    if (gone && why !== null && refusal.value === null && !(device in lying.value)) {
      refusal.value = why;
    }
  };
  away.set(
    device,
    setTimeout(() => void now(), wait_ms),
  );
}

/** Nobody takes it away by the clock any more. */
function staysThere(device: string): void {
  clearTimeout(away.get(device) ?? undefined);
  away.delete(device);
}

/** Nothing of ours lies there any more. */
function forget(device: string): void {
  staysThere(device);
  const { [device]: _, ...rest } = lying.value;
  lying.value = rest;
}

effect(() => {
  if (daemon.value.state === 'off') {
    [...away.keys()].forEach(staysThere);
    lying.value = {};
  }
});

listen((told) => {
  const device = told.reader ?? told.device;
  if (told.what === 'light' && away.has(device)) {
    takeAwayAfter(device, LOOKS_FOR_MS, null);
  }
  if (told.what === 'field' && told.on === false) {
    forget(device);
  }
});
