import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fill, say } from '../../common/language';
import { CONDITIONS, condition, type Order } from '../conditions';
import { age, count } from '../format';
import { address, place } from '../route';
import { conditionWish, device, nameWish, orderWish, rows, siteWish, totals } from '../store';
import { alarmName, W } from '../words';
import { ConditionIcon, Icon } from './icons';
import { TapCell } from './taps';

export function Devices() {
  return (
    <section class="devices">
      <Wishes />
      <Table />
    </section>
  );
}

const ORDERS: Readonly<Record<Order, { zh: string; en: string }>> = {
  trouble: W.byTrouble,
  name: W.byName,
  queue: W.byQueue,
  listAge: W.byListAge,
};

function Wishes() {
  const counted = totals.value.conditions;
  return (
    <div class="wishes">
      <label class="find">
        <Icon of="find" />
        <span class="unseen">{say(W.filterName)}</span>
        <input
          type="search"
          value={nameWish.value}
          placeholder={say(W.filterName)}
          onInput={(event) => (nameWish.value = event.currentTarget.value)}
        />
      </label>
      <div class="chips" role="group" aria-label={say(W.state)}>
        <button type="button" aria-pressed={conditionWish.value === null} onClick={() => (conditionWish.value = null)}>
          {say(W.all)}
        </button>
        {CONDITIONS.map((each) => (
          <button type="button" key={each} aria-pressed={conditionWish.value === each} onClick={() => (conditionWish.value = each)}>
            <ConditionIcon is={each} size={14} />
            {say(W[each])} <span class="figures soft">{count(counted[each])}</span>
          </button>
        ))}
      </div>
      {siteWish.value === '' ? null : (
        <button type="button" class="chosen-site" onClick={() => (siteWish.value = '')}>
          {fill(W.siteOnly, { site: siteWish.value })} <Icon of="close" size={14} />
          <span class="unseen">{say(W.clear)}</span>
        </button>
      )}
      <label class="order">
        <span>{say(W.sortBy)}</span>
        <select value={orderWish.value} onChange={(event) => (orderWish.value = event.currentTarget.value as Order)}>
          {Object.entries(ORDERS).map(([order, words]) => (
            <option key={order} value={order}>
              {say(words)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** As style.css has them. */
const ROW_PX = 48;
const ROW_NARROW_PX = 84;
const NARROW = matchMedia('(max-width: 719px)');

/** Rows drawn above and below what is seen, so that none is missing while a finger moves. */
const SPARE = 6;

/** Of thousands only the rows that are seen are in the document. */
function Table() {
  const ids = rows.value;
  const box = useRef<HTMLDivElement>(null);
  const [window, setWindow] = useState({ first: 0, height: 600, narrow: NARROW.matches });
  useLayoutEffect(() => {
    const element = box.current!;
    const look = () => {
      const row = NARROW.matches ? ROW_NARROW_PX : ROW_PX;
      const first = Math.floor(element.scrollTop / row);
      const height = element.clientHeight;
      setWindow((before) =>
        before.first === first && before.height === height && before.narrow === NARROW.matches
          ? before
          : { first, height, narrow: NARROW.matches },
      );
    };
    let asked = 0;
    const soon = () => {
      asked ||= requestAnimationFrame(() => {
        asked = 0;
        look();
      });
    };
    const sizes = new ResizeObserver(soon);
    sizes.observe(element);
    element.addEventListener('scroll', soon, { passive: true });
    look();
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', soon);
      cancelAnimationFrame(asked);
    };
  }, []);

  const row = window.narrow ? ROW_NARROW_PX : ROW_PX;
  const from = Math.max(0, Math.min(window.first - SPARE, ids.length - 1));
  const to = Math.min(ids.length, window.first + Math.ceil(window.height / row) + SPARE);
  return (
    <div class="table" role="table" aria-label={say(W.devices)} aria-rowcount={ids.length + 1}>
      <div class="row head" role="row" aria-rowindex={1}>
        <span role="columnheader">{say(W.name)}</span>
        <span role="columnheader">{say(W.state)}</span>
        <span role="columnheader">{say(W.waiting)}</span>
        <span role="columnheader">{say(W.clock)}</span>
        <span role="columnheader">{say(W.listAge)}</span>
        <span role="columnheader">{say(W.lastTap)}</span>
        <span role="columnheader">{say(W.alarms)}</span>
      </div>
      <div class="rows" ref={box} role="rowgroup" tabIndex={0} aria-label={say(W.devices)}>
        {ids.length === 0 ? <p class="nothing">{say(W.noMatch)}</p> : null}
        <div class="all" role="presentation" style={{ height: `${ids.length * row}px` }}>
          {ids.slice(from, to).map((id, i) => (
            <Row key={id} id={id} top={(from + i) * row} index={from + i + 2} />
          ))}
        </div>
      </div>
    </div>
  );
}

const CLOCKS = { synced: W.synced, rtc: W.rtc, untrusted: W.untrusted } as const;

export function clockName(clock: string): string {
  return clock === 'synced' || clock === 'rtc' || clock === 'untrusted' ? say(CLOCKS[clock]) : say(W.unknown);
}

/** Drawn anew when its own device changes: of twenty in sight two or three a frame. */
function Row({ id, top, index }: { id: number; top: number; index: number }) {
  const one = device(id)?.value;
  if (one === undefined) {
    return null;
  }
  const is = condition(one);
  const beside = place.value.device;
  const chosen = beside !== null && beside.site === one.site && beside.device === one.device;
  return (
    <div class={`row ${is}${chosen ? ' chosen' : ''}`} role="row" aria-rowindex={index} style={{ transform: `translateY(${top}px)` }}>
      <span role="cell" class="name">
        <a href={address('devices', one)}>
          <small>{one.site}/</small>
          {one.device}
        </a>
      </span>
      <span role="cell" class="state">
        <ConditionIcon is={is} /> {say(W[is])}
      </span>
      <span role="cell" class={`queue figures${(one.unsent ?? 0) >= 100 ? ' much' : ''}`}>
        {one.unsent === null ? '–' : count(one.unsent)}
      </span>
      <span role="cell" class={`clock ${one.clock}`}>
        {clockName(one.clock)}
      </span>
      <span role="cell" class="age figures">
        {one.list_age_s === null ? say(W.none) : age(one.list_age_s)}
      </span>
      <span role="cell" class="last">
        <TapCell tap={one.last} />
      </span>
      <span role="cell" class="row-alarms">
        {one.alarms.map((alarm) => alarmName(alarm.alarm) + (alarm.times > 1 ? ` ×${alarm.times}` : '')).join(', ')}
      </span>
    </div>
  );
}
