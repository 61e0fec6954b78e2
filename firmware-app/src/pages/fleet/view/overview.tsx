import { useMemo } from 'preact/hooks';
import { fill, say } from '../../common/language';
import { CONDITIONS, type Condition, type Site } from '../conditions';
import { age, count } from '../format';
import { address } from '../route';
import { allSites, conditionWish, nameWish, siteWish, standing, totals } from '../store';
import { alarmName, W } from '../words';
import { ConditionIcon } from './icons';

const ALARMS_SHOWN = 30;

export function Overview() {
  const sites = allSites.value;
  if (sites.length === 0) {
    return (
      <section class="nothing">
        <h2>{say(W.empty)}</h2>
        <p>{say(W.emptyHint)}</p>
      </section>
    );
  }
  return (
    <div class="overview">
      <section aria-labelledby="sites-title">
        <h2 id="sites-title">
          {say(W.sites)} <small>{say(W.legendSites)}</small>
        </h2>
        <Legend />
        <div class="tiles">
          {sites.map((site) => (
            <Tile key={site.site} site={site} />
          ))}
        </div>
      </section>
      <Alarms />
    </div>
  );
}

function Legend() {
  const counted = totals.value.conditions;
  return (
    <ul class="legend">
      {CONDITIONS.filter((each) => counted[each] > 0 || each === 'well').map((each) => (
        <li key={each}>
          <a href={address('devices')} onClick={() => look('', each)}>
            <ConditionIcon is={each} size={14} /> {say(W[each])} <b class="figures">{count(counted[each])}</b>
          </a>
        </li>
      ))}
    </ul>
  );
}

function look(site: string, condition: Condition | null): void {
  siteWish.value = site;
  conditionWish.value = condition;
  nameWish.value = '';
}

const MARK = 10;
const STEP = 14;
const COLUMNS = 14;

// Of many devices one path a condition: a site costs the page the same whether it has three of them or three hundred.
const MARKS: Readonly<Record<Condition, string>> = {
  alarm: `m0,${MARK}l${MARK / 2},-${MARK}l${MARK / 2},${MARK}z`,
  offline: `m1,1h${MARK - 2}v${MARK - 2}h-${MARK - 2}z`,
  doubt: `m${MARK / 2},0l${MARK / 2},${MARK / 2}l-${MARK / 2},${MARK / 2}l-${MARK / 2},-${MARK / 2}z`,
  silent: `m1,${MARK / 2 - 1}h${MARK - 2}v2h-${MARK - 2}z`,
  well: `m0,2a2,2 0 0 1 2,-2h${MARK - 4}a2,2 0 0 1 2,2v${MARK - 4}a2,2 0 0 1 -2,2h-${MARK - 4}a2,2 0 0 1 -2,-2z`,
};

/** A site, a mark a device. */
function Tile({ site: { site, conditions, counts } }: { site: Site }) {
  const there = CONDITIONS.filter((each) => counts[each] > 0);
  const worst = there[0] ?? 'well';
  const lines = Math.ceil(conditions.length / COLUMNS);
  const paths = useMemo(
    () => there.map((each) => ({ each, d: conditions.map((is, i) => (is === each ? placed(i, each) : '')).join('') })),
    [conditions.join()],
  );
  return (
    <a class={`tile ${worst}`} href={address('devices')} onClick={() => look(site, null)}>
      <span class="tile-name">{site}</span>
      <span class="tile-count soft">
        {conditions.length === 1 ? say(W.oneDevice) : fill(W.deviceCount, { n: count(conditions.length) })}
      </span>
      <svg class="marks" viewBox={`0 0 ${COLUMNS * STEP - (STEP - MARK)} ${Math.max(1, lines) * STEP - (STEP - MARK)}`} aria-hidden="true">
        {paths.map(({ each, d }) => (
          <path key={each} class={each} d={d} />
        ))}
      </svg>
      <span class="tile-words">
        {there
          .filter((each) => each !== 'well')
          .map((each) => (
            <span key={each}>
              <ConditionIcon is={each} size={12} /> {say(W[each])} {counts[each]}
            </span>
          ))}
        {worst === 'well' ? (
          <span class="soft">
            <ConditionIcon is="well" size={12} /> {say(W.well)}
          </span>
        ) : null}
      </span>
    </a>
  );
}

function placed(i: number, is: Condition): string {
  return `M${(i % COLUMNS) * STEP},${Math.floor(i / COLUMNS) * STEP}${MARKS[is]}`;
}

function Alarms() {
  const all = standing.value;
  const now = Date.now();
  return (
    <section class="alarms" aria-labelledby="alarms-title">
      <h2 id="alarms-title">
        {say(W.standing)} <b class="figures">{count(all.length)}</b>
      </h2>
      {all.length === 0 ? <p class="soft">{say(W.noAlarms)}</p> : null}
      <ul>
        {all.slice(0, ALARMS_SHOWN).map(({ seen, alarm }) => (
          <li key={`${seen.id} ${alarm.point} ${alarm.alarm}`}>
            <a href={address('overview', seen)}>
              <ConditionIcon is="alarm" />
              <span>
                <b>{alarmName(alarm.alarm)}</b>
                {alarm.times > 1 ? ` ×${alarm.times}` : ''}
                <span class="soft at">
                  {seen.site}/{seen.device} · {alarm.point}
                </span>
              </span>
              <span class="soft figures">{alarm.at_ms === 0 ? '' : age((now - alarm.at_ms) / 1000)}</span>
            </a>
          </li>
        ))}
      </ul>
      {all.length > ALARMS_SHOWN ? (
        <a class="button" href={address('devices')} onClick={() => look('', 'alarm')}>
          {fill(W.allAlarms, { n: count(all.length - ALARMS_SHOWN) })}
        </a>
      ) : null}
    </section>
  );
}
