import type { Words } from '../common/language';
import type { DeviceKind, Point, Side, Told } from './api';
import { devices, lines, since_us } from './world';

// What is asked of the world by every drawing.

/** One thing that somebody can hold a card, a code or a face in front of. */
export interface Port {
  readonly kind: DeviceKind;
  readonly name: string;
}

const SINGLE = ['scanner', 'keypad', 'camera', 'finger', 'face', 'vein'] as const;

export function portsOf(side: Side | undefined): readonly Port[] {
  const readers = (side?.readers ?? []).map((name): Port => ({ kind: 'reader', name }));
  const others = SINGLE.flatMap((kind): Port[] => (side?.[kind] === undefined ? [] : [{ kind, name: side[kind] }]));
  return [...readers, ...others];
}

/** What stands on the counter and belongs to neither side. */
export function portsOnCounter(point: Point): readonly Port[] {
  const kinds = ['tray', 'scale', 'keypad'] as const;
  return kinds.flatMap((kind): Port[] => (point[kind] === undefined ? [] : [{ kind, name: point[kind] }]));
}

/** Whether a line is high. */
export function high(name: string): boolean {
  return lines.value[name]?.level === 1;
}

export function has(point: Point, role: string): boolean {
  return point.contacts.some((contact) => contact.role === role);
}

/** Whether a contact with that role is closed: pressed, alarmed, occupied; of a leaf: shut. */
export function closed(point: Point, role: string): boolean {
  return point.contacts.some((contact) => contact.role === role && high(contact.name) === (contact.closed_when !== 'low'));
}

/** Whether an output with that role is energised. */
export function driven(point: Point, role: string): boolean {
  return point.outputs.some((output) => output.role === role && high(output.name));
}

/** Nobody looks at a light for longer. */
const SEEN_US = 6_000_000;

/** Nothing, where it was told long before the page began to listen. */
export function fresh(told: Told | undefined): Told | undefined {
  return told !== undefined && told.mono_us > since_us.value - SEEN_US ? told : undefined;
}

/** The newest of what the devices of a point told of one matter. */
export function newest(point: Point, what: string): Told | undefined {
  const names = [point.id, point.display, point.voice, ...[...portsOf(point.in), ...portsOf(point.out)].map(({ name }) => name)];
  return names
    .map((name) => (name === undefined ? undefined : devices.value[name]?.[what]))
    .reduce((last, told) => (told !== undefined && (last === undefined || told.mono_us > last.mono_us) ? told : last), undefined);
}

/** Every device of the site that something can be held in front of, once. */
export function allPorts(points: readonly Point[]): readonly Port[] {
  const all = points.flatMap((point) => [...portsOf(point.in), ...portsOf(point.out), ...portsOnCounter(point)]);
  return [...new Map(all.map((port) => [port.name, port])).values()];
}

const SCENES: Record<string, Words> = {
  door: { zh: '门', en: 'Door' },
  turnstile: { zh: '通道闸', en: 'Turnstile' },
  tripod: { zh: '三辊闸', en: 'Tripod' },
  'swing-gate': { zh: '摆闸', en: 'Swing gate' },
  'visitor-gate': { zh: '访客通道', en: 'Visitor gate' },
  library: { zh: '图书馆', en: 'Library' },
  barrier: { zh: '道闸', en: 'Barrier' },
  canteen: { zh: '消费终端', en: 'Till' },
  validator: { zh: '公交', en: 'Validator' },
  kiosk: { zh: '查询机', en: 'Kiosk' },
  shower: { zh: '淋浴', en: 'Shower' },
  meeting: { zh: '会议签到', en: 'Meeting desk' },
};

export function nameOf(point: Point): Words {
  return SCENES[point.scene] ?? SCENES[point.profile] ?? { zh: point.scene, en: point.scene };
}
