// Plays a fleet at a broker: states, births, metrics and events as the contract has them, of devices that are nowhere.
//
//   node test/fleet-load.mjs [--url mqtt://127.0.0.1:1883] [--devices 2000] [--events 200] [--seconds N]
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import mqtt from 'mqtt';

const SITES = ['langxi-hall', 'chengguan', 'jiangbei', 'xinhua-library', 'no-1-school', 'canteen-east', 'canteen-west', 'metro-line-2'];
const DEVICES = ['north-gate', 'south-gate', 'lobby', 'garage', 'kitchen', 'till', 'library', 'meeting', 'visitors', 'stairs'];
const SCENES = { gate: 'turnstile', lobby: 'door', garage: 'barrier', kitchen: 'door', till: 'canteen', library: 'turnstile' };
const REFUSALS = ['UNKNOWN', 'EXPIRED', 'DENIED_LIST', 'SCHEDULE', 'CARD_UNREADABLE', 'PASSBACK', 'WRONG_POINT'];
const ALARMS = ['forced', 'held_open', 'reader_lost', 'tamper', 'contact_lost', 'journal_nearly_full', 'printer_trouble'];
const PER_SITE = 50;
const PEOPLE = 500;
const STANDING = 40;
const TICK_MS = 50;
const METRICS_MS = 60_000;
const HASH = 'ab'.repeat(32);
const SIG = 'A'.repeat(86);

const hex = (bytes) => randomBytes(bytes).toString('hex');
const one = (of) => of[Math.floor(Math.random() * of.length)];

/** In Asia/Shanghai, as devices there write it. */
function shanghai(ms) {
  return new Date(ms + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
}

function device(i) {
  const turn = Math.floor(i / PER_SITE);
  const site = SITES[turn % SITES.length] + (turn < SITES.length ? '' : `-${Math.floor(turn / SITES.length) + 1}`);
  const kind = DEVICES[i % DEVICES.length];
  const within = Math.floor((i % PER_SITE) / DEVICES.length) + 1;
  return {
    site,
    device: within === 1 ? kind : `${kind}-${within}`,
    point: `${kind.split('-').at(-1)}-1`,
    scene: SCENES[kind.split('-').at(-1)] ?? 'door',
    session: 1 + Math.floor(Math.random() * 1e9),
    epoch: hex(4),
    boot: hex(2),
    seq: 1,
    unsent: 0,
    since: Date.now(),
    clock: i % 97 === 5 ? 'untrusted' : i % 13 === 4 ? 'rtc' : 'synced',
    online: i % 61 !== 7,
    alarms: new Set(),
    listAge_s: 600 * (1 + (i % 40)),
  };
}

/**
 * @param {{url: string, devices?: number, events?: number}} what
 * @returns {Promise<{devices: object[], published: () => number, alarm: Function, tap: Function, stop: () => Promise<void>}>}
 */
export async function play({ url, devices: many = 2_000, events = 200 }) {
  const client = await mqtt.connectAsync(url, { protocolVersion: 5, clientId: `oc-load-${hex(6)}` });
  const devices = Array.from({ length: many }, (_, i) => device(i));
  const people = Array.from({ length: PEOPLE }, () => hex(16));
  const standing = new Set(); // devices with alarms, those that have them longest first
  let published = 0;

  const say = (of, what, message, options = {}) => {
    published += 1;
    return client.publishAsync(`oc/v1/${of.site}/${of.device}/${what}`, JSON.stringify(message), { qos: 1, ...options });
  };
  const status = (of) =>
    say(of, 'status', { state: of.online ? 'online' : 'offline', session: of.session, since: shanghai(of.since) }, { retain: true });
  const birth = (of) => say(of, 'birth', birthOf(of), { retain: true });
  const metrics = (of) =>
    say(
      of,
      'metrics',
      {
        onecard_unsent_events: of.unsent,
        onecard_unsent_oldest_seconds: of.unsent * 2,
        onecard_journal_full_percent: 12,
        'onecard_list_age_seconds{list="staff"}': (of.listAge_s += 60),
        onecard_clock_offset_microseconds: Math.floor(Math.random() * 4_000) - 2_000,
        onecard_uplink_online: 1,
      },
      { qos: 0 },
    );
  const event = (of, kind, data, latencyus) =>
    say(of, `evt/${of.point}/${kind}`, {
      specversion: '1.0',
      id: `${of.device}:${of.epoch}:${of.seq}`,
      source: `/onecard/${of.site}/${of.device}`,
      type: `onecard.${kind}.v1`,
      subject: of.point,
      time: shanghai(Date.now()),
      datacontenttype: 'application/json',
      data: {
        epoch: of.epoch,
        seq: of.seq++,
        boot: of.boot,
        mono_us: Math.floor(performance.now() * 1000),
        clock: of.clock,
        prev: HASH,
        hash: HASH,
        site: of.site,
        device: of.device,
        point: of.point,
        scene: of.scene,
        ...data,
      },
      replayed: false,
      ...(latencyus === undefined ? {} : { latencyus }),
    });
  const tap = (of, { token = one(people), reason = Math.random() < 0.9 ? 'OK' : one(REFUSALS) } = {}) =>
    event(
      of,
      'tap',
      {
        reader: 'in',
        direction: Math.random() < 0.6 ? 'in' : 'out',
        verdict: reason === 'OK' ? 'granted' : 'refused',
        reason,
        rule: 'staff',
        credential: { kind: one(['ssc', 'ssc', 'ssc', 'qr', 'face', 'tunion']), generation: 3, token, assurance: 'A1' },
        list: { name: 'staff', version: 17 },
        decided: { steps: '.++.+++++++........' },
      },
      `card=${40_000 + Math.floor(Math.random() * 60_000)},lookup=6,queue=${100 + Math.floor(Math.random() * 300)}`,
    );
  const alarm = (of, name, active) => {
    of.alarms[active ? 'add' : 'delete'](name);
    standing[of.alarms.size > 0 ? 'add' : 'delete'](of);
    return event(of, 'alarm', { alarm: name, active });
  };

  for (let i = 0; i < many; i += 100) {
    await Promise.all(devices.slice(i, i + 100).flatMap((of) => [status(of), birth(of)]));
  }

  const anything = () => {
    const of = one(devices);
    if (!of.online) {
      return;
    }
    const dice = Math.random();
    if (dice < 0.8) {
      void tap(of);
    } else if (dice < 0.985) {
      void event(of, 'passage', { result: 'passed', direction: 'in', cause_seq: of.seq - 1 });
    } else {
      const [first] = standing;
      void (standing.size < STANDING ? alarm(of, one(ALARMS), true) : alarm(first, [...first.alarms][0], false));
    }
  };
  let due = 0;
  let last = performance.now();
  let measured = 0;
  const ticking = setInterval(() => {
    const now = performance.now();
    due += ((now - last) / 1000) * events;
    const measuring = Math.floor((now / METRICS_MS) * many);
    for (let i = Math.max(measured, measuring - many); i < measuring; i++) {
      void metrics(devices[i % many]);
    }
    measured = measuring;
    last = now;
    for (; due >= 1; due--) {
      anything();
    }
  }, TICK_MS);
  measured = Math.floor((performance.now() / METRICS_MS) * many);

  return {
    devices,
    published: () => published,
    alarm,
    tap,
    metrics,
    status,
    stop: async () => {
      clearInterval(ticking);
      await client.endAsync();
    },
  };
}

function birthOf(of) {
  return {
    version: '0.1.0',
    site: of.site,
    device: of.device,
    session: of.session,
    board: 'Raspberry Pi 4',
    config: HASH,
    clock: of.clock,
    device_key: `ed25519:${'B'.repeat(43)}`,
    readers: ['in'],
    lists: [
      { name: 'staff', version: 17, age_s: of.listAge_s, origin: 'local' },
      { name: 'deny', version: 0, age_s: 0, origin: 'none' },
    ],
    first: { epoch: of.epoch, seq: 1, sig: SIG },
    head: { epoch: of.epoch, seq: of.seq, hash: HASH, sig: SIG },
  };
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'mqtt://127.0.0.1:1883' },
      devices: { type: 'string', default: '2000' },
      events: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '0' },
    },
  });
  const load = await play({ url: values.url, devices: Number(values.devices), events: Number(values.events) });
  console.log(`${load.devices.length} devices, ${values.events} events/s, at ${values.url}`);
  if (values.seconds !== '0') {
    setTimeout(() => void load.stop(), 1000 * Number(values.seconds));
  }
}
