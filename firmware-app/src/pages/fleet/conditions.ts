import type { Seen } from './told';

/** How a device is, worst first: so they are sorted, counted and drawn. */
export const CONDITIONS = ['alarm', 'offline', 'doubt', 'silent', 'well'] as const;

export type Condition = (typeof CONDITIONS)[number];

/** Of events that wait: beyond it the line is down for longer, or too slow. */
const QUEUE_LONG = 100;

/** What a device that is away said last is not how it is: it is offline, whatever stood then. */
export function condition(seen: Seen): Condition {
  if (seen.online === false) {
    return 'offline';
  }
  if (seen.alarms.length > 0) {
    return 'alarm';
  }
  if (seen.online === null) {
    return 'silent';
  }
  return seen.clock === 'untrusted' || (seen.unsent ?? 0) >= QUEUE_LONG ? 'doubt' : 'well';
}

export type Order = 'trouble' | 'name' | 'queue' | 'listAge';

export interface Wish {
  /** Part of `site/device`; empty: any. */
  readonly name: string;
  /** Empty: all. */
  readonly site: string;
  readonly condition: Condition | null;
  readonly order: Order;
}

/**
 * Who is to be seen, in order.
 *
 * @param devices in the order of their names
 */
export function chosen(devices: readonly Seen[], wish: Wish): Seen[] {
  const name = wish.name.trim().toLowerCase();
  const rows: { readonly seen: Seen; readonly rank: number }[] = [];
  for (const seen of devices) {
    if ((wish.site !== '' && seen.site !== wish.site) || (name !== '' && !`${seen.site}/${seen.device}`.includes(name))) {
      continue;
    }
    const is = condition(seen);
    if (wish.condition === null || wish.condition === is) {
      rows.push({ seen, rank: rank(seen, is, wish.order) });
    }
  }
  rows.sort((a, b) => a.rank - b.rank); // which is stable
  return rows.map((row) => row.seen);
}

function rank(seen: Seen, is: Condition, order: Order): number {
  switch (order) {
    case 'trouble':
      return CONDITIONS.indexOf(is);
    case 'name':
      return 0;
    case 'queue':
      return -(seen.unsent ?? -1);
    case 'listAge':
      return -(seen.list_age_s ?? -1);
  }
}

export interface Site {
  readonly site: string;
  /** In the order of their names. */
  readonly conditions: readonly Condition[];
  readonly counts: Readonly<Record<Condition, number>>;
}

/** @param devices in the order of their names, as sites are then */
export function sites(devices: readonly Seen[]): Site[] {
  const bySite = new Map<string, Condition[]>();
  for (const seen of devices) {
    const of = bySite.get(seen.site);
    if (of === undefined) {
      bySite.set(seen.site, [condition(seen)]);
    } else {
      of.push(condition(seen));
    }
  }
  return [...bySite].map(([site, conditions]) => ({ site, conditions, counts: counts(conditions) }));
}

export function counts(conditions: Iterable<Condition>): Record<Condition, number> {
  const counted: Record<Condition, number> = { alarm: 0, offline: 0, doubt: 0, silent: 0, well: 0 };
  for (const each of conditions) {
    counted[each] += 1;
  }
  return counted;
}
