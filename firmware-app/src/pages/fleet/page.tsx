import { Choices } from '../common/choices';
import { fill, say } from '../common/language';
import { count, timeHere } from './format';
import { address, place, type Tab } from './route';
import { leave, link, listened, lost_ms, pulse, totals } from './store';
import { Connect } from './view/connect';
import { DevicePanel } from './view/device';
import { Devices } from './view/devices';
import { KeyButton, KeyDialog } from './view/key';
import { Overview } from './view/overview';
import { Search } from './view/search';
import { W } from './words';

export function Page() {
  return (
    <>
      <header class="top">
        <h1>
          <span class="soft">onecard</span> {say(W.title)}
        </h1>
        {listened.value ? <Link /> : null}
        <span class="gap" />
        {listened.value ? <KeyButton /> : null}
        <Choices />
      </header>
      {listened.value ? (
        <Fleet />
      ) : (
        <main class="page-main">
          <Connect />
        </main>
      )}
      <KeyDialog />
    </>
  );
}

function Link() {
  const { state, why } = link.value;
  return (
    <div class={`link ${state}`}>
      <span class="dot" aria-hidden="true" />
      <span role="status" title={why}>
        {say(W[state === 'idle' ? 'connecting' : state])}
      </span>
      <button type="button" class="quiet" onClick={leave}>
        {say(W.disconnect)}
      </button>
    </div>
  );
}

const TABS: readonly { readonly tab: Tab; readonly words: (typeof W)[Tab] }[] = [
  { tab: 'overview', words: W.overview },
  { tab: 'devices', words: W.devices },
  { tab: 'search', words: W.search },
];

function Fleet() {
  const { tab, device } = place.value;
  return (
    <main class={`fleet${device === null ? '' : ' beside'}`}>
      <div class="under-top">
        <Figures />
        <nav class="tabs" aria-label={say(W.title)}>
          {TABS.map((each) => (
            <a key={each.tab} href={address(each.tab)} aria-current={each.tab === tab ? 'page' : undefined}>
              {say(each.words)}
            </a>
          ))}
        </nav>
      </div>
      {link.value.state === 'listening' ? null : (
        <p class="stale" role="alert">
          {fill(W.stale, { time: timeHere(lost_ms.value) })}
        </p>
      )}
      <div class="page-main">{tab === 'overview' ? <Overview /> : tab === 'devices' ? <Devices /> : <Search />}</div>
      {device === null ? null : <DevicePanel key={`${device.site}/${device.device}`} {...device} />}
    </main>
  );
}

function Figures() {
  const { devices, online, alarms, unsent, untrusted } = totals.value;
  const { taps_per_min, taps, messages_per_s } = pulse.value;
  return (
    <dl class="figures-strip">
      <div>
        <dt>{say(W.online)}</dt>
        <dd class={online < devices ? 'warn' : ''}>
          {count(online)}
          <small>/{count(devices)}</small>
        </dd>
      </div>
      <div>
        <dt>{say(W.alarms)}</dt>
        <dd class={alarms > 0 ? 'bad' : ''}>{count(alarms)}</dd>
      </div>
      <div>
        <dt>{say(W.waitingLong)}</dt>
        <dd>{count(unsent)}</dd>
      </div>
      <div>
        <dt>{say(W.clockBad)}</dt>
        <dd class={untrusted > 0 ? 'warn' : ''}>{count(untrusted)}</dd>
      </div>
      <div class="rate" title={fill(W.messages, { n: count(messages_per_s) })}>
        <dt>{say(W.tapsPerMinute)}</dt>
        <dd>
          {count(taps_per_min)} <Spark values={taps} />
        </dd>
      </div>
    </dl>
  );
}

const SPARK_W = 60;
const SPARK_H = 18;

/** Taps of each second of the last minute. */
function Spark({ values }: { values: readonly number[] }) {
  const most = Math.max(1, ...values);
  const points = values.map(
    (value, i) => `${SPARK_W - values.length + i + 0.5},${(SPARK_H - 1 - (value / most) * (SPARK_H - 2)).toFixed(1)}`,
  );
  return (
    <svg class="spark" viewBox={`0 0 ${SPARK_W} ${SPARK_H}`} width={SPARK_W} height={SPARK_H} aria-hidden="true">
      <path d={`M0 ${SPARK_H - 0.5}h${SPARK_W}`} />
      {points.length < 2 ? null : <polyline points={points.join(' ')} />}
    </svg>
  );
}
