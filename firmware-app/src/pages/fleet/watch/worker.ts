/// <reference lib="webworker" />
// Listens and knows: everything that comes for each message happens here, so the page that draws never waits for it. What has changed
// is told in batches.
import type { ToPage, ToWorker } from '../told';
import { Fleet } from './fleet';
import { Link } from './link';

declare const self: DedicatedWorkerGlobalScope;

/** As often as a person reads. */
const BATCH_MS = 100;

/** Rows in one batch: what the page takes in well within a frame. The first ones of a large fleet come in several. */
const BATCH_ROWS = 200;
const NEXT_BATCH_MS = 16;

const DETAIL_MS = 250;
const PULSE_MS = 1_000;
const FOUND_MAX = 200;
const PULSES = 60;

let fleet = new Fleet(Date.now);
let link: Link | null = null;
let changed = new Set<number>();
let batch: ReturnType<typeof setTimeout> | null = null;
let watched: number | null = null;
let detailDue = false;
let messages = 0;
let taps = 0;
let perSecond: number[] = [];

function tell(message: ToPage): void {
  self.postMessage(message);
}

function tellBatch(): void {
  const ids = [...changed].slice(0, BATCH_ROWS);
  ids.forEach((id) => changed.delete(id));
  tell({ is: 'devices', seen: ids.map((id) => fleet.seen(id)) });
  batch = changed.size === 0 ? null : setTimeout(tellBatch, NEXT_BATCH_MS);
}

function heard(topic: string, message: Parameters<Fleet['heard']>[1]): void {
  messages += 1;
  const id = fleet.heard(topic, message);
  if (id === null) {
    return;
  }
  if (topic.endsWith('/tap')) {
    taps += 1;
  }
  changed.add(id);
  batch ??= setTimeout(tellBatch, BATCH_MS);
  detailDue ||= id === watched;
}

function tellDetail(): void {
  if (watched !== null && watched < fleet.size()) {
    tell({ is: 'detail', detail: fleet.detail(watched) });
  }
  detailDue = false;
}

setInterval(() => {
  if (detailDue) {
    tellDetail();
  }
}, DETAIL_MS);

setInterval(() => {
  if (link === null) {
    return;
  }
  perSecond = [...perSecond, taps].slice(-PULSES);
  tell({ is: 'pulse', messages_per_s: messages, taps_per_min: perSecond.reduce((sum, each) => sum + each, 0), taps: perSecond });
  messages = 0;
  taps = 0;
}, PULSE_MS);

function leave(): void {
  link?.close();
  link = null;
  fleet = new Fleet(Date.now);
  changed = new Set();
  watched = null;
  perSecond = [];
  tell({ is: 'link', state: 'idle', why: '', at_ms: Date.now() });
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  switch (data.do) {
    case 'connect':
      leave();
      try {
        link = new Link(
          { ...data, site: data.site === '' ? '+' : data.site },
          { link: (state, why) => tell({ is: 'link', state, why, at_ms: Date.now() }), message: heard },
        );
      } catch (wrong) {
        tell({ is: 'link', state: 'refused', why: wrong instanceof Error ? wrong.message : String(wrong), at_ms: Date.now() });
      }
      break;
    case 'leave':
      leave();
      break;
    case 'watch':
      watched = data.device;
      tellDetail();
      break;
    case 'find':
      tell({
        is: 'found',
        ask: data.ask,
        found: { taps: fleet.find(data.token, FOUND_MAX), held: fleet.tapsHeld(), since_ms: fleet.tapsSinceMillis() },
      });
      break;
    case 'send': {
      const { id } = data;
      if (link === null) {
        tell({ is: 'answer', id, answer: { kind: 'away' } });
      } else {
        void link.send(data.topic, data.command, id).then((answer) => tell({ is: 'answer', id, answer }));
      }
      break;
    }
  }
};
