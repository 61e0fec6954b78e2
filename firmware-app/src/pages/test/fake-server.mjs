// A simulator without a daemon: the HTTP of the real one, and answers from a table. For writing the page, and for tests of the page alone.
//   node test/fake-server.mjs [PORT] [--guests]    serves target/pages on 127.0.0.1:8620; with guests somebody comes every two seconds
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGES = fileURLToPath(new URL('../../../target/pages', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const card = (id, look, zh, en, note_zh, note_en) => ({ id, kind: 'card', look, zh, en, note_zh, note_en, at: ['reader'] });
const HAND = [
  card('ssc3', 'ssc3', '安的社保卡(第三代)', "Ann's third-generation card", '非接触,在名单内', 'held near, on the list'),
  card('ssc3-contact', 'ssc3', '同一张卡,插入卡槽', 'The same card, in a slot', '用触点读取', 'read by its contacts'),
  card('ssc2', 'ssc2', '第二代社保卡', 'Older card', '快到期', 'ends soon'),
  card('expired', 'expired', '过期的卡', 'Expired card', '去年到期', 'ended last year'),
  card('unknown', 'unknown', '外地的卡', "A stranger's card", '不在名单', 'on no list'),
  card('clone', 'clone', '保洁员工牌的复制品', "A copy of the cleaner's badge", '序列号谁都能复制: 只有要求 A0 的点位放行', 'anybody can copy a serial number: it opens only where A0 is enough'),
  card('idcard', 'idcard', '居民身份证', 'Resident ID card', '', ''),
  card('waved', 'plain', '又刷一次的卡', 'A card that is waved twice', '只算一次', 'counts once'),
  { id: 'visitor', kind: 'code', look: 'visitor', zh: '访客二维码', en: "Visitor's code", note_zh: '今天有效', note_en: 'good today', at: ['scanner'] },
  { id: 'ecard', kind: 'code', look: 'ecard', zh: '电子社保卡', en: 'E-card code', note_zh: '问服务器', note_en: 'a server reads it', at: ['scanner'] },
  { id: 'face', kind: 'body', look: 'face', zh: '李的脸', en: "Li's face", note_zh: '', note_en: '', at: ['face'] },
  { id: 'plate', kind: 'plate', look: 'plate', zh: '沪B98765', en: '沪B98765', note_zh: '认错一字', note_en: 'one character misread', at: ['camera'] },
  { id: 'keys', kind: 'keys', look: 'keys', zh: '按键', en: 'Keys', note_zh: '数字、* 与 #', note_en: 'digits, * and #', at: ['keypad'] },
  { id: 'plate-stranger', kind: 'plate', look: 'plate', zh: '苏A00001', en: '苏A00001', note_zh: '没有预约', note_en: 'not expected', at: ['camera'] },
];
const POINTS = [
  {
    id: 'door-1', profile: 'door', scene: 'door', in: { readers: ['in'], scanner: 'qr', face: 'face' }, outputs: [{ name: 'lock', role: 'lock' }],
    contacts: [{ name: 'leaf', role: 'leaf', closed_when: 'low' }, { name: 'exit', role: 'exit_button', closed_when: 'low' }, { name: 'fire', role: 'fire', closed_when: 'high' }],
  },
  {
    id: 'gate-1', profile: 'turnstile', scene: 'visitor-gate', in: { scanner: 'way-in', readers: ['gate-in'] }, out: { scanner: 'way-out' },
    outputs: [{ name: 'open-in', role: 'open_in' }, { name: 'open-out', role: 'open_out' }],
    contacts: [{ name: 'passed-in', role: 'passed_in', closed_when: 'high' }, { name: 'passed-out', role: 'passed_out', closed_when: 'high' }], printer: 'guard',
  },
  {
    id: 'lane-1', profile: 'turnstile', scene: 'tripod', in: { readers: ['lane-in'] }, out: { readers: ['lane-out'] },
    outputs: [{ name: 'lane-open-in', role: 'open_in' }, { name: 'lane-open-out', role: 'open_out' }],
    contacts: [{ name: 'lane-passed-in', role: 'passed_in', closed_when: 'high' }, { name: 'lane-passed-out', role: 'passed_out', closed_when: 'high' }],
  },
  {
    id: 'barrier-1', profile: 'barrier', scene: 'barrier', in: { camera: 'camera' }, outputs: [{ name: 'raise', role: 'raise' }],
    contacts: [{ name: 'arrival', role: 'arrival_in', closed_when: 'high' }, { name: 'safety', role: 'safety', closed_when: 'high' }],
  },
  { id: 'lunch-1', profile: 'canteen', scene: 'canteen', in: { readers: ['pay'] }, outputs: [], contacts: [], display: 'glass', voice: 'voice', printer: 'till' },
  { id: 'desk-1', profile: 'meeting', scene: 'meeting', in: { readers: ['desk'] }, outputs: [], contacts: [] },
];
const DEEDS = [
  { id: 'walk', at: 'point', zh: '走过去', en: 'Walk through', points: ['door-1', 'gate-1', 'lane-1'] },
  { id: 'hold', at: 'point', zh: '拉住门不关', en: 'Hold the door', points: ['door-1'] },
  { id: 'let_go', at: 'point', zh: '松手,门关上', en: 'Let it close', points: ['door-1'] },
  { id: 'force', at: 'point', zh: '强行闯入', en: 'Force it', points: ['door-1'] },
  { id: 'exit_button', at: 'point', zh: '按出门按钮', en: 'Press the exit button', points: ['door-1'] },
  { id: 'drive_up', at: 'point', zh: '车开到杆前(入)', en: 'Drive up, inwards', points: ['barrier-1'] },
  { id: 'drive_through', at: 'point', zh: '开过去', en: 'Drive through', points: ['barrier-1'] },
  { id: 'fire', at: 'site', zh: '消防报警', en: 'Pull the fire alarm' },
  { id: 'fire_reset', at: 'site', zh: '消防复位', en: 'Reset the fire alarm' },
  { id: 'network_cut', at: 'site', zh: '拔掉网线', en: 'Cut the network' },
  { id: 'network_mend', at: 'site', zh: '接上网线', en: 'Mend the network' },
  { id: 'power_cut', at: 'site', zh: '断电', en: 'Cut the power' },
  { id: 'power_restore', at: 'site', zh: '来电', en: 'Restore the power' },
  { id: 'clock', at: 'site', zh: '拨动时钟', en: 'Step the clock',
    arguments: [{ name: 'ms', kind: 'number', value: 3600000, zh: '与本机时钟相差的毫秒数', en: "milliseconds off this machine's clock" }] },
  { id: 'lose', at: 'site', zh: '拔掉一个设备', en: 'Unplug a device', arguments: [{ name: 'device', kind: 'device', value: '', zh: '设备', en: 'device' }] },
  { id: 'give_back', at: 'site', zh: '插回设备', en: 'Plug it in again', arguments: [{ name: 'device', kind: 'device', value: '', zh: '设备', en: 'device' }] },
  { id: 'guests_stop', at: 'site', zh: '谁也别来', en: 'Let nobody come' },
  { id: 'guests_come', at: 'site', zh: '客人请进', en: 'Let guests come' },
];
const ANCHORS = [
  { zh: '东京 Suica', en: 'Suica, Tokyo', us: 200_000 },
  { zh: '伦敦 Oyster', en: 'Oyster, London', us: 350_000 },
  { zh: '公交刷银行卡', en: 'bank card on a bus', us: 530_000 },
  { zh: 'GB 50396', en: 'GB 50396', us: 2_000_000 },
];
const SAYS = {
  ssc3: ['GRANTED', 'OK', '请通行', 'Welcome'],
  'ssc3-contact': ['GRANTED', 'OK', '请通行', 'Welcome'],
  ssc2: ['GRANTED', 'OK', '请通行,卡快到期', 'Welcome; the card ends soon'],
  expired: ['REFUSED', 'CARD_EXPIRED', '卡已过期', 'The card has expired'],
  unknown: ['REFUSED', 'UNKNOWN', '未登记', 'Not registered'],
  clone: ['REFUSED', 'WEAK_CREDENTIAL', '此卡可被复制,不能用', 'This card can be copied and is not taken'],
  idcard: ['GRANTED', 'OK', '请通行', 'Welcome'],
  visitor: ['GRANTED', 'OK', '欢迎来访', 'Welcome, visitor'],
  ecard: ['GRANTED', 'OK', '请通行', 'Welcome'],
  face: ['GRANTED', 'OK', '请通行', 'Welcome'],
  plate: ['GRANTED', 'OK', '请通行', 'Welcome'],
  'plate-stranger': ['REFUSED', 'UNKNOWN', '未预约', 'Not expected'],
};
const KINDS = { card: 'ssc', code: 'pass', plate: 'plate', body: 'face' };

export async function start({ port = 0, guests = false, pages = PAGES } = {}) {
  const began = process.hrtime.bigint();
  const mono = () => Number((process.hrtime.bigint() - began) / 1000n) + 5_000_000;
  const timers = new Set();
  const later = (ms, act) => {
    const timer = setTimeout(() => (timers.delete(timer), act()), ms);
    timers.add(timer);
    return timer;
  };
  const closing = new Map();
  const listeners = new Set();
  const asked = [];
  const state = {
    type: 'state', mono_us: 0, daemon: { state: 'ready', start: '51d0' }, cable: { up: true, online: true }, clock: { offset_ms: 0 },
    guests: { coming: guests }, lines: {}, devices: {}, journal: [], mqtt: [], anatomies: [],
  };
  for (const point of POINTS) {
    for (const { name, role } of [...point.outputs, ...point.contacts]) {
      state.lines[name] = { level: role === 'leaf' || role === 'exit_button' ? (role === 'leaf' ? 0 : 1) : 0, cause: 'start', mono_us: 0 };
    }
  }
  let id = 0;
  let seq = 31;
  const send = (to, what) => to.write(`id: ${++id}\ndata: ${JSON.stringify(what)}\n\n`);
  const tell = (what) => listeners.forEach((to) => send(to, what));
  const queue = [];

  const line = (name, level, cause) => {
    state.lines[name] = { level, cause, mono_us: mono() };
    tell({ type: 'line', line: name, ...state.lines[name] });
  };
  const device = (name, what, more) => {
    const told = { type: 'device', mono_us: mono(), device: name, what, ...more };
    (state.devices[name] ??= {})[what] = told;
    tell(told);
  };
  const publish = (event) => {
    const kind = event.type.split('.')[1];
    const message = { type: 'mqtt', topic: `oc/v1/demo/demo-board/evt/${event.subject}/${kind}`, payload: { ...event, replayed: false }, mono_us: mono() };
    state.mqtt = [...state.mqtt.slice(-49), message];
    tell(message);
  };
  const record = (kind, subject, data) => {
    seq++;
    const at = new Date(Date.now() + state.clock.offset_ms + 8 * 3600_000).toISOString().replace('Z', '+08:00');
    const event = {
      specversion: '1.0', id: `demo-board:7f3a19c2:${seq}`, source: '/onecard/demo/demo-board', type: `onecard.${kind}.v1`, subject, time: at,
      data: { epoch: '7f3a19c2', seq, boot: '51d0', mono_us: mono(), clock: 'synced', hash: seq.toString(16).padStart(64, 'a'), point: subject, ...data },
    };
    state.journal = [...state.journal.slice(-49), event];
    tell({ type: 'journal', event });
    if (state.cable.up) publish(event);
    else queue.push(event);
    return event;
  };
  const anatomy = (point, reader, verdict, reason, steps) => {
    const told = { type: 'anatomy', point, reader, verdict, reason, start_mono_us: mono(), steps };
    state.anatomies = [...state.anatomies.filter((one) => one.point !== point), told];
    tell(told);
  };
  const where = (name) => POINTS.find((point) =>
    [point.in, point.out].some((side) => side && (side.readers?.includes(name) || Object.values(side).includes(name))));

  function steps(relay) {
    const exchanges = ['00A40400', '00B2010C', '00B2020C', '00B2030C', '00B20414', '80CA9F36'].map((command, at) => ({
      what: 'exchange', from_us: 420 + at * 640, to_us: 860 + at * 640 + at * 13, zh: '读卡指令', en: 'command to the card', detail: `${command} -> 9000` }));
    return [
      { what: 'field', from_us: 0, to_us: 380, zh: '卡进入感应区', en: 'card in the field' }, ...exchanges,
      { what: 'decision', from_us: 4400, to_us: 4585, zh: '判定', en: 'decision' },
      { what: 'record', from_us: 4590, to_us: 8460, zh: '写入流水', en: 'record durable' },
      ...(relay ? [{ what: 'relay', from_us: 8465, to_us: 8540, zh: '继电器动作', en: 'relay', detail: relay }] : []),
      { what: 'publish', from_us: 8600, to_us: 15_300, zh: '订阅者收到', en: 'subscriber hears', detail: 'oc/v1/demo/demo-board/evt/…/tap' },
    ];
  }

  function tap(item, name, tear) {
    const point = where(name);
    if (!point) return { zh: `没有设备 ${name}。`, en: `There is no device ${name}.` };
    if (state.daemon.state !== 'ready') return { zh: '没有电,读卡器不亮。', en: 'There is no power: the reader is dark.' };
    const out = point.out && [point.out.scanner, ...(point.out.readers ?? [])].includes(name);
    if (item.kind === 'card') device(name, 'field', { on: true });
    if (tear !== undefined) {
      device(name, 'exchange', { command: '00A40400', status: '9000', bytes: 23, took_us: 312 });
      device(name, 'torn', {});
      device(name, 'field', { on: false });
      device(name, 'light', { point: point.id, reader: name, signal: 'TRY_AGAIN', zh: '没读到,请再刷一次', en: 'Not read: once more, please' });
      record('tap', point.id, { verdict: 'refused', reason: 'CARD_UNREADABLE', reader: name });
      return;
    }
    if (item.id === 'waved') return; // nothing is said to it
    const [signal, reason, zh, en] = SAYS[item.id];
    const granted = signal === 'GRANTED';
    const pay = point.profile === 'canteen' && granted;
    device(name, 'light', { point: point.id, reader: name, signal: pay ? 'PAID' : signal, zh: pay ? '已付 12.00 元' : zh, en: pay ? 'Paid 12.00' : en });
    record('tap', point.id, { verdict: granted ? 'granted' : 'refused', reason, reader: name, credential: { kind: KINDS[item.kind], token: '0f'.repeat(16), assurance: 'A1' } });
    const output = point.outputs.find(({ role }) => role === 'lock' || role === 'raise' || role === (out ? 'open_out' : 'open_in'));
    anatomy(point.id, name, granted ? 'granted' : 'refused', reason, steps(granted && output?.name));
    if (granted && output) {
      line(output.name, 1, 'tap');
      record('state', point.id, { state: point.profile === 'barrier' ? 'raising' : point.profile === 'turnstile' ? (out ? 'open_out' : 'open_in') : 'released', cause: 'tap' });
      clearTimeout(closing.get(output.name));
      closing.set(output.name, later(point.profile === 'door' ? 4000 : 6000, () => {
        if (state.lines[output.name].level === 1 && state.lines.fire.level === 0) {
          line(output.name, 0, 'time');
          record('state', point.id, { state: point.profile === 'barrier' ? 'down' : 'secure' });
        }
      }));
    }
    if (pay) {
      device('glass', 'glass', { upper: '午餐 12.00', lower: '余额 88.00', figures: '12.00', lamp: 'TOTAL' });
      device('voice', 'said', { language: 'zh', prompts: ['已付', '十二元'] });
      for (const text of ['    食堂小票', '午餐          12.00', '补贴           5.00', '个人           7.00', '----------------', '谢谢']) device('till', 'printed', { line: text });
      record('sale', point.id, { state: 'done', amount_fen: 1200, meal: 'lunch' });
    }
    if (point.profile === 'meeting' && granted) record('attendance', point.id, { meeting: 'board-7', result: 'on_time', present: 2, expected: 3 });
  }

  const active = (point, role, on) => {
    const contact = point.contacts.find((one) => one.role === role);
    if (contact) line(contact.name, (contact.closed_when === 'low') === on ? 0 : 1, 'pull');
  };
  const driven = (point, role) => point.outputs.some((one) => one.role === role && state.lines[one.name].level === 1);
  function act({ deed, point: at, ...given }) {
    const point = POINTS.find((one) => one.id === at);
    switch (deed) {
      case 'walk': {
        if (point.outputs.every(({ name }) => state.lines[name].level === 0)) return { zh: '锁着。', en: 'It is locked.' };
        const role = point.profile === 'door' ? 'leaf' : driven(point, 'open_out') ? 'passed_out' : 'passed_in';
        active(point, role, role !== 'leaf');
        later(900, () => (active(point, role, role === 'leaf'), record('passage', at, { result: 'passed' })));
        return;
      }
      case 'exit_button':
        active(point, 'exit_button', true);
        later(400, () => active(point, 'exit_button', false));
        line('lock', 1, 'button');
        later(3000, () => line('lock', 0, 'time'));
        return;
      case 'hold':
        active(point, 'leaf', false);
        later(1500, () => (device('door-1', 'warn', { on: true }), record('alarm', at, { alarm: 'held_open', active: true })));
        return;
      case 'let_go':
        active(point, 'leaf', true);
        device('door-1', 'warn', { on: false });
        record('alarm', at, { alarm: 'held_open', active: false });
        return;
      case 'force':
        active(point, 'leaf', false);
        record('alarm', at, { alarm: 'forced', active: true });
        return;
      case 'drive_up':
        active(point, 'arrival_in', true);
        return;
      case 'drive_through':
        if (!driven(point, 'raise')) return { zh: '栏杆落着。', en: 'The arm is down.' };
        active(point, 'safety', true);
        later(500, () => active(point, 'arrival_in', false));
        later(1000, () => (active(point, 'safety', false), record('passage', at, { result: 'passed' })));
        return;
      case 'fire':
      case 'fire_reset': {
        const on = deed === 'fire' ? 1 : 0;
        line('fire', on, 'pull');
        line('lock', on, 'fire');
        record('state', 'door-1', { state: on ? 'fire' : 'secure', cause: 'fire' });
        record('alarm', 'door-1', { alarm: 'fire', active: on === 1 });
        return;
      }
      case 'network_cut':
      case 'network_mend':
        state.cable = { up: deed === 'network_mend', online: deed === 'network_mend' };
        tell({ type: 'cable', ...state.cable });
        if (state.cable.up) queue.splice(0).forEach(publish);
        return;
      case 'clock':
        state.clock = { offset_ms: given.ms };
        tell({ type: 'clock', ...state.clock });
        record('system', 'device', { what: 'clock_step' });
        return;
      case 'power_cut':
        state.daemon = { state: 'off' };
        state.devices = {};
        tell({ type: 'daemon', ...state.daemon });
        for (const { outputs } of POINTS) for (const { name } of outputs) if (state.lines[name].level) line(name, 0, 'power');
        return;
      case 'power_restore':
        state.daemon = { state: 'starting' };
        tell({ type: 'daemon', ...state.daemon });
        later(1200, () => {
          state.daemon = { state: 'ready', start: '52a1' };
          tell({ type: 'daemon', ...state.daemon });
          record('system', 'device', { what: 'start' });
        });
        return;
      case 'lose':
      case 'give_back':
        record('alarm', 'device', { alarm: 'reader_lost', active: deed === 'lose' });
        return;
      case 'guests_stop':
      case 'guests_come':
        state.guests = { coming: deed === 'guests_come' };
        tell({ type: 'guests', ...state.guests });
        return;
      default:
        return { zh: `没有 ${deed}。`, en: `There is no ${deed}.` };
    }
  }

  function carryOut(wish) {
    asked.push(wish);
    if (wish.deed) {
      const wrong = act(wish);
      if (!wrong) tell({ type: 'deed', id: wish.deed, ...(wish.point ? { point: wish.point } : {}) });
      return wrong;
    }
    if (wish.remove) return void device(wish.device, 'field', { on: false });
    const item = HAND.find((one) => one.id === wish.item);
    return item ? tap(item, wish.device, wish.tear) : { zh: '手里没有它。', en: 'That is not in the hand.' };
  }

  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://127.0.0.1').pathname;
    const json = (status, body) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    if (path === '/api/site') {
      json(200, { site: 'demo', device: 'demo-board', version: '0.1.0', broker: 'embedded', points: POINTS, hand: HAND, deeds: DEEDS, anchors: ANCHORS });
    } else if (path === '/api/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write('retry: 100\n\n');
      listeners.add(response);
      request.on('close', () => listeners.delete(response));
      send(response, { ...state, mono_us: mono() });
    } else if (path === '/api/do' && request.method === 'POST') {
      let body = '';
      for await (const chunk of request) body += chunk;
      const wrong = carryOut(JSON.parse(body));
      if (wrong) json(400, wrong);
      else response.writeHead(204).end();
    } else {
      const file = join(pages, normalize(path.endsWith('/') ? `${path}index.html` : path));
      try {
        const bytes = await readFile(file);
        response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': CSP }).end(bytes);
      } catch {
        response.writeHead(404).end();
      }
    }
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));

  if (guests) {
    const scene = [['ssc3', 'in'], ['unknown', 'in'], ['ssc3', 'pay'], ['visitor', 'way-in'], ['plate', 'camera'], ['ssc3', 'desk'], ['ssc2', 'lane-in'], ['expired', 'lane-out']];
    let at = 0;
    const next = () => {
      if (state.guests.coming && state.daemon.state === 'ready') {
        const [item, name] = scene[at++ % scene.length];
        tap(HAND.find((one) => one.id === item), name);
        later(900, () => device(name, 'field', { on: false }));
      }
      later(2000, next);
    };
    later(500, next);
  }
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    /** What the page asked for, in order. */
    asked,
    /** Loses every page that listens, as when the simulator ends. */
    hangUp: () => listeners.forEach((to) => to.destroy()),
    close: () => {
      timers.forEach(clearTimeout);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 8620);
  const { url } = await start({ port, guests: process.argv.includes('--guests') });
  console.log(url);
}
