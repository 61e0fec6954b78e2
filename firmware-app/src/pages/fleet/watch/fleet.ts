import type { Alarm, Detail, HeldList, Seen, Tap } from '../told';
import { inner, isObj, type Obj, text, whole } from './json';
import { lateness } from './lateness';
import { Hour } from './minutes';
import { Taps } from './taps';

/** Beyond this it is no fleet but a flood; names of strangers cost no more memory then. */
export const DEVICES_MAX = 10_000;

/** Alarms of one device, and as many of visits, of which a person reads the first few. */
const ALARMS_MAX = 64;

const POINTS_MAX = 64;
const LISTS_MAX = 64;
const RECENT_TAPS = 100;

const NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;
const TOKEN = /^[0-9a-f]{32}$/;
const EPOCH = /^[0-9a-f]{8}$/;

interface Raised {
  readonly point: string;
  readonly alarm: string;
  readonly seq: number;
  readonly active: boolean;
  readonly at_ms: number;
  readonly detail: string;
}

/** One device in the making. */
class One {
  online: boolean | null = null;
  since = '';
  session = 0;
  version = '';
  board = '';
  clock = '';
  lists: HeldList[] = [];
  listAge_s: number | null = null;
  unsent: number | null = null;
  unsentOldest_s: number | null = null;
  journalPercent: number | null = null;
  clockOffset_us: number | null = null;
  readonly alarms = new Map<string, Raised>();
  /** Of visits and passes: they outlive a restart, and are not raised anew. */
  readonly lasting = new Map<string, Raised>();
  readonly points = new Set<string>();
  readonly hour = new Hour();
  offset_min: number | null = null;
  last: Tap | null = null;
  lastTapSeq = 0;
  epoch = '';
  boot = '';
  bootSeq = 0; // the newest record of that boot

  constructor(
    readonly id: number,
    readonly site: string,
    readonly device: string,
  ) {}

  /** Seq begins anew with a journal, and what an older one said is not compared with it. */
  began(journal: string): void {
    if (journal !== this.epoch) {
      this.epoch = journal;
      this.boot = '';
      this.bootSeq = 0;
      this.lastTapSeq = 0;
      this.alarms.clear();
      this.lasting.clear();
    }
  }
}

/**
 * The devices of one or more sites, put together from their messages alone: whatever comes twice, late, out of order or from an
 * earlier run changes nothing that is known better. The same rules as `onecard watch`.
 */
export class Fleet {
  private readonly devices: One[] = [];
  private readonly byName = new Map<string, One>();
  private readonly taps = new Taps();

  /** @param now milliseconds since 1970, of whoever watches */
  constructor(private readonly now: () => number) {}

  /** A message under `oc/v1/...`: the device of which it changed what is known; null if it changed nothing. */
  heard(topic: string, message: Obj): number | null {
    const levels = topic.split('/');
    if (levels[0] !== 'oc' || levels[1] !== 'v1') {
      return null;
    }
    const rule = this.rule(levels, message);
    const one = rule === null ? null : this.one(levels[2]!, levels[3]!);
    return one !== null && rule!(one) ? one.id : null;
  }

  /** What such a message does to a device; null: it is nobody's. */
  private rule(levels: readonly string[], message: Obj): ((one: One) => boolean) | null {
    switch (levels.length === 5 || levels[4] === 'evt' ? levels[4] : '') {
      case 'status':
        return (one) => status(one, message);
      case 'birth':
        return (one) => birth(one, message);
      case 'metrics':
        return (one) => metrics(one, message);
      case 'evt': {
        const data = inner(message, 'data');
        return data === null || levels.length !== 7 || !NAME.test(levels[5]!)
          ? null
          : (one) => this.event(one, levels[5]!, levels[6]!, message, data);
      }
      default:
        return null;
    }
  }

  private one(site: string, device: string): One | null {
    const name = `${site}/${device}`;
    const known = this.byName.get(name);
    if (known !== undefined) {
      return known;
    }
    if (this.devices.length >= DEVICES_MAX || !NAME.test(site) || !NAME.test(device)) {
      return null;
    }
    const one = new One(this.devices.length, site, device);
    this.devices.push(one);
    this.byName.set(name, one);
    return one;
  }

  private event(one: One, point: string, kind: string, message: Obj, data: Obj): boolean {
    const seq = whole(data, 'seq') ?? 0;
    const epoch = text(data, 'epoch');
    if (one.epoch === '') {
      one.began(epoch);
    }
    if (point !== 'device' && one.points.size < POINTS_MAX) {
      one.points.add(point);
    }
    one.offset_min = offset(text(message, 'time')) ?? one.offset_min;
    const ofThisJournal = epoch === one.epoch; // a birth says which one is kept now
    switch (kind) {
      case 'tap':
        return this.tap(one, seq, point, message, data, ofThisJournal);
      case 'alarm':
        return ofThisJournal && alarm(one, seq, point, message, data);
      default:
        return ofThisJournal && when(one, seq, data) === 'first of boot';
    }
  }

  private tap(one: One, seq: number, point: string, message: Obj, data: Obj, ofThisJournal: boolean): boolean {
    const now_ms = this.now();
    const tap = heardTap(one.id, seq, point, message, data, now_ms);
    const epoch = text(data, 'epoch');
    if (!EPOCH.test(epoch) || !this.taps.add({ ...tap, epoch, former: former(data, tap.token) }, now_ms)) {
      return false;
    }
    const at_ms = tap.at_ms ?? (tap.lateness === 'live' ? now_ms : null);
    if (tap.verdict !== 'asked' && at_ms !== null) {
      one.hour.add(at_ms, tap.latency_us, now_ms);
    }
    if (ofThisJournal && seq > one.lastTapSeq) {
      one.lastTapSeq = seq;
      one.last = tap;
    }
    return true;
  }

  /** As it stands in the table. */
  seen(id: number): Seen {
    const one = this.devices[id]!;
    return {
      id,
      site: one.site,
      device: one.device,
      online: one.online,
      session: one.session,
      version: one.version,
      offset_min: one.offset_min,
      clock: one.clock,
      list_age_s: one.listAge_s,
      unsent: one.unsent,
      alarms: standing(one),
      last: one.last,
    };
  }

  /** All of it. */
  detail(id: number): Detail {
    const one = this.devices[id]!;
    return {
      id,
      board: one.board,
      since: one.since,
      lists: one.lists,
      points: [...one.points].sort(),
      unsent_oldest_s: one.unsentOldest_s,
      journal_percent: one.journalPercent,
      clock_offset_us: one.clockOffset_us,
      taps: this.taps.of(id, RECENT_TAPS),
      minutes: one.hour.read(this.now()),
    };
  }

  find(digits: string, most: number): Tap[] {
    return this.taps.find(digits, most);
  }

  tapsHeld(): number {
    return this.taps.held();
  }

  tapsSinceMillis(): number | null {
    return this.taps.sinceMillis();
  }

  size(): number {
    return this.devices.length;
  }
}

/** A late will of an earlier session says nothing of this one. */
function status(one: One, message: Obj): boolean {
  const session = whole(message, 'session') ?? 0;
  const state = text(message, 'state');
  if (session < one.session || (state !== 'online' && state !== 'offline')) {
    return false;
  }
  one.session = session;
  one.online = state === 'online';
  one.since = text(message, 'since');
  return true;
}

function birth(one: One, message: Obj): boolean {
  one.version = text(message, 'version');
  one.board = text(message, 'board');
  one.clock = text(message, 'clock');
  const lists = Array.isArray(message['lists']) ? message['lists'].slice(0, LISTS_MAX).filter(isObj) : [];
  one.lists = lists.map((list) => ({
    name: text(list, 'name'),
    version: whole(list, 'version') ?? 0,
    age_s: whole(list, 'age_s') ?? 0,
    origin: text(list, 'origin'),
  }));
  one.listAge_s = oldest(one.lists.filter((list) => list.version > 0).map((list) => list.age_s));
  const epoch = text(inner(message, 'head') ?? {}, 'epoch');
  if (epoch !== '') {
    one.began(epoch);
  }
  return true;
}

const LIST_AGE = /^onecard_list_age_seconds\{list="([a-z0-9-]{1,32})"\}$/;

/** A birth that the broker retains may be days old, and so the ages in it; those of the last minute are better. */
function metrics(one: One, message: Obj): boolean {
  one.unsent = whole(message, 'onecard_unsent_events');
  one.unsentOldest_s = whole(message, 'onecard_unsent_oldest_seconds');
  one.journalPercent = whole(message, 'onecard_journal_full_percent');
  one.clockOffset_us = whole(message, 'onecard_clock_offset_microseconds');
  const ages = new Map<string, number>();
  for (const name in message) {
    const list = name.startsWith('onecard_list_age') ? LIST_AGE.exec(name)?.[1] : undefined;
    const age_s = whole(message, name);
    if (list !== undefined && age_s !== null) {
      ages.set(list, age_s);
    }
  }
  if (ages.size > 0) {
    one.lists = one.lists.map((list) => ({ ...list, age_s: ages.get(list.name) ?? list.age_s }));
    one.listAge_s = oldest([...ages.values()]);
  }
  return true;
}

function oldest(ages_s: readonly number[]): number | null {
  return ages_s.length === 0 ? null : Math.max(...ages_s);
}

const OFFSET = /([+-])(\d\d):(\d\d)$/;

function offset(time: string): number | null {
  const zone = OFFSET.exec(time);
  return zone === null ? null : (zone[1] === '-' ? -1 : 1) * (60 * Number(zone[2]) + Number(zone[3]));
}

function heardTap(device: number, seq: number, point: string, message: Obj, data: Obj, now_ms: number): Tap {
  const credential = inner(data, 'credential') ?? {};
  const time = text(message, 'time');
  const at_ms = Date.parse(time);
  const token = text(credential, 'token');
  const undated = Number.isNaN(at_ms) || text(data, 'clock') === 'untrusted';
  return {
    device,
    seq,
    at_ms: undated ? null : at_ms,
    offset_min: offset(time) ?? 0,
    point,
    direction: text(data, 'direction'),
    verdict: text(data, 'verdict'),
    reason: text(data, 'reason'),
    kind: text(credential, 'kind'),
    token: TOKEN.test(token) ? token : '',
    latency_us: latency(text(message, 'latencyus', LATENCY_MAX)),
    lateness: lateness(message, now_ms),
  };
}

const LATENCY_MAX = 400;
const STAGE = /[a-z]+=(\d{1,12})/g;

/** All stages that were told, `card=61000,lookup=6,queue=180`, together. */
function latency(told: string): number | null {
  let sum: number | null = null;
  for (const stage of told.matchAll(STAGE)) {
    sum = (sum ?? 0) + Number(stage[1]);
  }
  return sum;
}

/** What a token was under the site's former key, while that is rolled. */
function former(data: Obj, token: string): string {
  const was = token === '' ? '' : text(inner(data, 'former') ?? {}, token);
  return TOKEN.test(was) ? was : '';
}

/**
 * Alarms of an earlier boot are over: what still holds is raised anew. Those of a pass stand until they are lowered, by whichever
 * boot, and so count in the order of their records.
 */
function alarm(one: One, seq: number, point: string, message: Obj, data: Obj): boolean {
  const of = when(one, seq, data);
  const name = text(data, 'alarm') || '?';
  const pass = text(data, 'pass');
  const lasts = pass !== '';
  if (of === 'of earlier boot' && !lasts) {
    return false;
  }
  const all = lasts ? one.lasting : one.alarms;
  const anew = of === 'first of boot';
  const key = [point, name, pass, text(data, 'peer')].join(' ');
  const before = all.get(key);
  if (before === undefined ? !hasRoom(all) : before.seq >= seq) {
    return anew;
  }
  const at_ms = Date.parse(text(message, 'time'));
  all.set(key, {
    point,
    alarm: name,
    seq,
    active: data['active'] === true,
    at_ms: Number.isNaN(at_ms) ? 0 : at_ms,
    detail: text(data, 'detail'),
  });
  return true;
}

/** That one was lowered is forgotten for one that may stand. */
function hasRoom(all: Map<string, Raised>): boolean {
  if (all.size < ALARMS_MAX) {
    return true;
  }
  let first: [string, Raised] | null = null;
  for (const each of all) {
    if (!each[1].active && (first === null || each[1].seq < first[1].seq)) {
      first = each;
    }
  }
  return first !== null && all.delete(first[0]);
}

/** Those of several passes at one point are one, that often. */
function standing(one: One): Alarm[] {
  if (one.alarms.size === 0 && one.lasting.size === 0) {
    return NONE;
  }
  const alarms = new Map<string, Alarm>();
  for (const raised of [...one.alarms.values(), ...one.lasting.values()]) {
    if (raised.active) {
      const name = `${raised.point} ${raised.alarm}`;
      const same = alarms.get(name);
      alarms.set(name, {
        point: raised.point,
        alarm: raised.alarm,
        times: (same?.times ?? 0) + 1,
        at_ms: Math.max(same?.at_ms ?? 0, raised.at_ms),
        detail: raised.detail,
      });
    }
  }
  return [...alarms.values()].sort((a, b) => b.at_ms - a.at_ms);
}

const NONE: Alarm[] = [];

/** A backlog of before the last boot comes after what is live: it begins no boot anew. */
function when(one: One, seq: number, data: Obj): 'of earlier boot' | 'first of boot' | 'of boot' {
  const boot = text(data, 'boot');
  if (boot === '' || boot === one.boot) {
    one.bootSeq = Math.max(one.bootSeq, seq);
    return 'of boot';
  }
  if (seq < one.bootSeq) {
    return 'of earlier boot';
  }
  one.boot = boot;
  one.bootSeq = seq;
  one.alarms.clear();
  return 'first of boot';
}
