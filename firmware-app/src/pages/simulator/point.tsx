import { say, type Words } from '../common/language';
import type { Point } from './api';
import { CUES } from './cues';
import { PointDeeds } from './deeds';
import { Device } from './device';
import { closed, fresh, high, nameOf, newest, portsOf, portsOnCounter } from './look';
import { Barrier } from './scenes/barrier';
import { Counter } from './scenes/counter';
import { Desk } from './scenes/desk';
import { Door } from './scenes/door';
import { Lane } from './scenes/lane';
import { daemon, devices, lines, phases, slips } from './world';

/** What a machine calls its phases, for people; a word that is not here stands as it is. */
const PHASES: Record<string, Words> = {
  secure: { zh: '锁闭', en: 'locked' },
  released: { zh: '已开锁', en: 'released' },
  open: { zh: '开着', en: 'open' },
  open_in: { zh: '放行·进', en: 'open, in' },
  open_out: { zh: '放行·出', en: 'open, out' },
  closing: { zh: '正在关', en: 'closing' },
  forced: { zh: '被强开', en: 'forced' },
  held_open: { zh: '久开未关', en: 'held open' },
  fire: { zh: '火警', en: 'fire' },
  free: { zh: '常开', en: 'free' },
  down: { zh: '落下', en: 'down' },
  raising: { zh: '正在抬杆', en: 'raising' },
  lowering: { zh: '正在落杆', en: 'lowering' },
  occupied: { zh: '杆下有车', en: 'occupied' },
  clear: { zh: '已驶离', en: 'clear' },
  fault: { zh: '故障', en: 'fault' },
  unknown: { zh: '未知', en: 'unknown' },
  unseen: { zh: '未知', en: 'unseen' },
  idle: { zh: '空闲', en: 'idle' },
  warned: { zh: '提醒关门', en: 'warned' },
  shunted: { zh: '已旁路', en: 'shunted' },
  stuck: { zh: '卡住', en: 'stuck' },
};

/** One point of the site: as it looks, what is before it, and what one can do to it. */
export function PointView({ point }: { point: Point }) {
  const phase = phases.value[point.id];
  const dark = daemon.value.state !== 'ready';
  const warns = devices.value[point.id]?.['warn']?.on === true;
  const fire = closed(point, 'fire');
  return (
    <article class={`point ${point.profile} ${dark ? 'without-power' : ''} ${fire || warns ? 'alarmed' : ''}`} data-point={point.id} data-phase={phase}>
      <header>
        <h2>{say(nameOf(point))}</h2>
        <code>{point.id}</code>
        {phase !== undefined && <span class="phase">{say(PHASES[phase] ?? { zh: phase, en: phase })}</span>}
      </header>
      <div class="scene">
        <Drawing point={point} />
        <Side point={point} side="in" />
        <Side point={point} side="out" />
        {dark ? (
          <p class="banner">{say(daemon.value.state === 'off' ? { zh: '没有电', en: 'No power' } : { zh: '正在启动…', en: 'Starting…' })}</p>
        ) : (
          <>
            <Slip point={point} />
            <Saying point={point} />
            <Answer point={point} />
            {warns && <p class="banner alarm">{say({ zh: '⚠ 请关门', en: '⚠ Please close the door' })}</p>}
          </>
        )}
      </div>
      <Lines point={point} />
      <PointDeeds point={point} />
    </article>
  );
}

function Drawing({ point }: { point: Point }) {
  switch (point.profile) {
    case 'door':
      return <Door point={point} />;
    case 'turnstile':
      return <Lane point={point} />;
    case 'barrier':
      return <Barrier point={point} />;
    case 'canteen':
      return <Counter point={point} />;
    case 'meeting':
      return <Desk point={point} />;
  }
}

function Side({ point, side }: { point: Point; side: 'in' | 'out' }) {
  const ports = [...portsOf(point[side]), ...(side === 'in' ? portsOnCounter(point) : [])];
  if (ports.length === 0) {
    return null;
  }
  const both = point.out !== undefined;
  return (
    <div class={`side ${side} ${both ? 'both' : ''}`}>
      {both && <span class="way">{say(side === 'in' ? { zh: '进', en: 'in' } : { zh: '出', en: 'out' })}</span>}
      {ports.map((port) => (
        <Device key={port.name} port={port} />
      ))}
    </div>
  );
}

/** Its relays and contacts, as their lines are: filled is high. */
function Lines({ point }: { point: Point }) {
  const named = [...point.outputs.map(({ name }) => ({ name, way: 'driven' })), ...point.contacts.map(({ name }) => ({ name, way: 'read' }))];
  return named.length === 0 ? null : (
    <ul class="lines" aria-label={say({ zh: '继电器与触点', en: 'Relays and contacts' })}>
      {named.map(({ name, way }) => (
        <li key={name} class={`${way} ${high(name) ? 'high' : ''}`} data-line={name} data-level={high(name) ? 1 : 0} title={lines.value[name]?.cause}>
          {name}
          <span class="unseen">{high(name) ? say({ zh: '高', en: 'high' }) : say({ zh: '低', en: 'low' })}</span>
        </li>
      ))}
    </ul>
  );
}

/** What the light, the beeper and the glass in front of a person tell. Each is new, and fades as one does that nobody repeats. */
function Answer({ point }: { point: Point }) {
  const light = fresh(newest(point, 'light'));
  if (light?.signal === undefined) {
    return null;
  }
  const cue = CUES[light.signal];
  return (
    <p key={light.mono_us} class={`answer ${cue.tone}`} role="status" data-signal={light.signal}>
      <span class="glyph" aria-hidden="true">
        {cue.glyph}
      </span>
      <span>{say({ zh: light.zh ?? '', en: light.en ?? '' }) || say(cue.words)}</span>
      <svg class="beats" viewBox={`0 0 ${Math.min(cue.beats * (cue.on_ms + cue.off_ms), 2000) / 25} 10`} height="10" aria-hidden="true">
        {Array.from({ length: cue.beats }, (_, beat) => (
          <rect key={beat} x={(beat * (cue.on_ms + cue.off_ms)) / 25} width={cue.on_ms / 25} height="10" rx="2" />
        ))}
      </svg>
    </p>
  );
}

function Saying({ point }: { point: Point }) {
  const said = point.voice === undefined ? undefined : fresh(devices.value[point.voice]?.['said']);
  if (said?.prompts === undefined) {
    return null;
  }
  return (
    <p key={said.mono_us} class="saying" lang={said.language === 'zh' ? 'zh-CN' : said.language}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d="M2 6h3l4-3v10l-4-3H2zM11.5 5.5q2 2.5 0 5" />
      </svg>
      {said.prompts.join(said.language === 'zh' ? '' : ' ')}
    </p>
  );
}

function Slip({ point }: { point: Point }) {
  const lines = point.printer === undefined ? undefined : slips.value[point.printer];
  if (lines === undefined) {
    return null;
  }
  return (
    <pre key={lines.length} class="slip" aria-label={say({ zh: '打印', en: 'Printed' })}>
      {lines.slice(-7).join('\n')}
    </pre>
  );
}
