import { useId, useState } from 'preact/hooks';
import { say, type Words } from '../common/language';
import type { Argument, Daemon, Deed, Point } from './api';
import { allPorts, closed } from './look';
import { ask, cable, clock, daemon, guests, site } from './world';

/** One thing that can be done, with what there is to choose about it. */
export function DeedForm({ deed, point }: { deed: Deed; point?: string }) {
  const choosable = deed.arguments ?? [];
  const [values, setValues] = useState<Readonly<Record<string, string | number>>>({});
  const valueOf = (argument: Argument) => values[argument.name] ?? (argument.value || choices(argument)[0]?.value) ?? '';

  const submit = (event: Event) => {
    event.preventDefault();
    const given = Object.fromEntries(choosable.map((argument) => [argument.name, valueOf(argument)]));
    void ask({ deed: deed.id, ...(point === undefined ? {} : { point }), ...given });
  };
  return (
    <form class="deed" onSubmit={submit}>
      <button type="submit" data-deed={deed.id}>
        {say(deed)}
      </button>
      {choosable.map((argument) => (
        <Field
          key={argument.name}
          argument={argument}
          value={valueOf(argument)}
          onValue={(value) => setValues({ ...values, [argument.name]: value })}
        />
      ))}
    </form>
  );
}

function Field({ argument, value, onValue }: { argument: Argument; value: string | number; onValue: (value: string | number) => void }) {
  const id = useId();
  if (argument.kind === 'choice' || argument.kind === 'device') {
    return (
      <select aria-label={say(argument)} value={value} onChange={({ currentTarget }) => onValue(choice(argument, currentTarget.value))}>
        {choices(argument).map((one) => (
          <option key={one.value} value={one.value}>
            {say(one)}
          </option>
        ))}
      </select>
    );
  }
  return (
    <>
      {argument.kind === 'number' ? (
        <input id={id} type="number" value={value} onInput={({ currentTarget }) => onValue(currentTarget.valueAsNumber || 0)} />
      ) : (
        <input id={id} type="text" size={8} value={value} onInput={({ currentTarget }) => onValue(currentTarget.value)} />
      )}
      <label class="unit" for={id} title={say(argument)}>
        {argument.name}
        <span class="unseen">: {say(argument)}</span>
      </label>
    </>
  );
}

function choices({ kind, choices: told }: Argument): NonNullable<Argument['choices']> {
  return kind === 'device' ? allPorts(site.value?.points ?? []).map(({ name }) => ({ value: name, zh: name, en: name })) : (told ?? []);
}

/** A choice is sent as it was told, be it a number or a word. */
function choice(argument: Argument, chosen: string): string | number {
  return choices(argument).find(({ value }) => String(value) === chosen)?.value ?? chosen;
}

export function PointDeeds({ point }: { point: Point }) {
  const here = (site.value?.deeds ?? []).filter((deed) => deed.at === 'point' && (deed.points ?? []).includes(point.id));
  return (
    <div class="deeds">
      {here.map((deed) => (
        <DeedForm key={deed.id} deed={deed} point={point.id} />
      ))}
    </div>
  );
}

/** The instruments on the switchboard, and the deeds that stand beside each. Of two that undo each other the one that changes something. */
const INSTRUMENTS: readonly { readonly id: string; readonly sign: string; readonly deeds: () => readonly string[]; readonly read: () => Reading }[] = [
  {
    id: 'power',
    sign: 'M10 3v7M6 5.5a6.5 6.5 0 1 0 8 0',
    deeds: () => [daemon.value.state === 'off' ? 'power_restore' : 'power_cut'],
    read: () => POWER[daemon.value.state],
  },
  {
    id: 'network',
    sign: 'M3 8a10 10 0 0 1 14 0M6 11a6 6 0 0 1 8 0M10 15h.1',
    deeds: () => [cable.value.up ? 'network_cut' : 'network_mend'],
    read: () =>
      cable.value.online
        ? { zh: '网络:在线', en: 'Online', tone: 'good' }
        : cable.value.up
          ? { zh: '网络:未连上', en: 'Not connected', tone: 'warn' }
          : { zh: '网络:断开', en: 'Network cut', tone: 'bad' },
  },
  {
    id: 'fire',
    sign: 'M10 3c1 4 5 5.5 5 9.5a5 5 0 0 1-10 0c0-2 1-3.5 2-4.5.5 1.5 1 2 2 2.3C8.5 7 9 5 10 3z',
    deeds: () => [burns() ? 'fire_reset' : 'fire'],
    read: () => (burns() ? { zh: '火警!', en: 'Fire!', tone: 'bad' } : { zh: '无火警', en: 'No fire', tone: '' }),
  },
  {
    id: 'clock',
    sign: 'M10 3a7 7 0 1 1 0 14a7 7 0 0 1 0-14M10 6v4l3 2',
    deeds: () => ['clock'],
    read: () => {
      const minutes = Math.round(clock.value.offset_ms / 60_000);
      const off = `${minutes > 0 ? '+' : '−'}${Math.abs(minutes)}`;
      return clock.value.offset_ms === 0
        ? { zh: '时钟:准', en: 'Clock right', tone: 'good' }
        : { zh: `时钟:${off} 分`, en: `Clock ${off} min`, tone: 'warn' };
    },
  },
  {
    id: 'guests',
    sign: 'M10 10a3 3 0 1 0 0-6a3 3 0 0 0 0 6M4 17q0-5 6-5t6 5',
    deeds: () => [guests.value.coming ? 'guests_stop' : 'guests_come'],
    read: () => (guests.value.coming ? { zh: '有人来', en: 'Guests come', tone: 'good' } : { zh: '没人来', en: 'Nobody comes', tone: '' }),
  },
];

interface Reading extends Words {
  readonly tone: 'good' | 'warn' | 'bad' | '';
}

const POWER: Record<Daemon['state'], Reading> = {
  ready: { zh: '有电,就绪', en: 'Ready', tone: 'good' },
  starting: { zh: '正在启动…', en: 'Starting…', tone: 'warn' },
  off: { zh: '断电', en: 'Power off', tone: 'bad' },
};

function burns(): boolean {
  return (site.value?.points ?? []).some((point) => closed(point, 'fire'));
}

/** What is done to the whole site, each beside what has become of it. */
export function Switchboard() {
  const told = (site.value?.deeds ?? []).filter(({ at }) => at === 'site');
  return (
    <section class="switchboard" aria-label={say({ zh: '全场', en: 'The whole site' })}>
      {INSTRUMENTS.map(({ id, sign, deeds, read }) => {
        const here = deeds().flatMap((name) => told.filter((deed) => deed.id === name));
        const reading = read();
        return here.length === 0 ? null : (
          <div key={id} class={`instrument ${id}`}>
            <span class={`reading ${reading.tone}`} data-reading={id}>
              <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
                <path d={sign} />
              </svg>
              {say(reading)}
            </span>
            {/* By place, so that who pulled the cable has the finger on plugging it in. */}
            {here.map((deed, place) => (
              <DeedForm key={place} deed={deed} />
            ))}
          </div>
        );
      })}
    </section>
  );
}
