import { language, say } from '../../common/language';
import { reason } from '../../common/reasons';
import { millis, timeThere } from '../format';
import { address, searchAddress } from '../route';
import { device } from '../store';
import type { Seen, Tap } from '../told';
import { kindName, W } from '../words';
import { Icon } from './icons';

const VERDICTS = { granted: W.granted, refused: W.refusedTap, asked: W.asked } as const;

function verdictOf(tap: Tap): keyof typeof VERDICTS {
  return tap.verdict === 'granted' || tap.verdict === 'asked' ? tap.verdict : 'refused';
}

/** A tap in a table's cell. */
export function TapCell({ tap }: { tap: Tap | null }) {
  if (tap === null) {
    return <span class="soft">–</span>;
  }
  const verdict = verdictOf(tap);
  return (
    <span class={`tap ${verdict}`}>
      <Icon of={verdict} size={14} />
      <span class="unseen">{say(VERDICTS[verdict])}</span>
      <span class="figures">{timeThere(tap.at_ms, tap.offset_min)}</span>
      <span class="where">{tap.point}</span>
      {verdict === 'granted' ? null : <span class="why">{tap.reason}</span>}
      {tap.lateness === 'live' ? null : <em class="lateness">{say(W[tap.lateness])}</em>}
    </span>
  );
}

/** Taps one below the other, newest first. @param places whether each says whose it is, and leads there */
export function TapList({ taps, places }: { taps: readonly Tap[]; places: boolean }) {
  return (
    <ol class="taps">
      {taps.map((tap) => (
        <TapLine key={`${tap.device} ${tap.seq}`} tap={tap} place={places ? device(tap.device)?.peek() : undefined} />
      ))}
    </ol>
  );
}

function TapLine({ tap, place }: { tap: Tap; place: Seen | undefined }) {
  const verdict = verdictOf(tap);
  return (
    <li class={`tap-line ${verdict}`}>
      <span class="verdict">
        <Icon of={verdict} size={16} />
      </span>
      <span class="figures time">{timeThere(tap.at_ms, tap.offset_min)}</span>
      <span class="what">
        {place === undefined ? null : (
          <a href={address('search', place)}>
            {place.site}/{place.device}
          </a>
        )}
        <b>{tap.point}</b>
        {tap.direction === 'in' || tap.direction === 'out' ? (
          <span class="way">
            <Icon of={tap.direction} size={14} />
            {say(W[tap.direction])}
          </span>
        ) : null}
        <span class="said">{say(VERDICTS[verdict])}</span>
        {tap.lateness === 'live' ? null : <em class="lateness">{say(W[tap.lateness])}</em>}
      </span>
      <span class="more">
        {tap.reason === 'OK' ? null : (
          <span class="reason" title={reason(tap.reason, 'next', language.value)}>
            <code>{tap.reason}</code> {reason(tap.reason, 'means', language.value)}
          </span>
        )}
        <span class="soft">{kindName(tap.kind)}</span>
        {tap.token === '' ? null : (
          <a class="token" href={searchAddress(tap.token)} title={say(W.searchThis)}>
            <span class="unseen">{say(W.searchThis)} </span>
            {tap.token.slice(0, 8)}…
          </a>
        )}
        {tap.latency_us === null ? null : <span class="soft figures">{millis(tap.latency_us)}</span>}
      </span>
    </li>
  );
}
