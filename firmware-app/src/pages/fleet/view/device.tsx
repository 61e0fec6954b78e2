import { useEffect } from 'preact/hooks';
import { fill, say } from '../../common/language';
import { condition } from '../conditions';
import { age, count, timeThere } from '../format';
import { address, place } from '../route';
import { detail, key, named, watch } from '../store';
import type { Detail, Seen } from '../told';
import { alarmName, W } from '../words';
import { Charts } from './chart';
import { Commands } from './commands';
import { clockName } from './devices';
import { ConditionIcon, Icon } from './icons';
import { TapList } from './taps';

/** One device beside the table, or in its place on a phone. */
export function DevicePanel({ site, device }: { site: string; device: string }) {
  const seen = named(site, device)?.value;
  const id = seen?.id ?? null;
  useEffect(() => {
    watch(id);
    return () => watch(null);
  }, [id]);
  const more = detail.value?.id === id ? detail.value : null;
  return (
    <section class="panel" aria-labelledby="device-title">
      <header>
        <a class="button quiet back" href={address(place.value.tab)} aria-label={say(W.close)}>
          <Icon of="close" />
        </a>
        <h2 id="device-title">
          <small>{site}/</small>
          {device}
        </h2>
        {seen === undefined ? null : (
          <span class={`badge ${condition(seen)}`}>
            <ConditionIcon is={condition(seen)} /> {say(W[condition(seen)])}
          </span>
        )}
      </header>
      {seen === undefined ? <p class="soft pad">{say(W.silent)}</p> : <Told seen={seen} more={more} />}
    </section>
  );
}

function Told({ seen, more }: { seen: Seen; more: Detail | null }) {
  const commands = <Commands key="commands" seen={seen} points={more?.points ?? []} />;
  return (
    <div class="panel-body">
      {seen.alarms.length === 0 ? null : (
        <ul class="panel-alarms">
          {seen.alarms.map((alarm) => (
            <li key={`${alarm.point} ${alarm.alarm}`}>
              <ConditionIcon is="alarm" />
              <span>
                <b>{alarmName(alarm.alarm)}</b>
                {alarm.times > 1 ? ` ×${alarm.times}` : ''} · {alarm.point}
                {alarm.detail === '' ? null : <span class="soft"> · {alarm.detail}</span>}
              </span>
              <span class="soft figures">{alarm.at_ms === 0 ? '' : timeThere(alarm.at_ms, seen.offset_min)}</span>
            </li>
          ))}
        </ul>
      )}
      <Facts seen={seen} more={more} />
      {more === null ? null : <Charts minutes={more.minutes} offset_min={seen.offset_min} />}
      {key.value === null ? null : commands}
      <section aria-labelledby="taps-title">
        <h3 id="taps-title">{say(W.liveTaps)}</h3>
        {more === null || more.taps.length === 0 ? (
          <p class="soft">{say(W.noTaps)}</p>
        ) : (
          <TapList taps={more.taps.slice(0, 30)} places={false} />
        )}
      </section>
      {key.value === null ? commands : null}
    </div>
  );
}

function Facts({ seen, more }: { seen: Seen; more: Detail | null }) {
  const clockOff = more?.clock_offset_us ?? null;
  return (
    <dl class="facts">
      <div>
        <dt>{say(W.waitingLong)}</dt>
        <dd class="figures">
          {seen.unsent === null ? '–' : count(seen.unsent)}
          {more?.unsent_oldest_s && seen.unsent ? <small> {fill(W.oldest, { age: age(more.unsent_oldest_s) })}</small> : null}
        </dd>
      </div>
      <div>
        <dt>{say(W.clock)}</dt>
        <dd class={seen.clock}>
          {clockName(seen.clock)}
          {clockOff === null ? null : <small> {fill(W.offset, { n: (clockOff / 1000).toFixed(1) })}</small>}
        </dd>
      </div>
      <div>
        <dt>{say(W.journal)}</dt>
        <dd class="figures">{more?.journal_percent == null ? '–' : `${more.journal_percent} %`}</dd>
      </div>
      <div>
        <dt>{say(W.since)}</dt>
        <dd class="figures">{more === null || more.since === '' ? '–' : more.since.slice(0, 16).replace('T', ' ')}</dd>
      </div>
      <div>
        <dt>{say(W.version)}</dt>
        <dd class="figures">{seen.version || '–'}</dd>
      </div>
      <div>
        <dt>{say(W.board)}</dt>
        <dd>{more?.board || '–'}</dd>
      </div>
      <div class="wide">
        <dt>{say(W.lists)}</dt>
        <dd>
          {more === null || more.lists.length === 0 ? say(W.none) : null}
          {more?.lists.map((list) => (
            <span key={list.name} class="list">
              <b>{list.name}</b>{' '}
              {list.version === 0 ? say(W.none) : `${fill(W.versionOf, { n: list.version })} · ${fill(W.ago, { age: age(list.age_s) })}`}
            </span>
          ))}
        </dd>
      </div>
    </dl>
  );
}
