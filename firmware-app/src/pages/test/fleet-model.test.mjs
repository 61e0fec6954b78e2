import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { example } from './contract.mjs';
import { sources } from './sources.mjs';

const { Fleet, DEVICES_MAX, Hour, Taps, chosen, sites, condition } = await sources(
  '/fleet/watch/fleet.ts',
  '/fleet/watch/minutes.ts',
  '/fleet/watch/taps.ts',
  '/fleet/conditions.ts',
);

const NOW = Date.parse('2026-11-23T01:00:00Z');
const DEVICE = 'oc/v1/langxi-hall/north-gate/';

/** A fleet as `onecard watch` puts it together (FleetTest), from the contract's own examples. */
function watched() {
  const fleet = new Fleet(() => NOW);
  const heard = (what, message) => fleet.heard(DEVICE + what, message);
  const event = (kind, name, data = {}, message = {}) => {
    const told = example(name);
    return heard(`evt/door-1/${kind}`, { ...told, ...message, data: { ...told.data, ...data } });
  };
  const visit = (alarm, pass, active, seq, boot = '51d0', peer = undefined) => {
    const told = example('event.alarm-overstay');
    return heard('evt/gate-1/alarm', { ...told, data: { ...told.data, alarm, pass, active, seq, boot, ...(peer && { peer }) } });
  };
  const north = () => fleet.seen(0);
  const alarms = () =>
    north()
      .alarms.map((each) => `${each.point} ${each.alarm}${each.times > 1 ? ` x${each.times}` : ''}`)
      .sort();
  return { fleet, heard, event, visit, north, alarms };
}

describe('a fleet', () => {
  it('is what its messages say', () => {
    const { heard, event, north, fleet } = watched();
    heard('status', example('status.online'));
    heard('birth', example('birth.door'));
    heard('metrics', { onecard_unsent_events: 17 });
    event('tap', 'event.tap-granted', { seq: 42 });

    const seen = north();
    assert.deepEqual([seen.site, seen.device, seen.online, seen.session], ['langxi-hall', 'north-gate', true, 7]);
    assert.deepEqual([seen.version, seen.clock, seen.list_age_s, seen.unsent], ['0.1.0', 'synced', 60, 17]);
    assert.deepEqual([seen.last.reason, seen.last.verdict, seen.last.latency_us], ['OK', 'granted', 61_186]);
    assert.equal(seen.offset_min, 480);
    assert.deepEqual(fleet.detail(0).points, ['door-1']);
  });

  it('takes a late will of an earlier session for nothing', () => {
    const { heard, north } = watched();
    heard('status', { ...example('status.online'), session: 8 });
    assert.equal(heard('status', { ...example('status.offline'), session: 7 }), null);
    assert.equal(north().online, true);
    heard('status', { ...example('status.offline'), session: 8 });
    assert.equal(north().online, false);
  });

  it('keeps an alarm until it is lowered, or its boot ends', () => {
    const { event, alarms } = watched();
    event('alarm', 'event.alarm-forced', { seq: 50 });
    assert.deepEqual(alarms(), ['door-1 forced']);
    event('state', 'event.state-released', { seq: 51 });
    assert.deepEqual(alarms(), ['door-1 forced']);
    event('state', 'event.state-released', { seq: 60, boot: 'ffff' });
    assert.deepEqual(alarms(), []);
  });

  it('keeps an alarm of a visit over restarts, each by itself', () => {
    const { event, visit, alarms } = watched();
    visit('overstay', '11', true, 50);
    visit('overstay', '22', true, 51);
    assert.deepEqual(alarms(), ['gate-1 overstay x2']);
    visit('overstay', '11', false, 52);
    visit('pass_used_twice', '22', true, 53, '51d0', 'barrier');
    visit('pass_used_twice', '22', true, 54, '51d0', 'hall');
    visit('pass_used_twice', '22', false, 55, '51d0', 'hall');
    event('alarm', 'event.alarm-forced', { seq: 56 });
    event('state', 'event.state-released', { seq: 60, boot: 'ffff' });
    assert.deepEqual(alarms(), ['gate-1 overstay', 'gate-1 pass_used_twice']);
  });

  it('lets many alarms of visits hide no other, and those that are lowered make room', () => {
    const { event, visit, alarms } = watched();
    for (let i = 0; i < 100; i++) {
      visit('overstay', `a${i}`, true, 100 + i);
    }
    event('alarm', 'event.alarm-forced', { seq: 300 });
    assert.deepEqual(alarms(), ['door-1 forced', 'gate-1 overstay x64']);
    for (let i = 0; i < 64; i++) {
      visit('overstay', `a${i}`, false, 400 + i);
    }
    visit('overstay', 'b', true, 500);
    assert.deepEqual(alarms(), ['door-1 forced', 'gate-1 overstay']);
  });

  it('is not turned back by what comes late', () => {
    const { event, alarms, north } = watched();
    event('alarm', 'event.alarm-forced', { active: false, seq: 55 });
    event('alarm', 'event.alarm-forced');
    assert.deepEqual(alarms(), []);
    event('tap', 'event.tap-refused', { seq: 90 });
    event('tap', 'event.tap-granted', { seq: 80 });
    assert.equal(north().last.seq, 90);
  });

  it('ends and raises no alarm by a backlog of before the last boot', () => {
    const { event, alarms } = watched();
    event('alarm', 'event.alarm-forced', { seq: 200, boot: 'ffff' });
    event('alarm', 'event.alarm-device', { seq: 100 });
    event('state', 'event.state-released', { seq: 101 });
    event('state', 'event.state-released', { seq: 150, boot: 'ffff' });
    assert.deepEqual(alarms(), ['door-1 forced']);
  });

  it('compares nothing with what an earlier journal said', () => {
    const { heard, event, alarms, north } = watched();
    heard('birth', example('birth.door'));
    event('alarm', 'event.alarm-forced', { seq: 50 });
    event('tap', 'event.tap-granted', { seq: 51 });
    event('tap', 'event.tap-refused', { epoch: '00000000', seq: 900 });
    assert.deepEqual([north().last.seq, alarms()], [51, ['door-1 forced']]);
  });

  it('has no age of a list that is not held yet', () => {
    const { heard, north } = watched();
    heard('birth', { ...example('birth.door'), lists: [{ name: 'staff', version: 0, age_s: 0, origin: 'none' }] });
    assert.equal(north().list_age_s, null);
    heard('metrics', example('metrics.door'));
    assert.equal(north().list_age_s, 86_400);
  });

  it('marks a tap that is told late', () => {
    for (const [time, clock, late] of [
      ['2026-11-23T08:50:00.000+08:00', 'synced', 'late'],
      ['2026-11-22T08:00:00.000+08:00', 'synced', 'old'],
      ['2026-11-02T08:00:00.000+08:00', 'rtc', 'history'],
      ['2026-11-23T08:50:00.000+08:00', 'untrusted', 'undated'],
    ]) {
      const { event, north } = watched();
      event('tap', 'event.tap-granted', { clock }, { replayed: true, time });
      assert.equal(north().last.lateness, late);
    }
  });

  it('tells a record once, however often it is delivered', () => {
    const { event, fleet } = watched();
    event('tap', 'event.tap-granted', { seq: 42 });
    assert.equal(event('tap', 'event.tap-granted', { seq: 42 }, { replayed: true }), null);
    assert.equal(fleet.detail(0).taps.length, 1);
  });

  it('knows no device by a strange topic', () => {
    const fleet = new Fleet(() => NOW);
    for (const topic of ['', 'oc/v1', 'oc/v2/a/b/status', 'oc/v1/a/b/rsp/x', 'x/y', 'oc/v1/A b/c/status', 'oc/v1/a/b/status/x']) {
      assert.equal(fleet.heard(topic, example('status.online')), null, topic);
    }
    assert.equal(fleet.heard('oc/v1/a/b/evt/door-1/tap', {}), null);
    assert.equal(fleet.size(), 0);
  });

  it('shows nothing that a stranger would move it by', () => {
    const { event, north } = watched();
    event('tap', 'event.tap-granted', { reason: `\u202ex\u0007${'z'.repeat(200)}` });
    assert.match(north().last.reason, /^\?x\?z{76}…$/);
  });

  it('has no more devices than a fleet has', () => {
    const fleet = new Fleet(() => NOW);
    for (let i = 0; i <= DEVICES_MAX; i++) {
      fleet.heard(`oc/v1/a/d${i}/status`, example('status.online'));
    }
    assert.equal(fleet.size(), DEVICES_MAX);
  });
});

const TAP = {
  device: 1,
  seq: 1,
  epoch: '7f3a19c2',
  at_ms: NOW,
  offset_min: 480,
  point: 'door-1',
  direction: 'in',
  verdict: 'granted',
  reason: 'OK',
  kind: 'ssc',
  token: '0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f',
  former: '',
  latency_us: 61_000,
  lateness: 'live',
};

describe('taps', () => {
  it('are what was put in', () => {
    const taps = new Taps();
    taps.add(TAP, NOW);
    const { epoch: _, former: __, ...told } = TAP;
    assert.deepEqual(taps.of(1, 10), [told]);
    assert.deepEqual(taps.of(2, 10), []);
  });

  it('are found by the first digits of a token, or of its former one, newest first', () => {
    const taps = new Taps();
    taps.add(TAP, NOW);
    taps.add({ ...TAP, device: 2, token: '0f0f0f0faaaaaaaaaaaaaaaaaaaaaaaa' }, NOW);
    taps.add({ ...TAP, device: 3, token: 'ff'.repeat(16), former: TAP.token }, NOW);
    taps.add({ ...TAP, device: 4, token: '' }, NOW);
    assert.deepEqual(
      taps.find('0f0f0f0f0', 10).map((tap) => tap.device),
      [3, 1],
    );
    assert.deepEqual(
      taps.find('0f0f0f0f', 2).map((tap) => tap.device),
      [3, 2],
    );
    assert.deepEqual(taps.find('0000', 10), [], 'a tap without a token is nobody');
  });

  it('forget the oldest and grow no more', () => {
    const taps = new Taps();
    const capacity = 1 << 17;
    for (let seq = 1; seq <= capacity + 10; seq++) {
      taps.add({ ...TAP, device: seq <= 5 ? 9 : 1, seq }, NOW + seq);
    }
    assert.equal(taps.held(), capacity);
    assert.equal(taps.sinceMillis(), NOW + 11);
    assert.deepEqual(taps.of(9, 10), [], 'overwritten');
    assert.equal(taps.of(1, capacity + 1).length, capacity);
  });
});

describe('an hour', () => {
  it('counts by the minute, and forgets what is over', () => {
    const hour = new Hour();
    hour.add(NOW - 61 * 60_000, 1_000, NOW);
    hour.add(NOW - 60_000, 10_000, NOW);
    hour.add(NOW, 20_000, NOW);
    hour.add(NOW, 40_000, NOW);
    hour.add(NOW, null, NOW);
    const now = hour.read(NOW);
    assert.deepEqual(
      [now.taps.slice(-2), now.mean_ms.slice(-2), now.slowest_ms.slice(-2)],
      [
        [1, 3],
        [10, 30],
        [10, 40],
      ],
    );
    assert.equal(now.at_s.at(-1) * 1000, NOW);
    assert.equal(
      now.taps.reduce((sum, each) => sum + each),
      4,
    );
    assert.deepEqual(hour.read(NOW + 30 * 60_000).taps.slice(29, 31), [3, 0]);
    assert.equal(Math.max(...hour.read(NOW + 3 * 3_600_000).taps), 0);
  });
});

describe('the table', () => {
  const seen = (id, site, device, more = {}) => ({
    id,
    site,
    device,
    online: true,
    clock: 'synced',
    unsent: 0,
    list_age_s: 60,
    alarms: [],
    ...more,
  });
  const alarm = { point: 'door-1', alarm: 'forced', times: 1, at_ms: 0, detail: '' };
  const fleet = [
    seen(0, 'a', 'away', { online: false, alarms: [alarm] }),
    seen(1, 'a', 'well'),
    seen(2, 'b', 'clock', { clock: 'untrusted' }),
    seen(3, 'b', 'forced', { alarms: [alarm] }),
    seen(4, 'b', 'new', { online: null }),
    seen(5, 'b', 'queue', { unsent: 500, list_age_s: 9_000 }),
  ];
  const wish = { name: '', site: '', condition: null, order: 'trouble' };
  const names = (more) => chosen(fleet, { ...wish, ...more }).map((each) => each.device);

  it('has those in trouble first', () => {
    assert.deepEqual(names({}), ['forced', 'away', 'clock', 'queue', 'new', 'well']);
  });

  it('is chosen from by name, site and condition, and sorted', () => {
    assert.deepEqual(names({ name: 'B/Q' }), ['queue']);
    assert.deepEqual(names({ site: 'a' }), ['away', 'well']);
    assert.deepEqual(names({ condition: 'doubt' }), ['clock', 'queue']);
    assert.equal(names({ order: 'queue' })[0], 'queue');
    assert.equal(names({ order: 'listAge' })[0], 'queue');
    assert.deepEqual(names({ order: 'name' }), ['away', 'well', 'clock', 'forced', 'new', 'queue']);
  });

  it('takes an alarm of a device that is away for nothing that is known now', () => {
    assert.equal(condition(fleet[0]), 'offline');
  });

  it('counts by site', () => {
    assert.deepEqual(
      sites(fleet).map(({ site, conditions }) => [site, conditions]),
      [
        ['a', ['offline', 'well']],
        ['b', ['doubt', 'alarm', 'silent', 'doubt']],
      ],
    );
  });
});
