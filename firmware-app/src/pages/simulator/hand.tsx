import { useRef, useState } from 'preact/hooks';
import { say, type Words } from '../common/language';
import type { Item } from './api';
import { Face } from './face';
import { give, isTool, keys, type Manner, manner, pick, picked, pickTool, played, tearAfter, tool } from './playing';
import { site } from './world';

/** So far a finger may slip in a click. */
const SLIP_PX = 8;

const KINDS: Record<Item['kind'], Words> = {
  card: { zh: '卡', en: 'Cards' },
  code: { zh: '二维码', en: 'Codes' },
  plate: { zh: '车牌', en: 'Plates' },
  body: { zh: '人', en: 'People' },
  keys: { zh: '按键', en: 'Keys' },
  food: { zh: '饭菜', en: 'Food' },
  plates: { zh: '餐盘', en: 'Trays' },
};

/** Cards, codes, plates and faces, to be picked and put somewhere, or dragged there; and how a card is held. */
export function Hand() {
  const items = site.value?.hand ?? [];
  const kinds = (Object.keys(KINDS) as Item['kind'][]).filter((kind) => items.some((item) => item.kind === kind));
  const [chosen, setChosen] = useState<Item['kind']>('card');
  const kind = kinds.includes(chosen) ? chosen : kinds[0];
  return (
    <section class="hand" aria-label={say({ zh: '手里', en: 'In the hand' })}>
      {!played.value && (
        <p class="hint">
          {picked.value === null
            ? say({ zh: '拿起一张卡,或把它拖到读卡器上', en: 'Pick up a card, or drag it onto a reader' })
            : say({ zh: '点一台发亮的设备', en: 'Now a device that glows' })}
        </p>
      )}
      <div class="ways">
        <div class="kinds" role="group" aria-label={say({ zh: '手里的东西', en: 'What is in the hand' })}>
          {kinds.map((one) => (
            <button key={one} type="button" class="chip" aria-pressed={one === kind} data-kind={one} onClick={() => setChosen(one)}>
              {say(KINDS[one])}
            </button>
          ))}
        </div>
        {kind === 'card' && <Manners />}
        {kind === 'keys' && <Keys />}
        <Tools />
      </div>
      <ul class="cards" onWheel={({ currentTarget, deltaY }) => (currentTarget.scrollLeft += deltaY)}>
        {items
          .filter((item) => item.kind === kind)
          .map((item) => (
            <li key={item.id}>
              <Held item={item} />
            </li>
          ))}
      </ul>
    </section>
  );
}

function Held({ item }: { item: Item }) {
  const drag = useRef<{ x: number; y: number; ghost: HTMLElement | null } | null>(null);
  const moved = useRef(false);
  const chosen = picked.value?.id === item.id;
  const note = say({ zh: item.note_zh ?? '', en: item.note_en ?? '' });

  const move = (event: PointerEvent) => {
    const held = drag.current;
    if (held === null) {
      return;
    }
    if (held.ghost === null) {
      if (Math.hypot(event.clientX - held.x, event.clientY - held.y) < SLIP_PX) {
        return;
      }
      held.ghost = (event.currentTarget as HTMLElement).querySelector('.face')!.cloneNode(true) as HTMLElement;
      held.ghost.classList.add('ghost');
      document.body.append(held.ghost);
      moved.current = true;
      pick(item);
    }
    held.ghost.style.transform = `translate(${event.clientX}px, ${event.clientY}px) translate(-50%, -60%) rotate(-4deg)`;
  };
  const end = (event: PointerEvent) => {
    const held = drag.current;
    drag.current = null;
    if (held?.ghost == null) {
      return;
    }
    held.ghost.remove();
    const under = event.type === 'pointerup' ? document.elementFromPoint(event.clientX, event.clientY) : null;
    const device = under?.closest<HTMLElement>('[data-device]')?.dataset['device'];
    if (device === undefined) {
      pick(null);
    } else {
      void give(item, device);
    }
  };
  return (
    <button
      type="button"
      class="held"
      aria-pressed={chosen}
      data-item={item.id}
      title={note}
      onPointerDown={(event) => {
        moved.current = false;
        drag.current = event.button === 0 ? { x: event.clientX, y: event.clientY, ghost: null } : null;
        event.currentTarget.setPointerCapture(event.pointerId); // a quick hand is off the card before the first move is told
      }}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onClick={() => {
        if (!moved.current) {
          pick(chosen ? null : item);
        }
      }}
    >
      <Face item={item} />
      <span class="held-words">
        <b>{say(item)}</b>
        <br />
        {note}
      </span>
    </button>
  );
}

function Manners() {
  const ways: readonly [Manner, string][] = [
    ['tap', say({ zh: '刷一下', en: 'Tap' })],
    ['leave', say({ zh: '放着', en: 'Leave it' })],
    ['tear', say({ zh: '中途抽走', en: 'Tear away' })],
  ];
  return (
    <fieldset class="manners">
      <legend class="unseen">{say({ zh: '卡怎么拿', en: 'How a card is held' })}</legend>
      {ways.map(([way, words]) => (
        <label key={way} class={`chip ${manner.value === way ? 'chosen' : ''}`}>
          <input type="radio" name="manner" value={way} checked={manner.value === way} onChange={() => (manner.value = way)} />
          {words}
        </label>
      ))}
      {manner.value === 'tear' && (
        <label class="after">
          {say({ zh: '第几条指令后', en: 'after commands' })}
          <input
            type="number"
            min={0}
            max={40}
            value={tearAfter.value}
            onInput={({ currentTarget }) => (tearAfter.value = Math.max(0, currentTarget.valueAsNumber || 0))}
          />
        </label>
      )}
    </fieldset>
  );
}

function Tools() {
  const tools = (site.value?.deeds ?? []).filter(isTool);
  return tools.length === 0 ? null : (
    <div class="tools" role="group" aria-label={say({ zh: '设备', en: 'Devices' })}>
      {tools.map((deed) => (
        <button
          key={deed.id}
          type="button"
          class="chip"
          aria-pressed={tool.value === deed}
          data-deed={deed.id}
          onClick={() => pickTool(tool.value === deed ? null : deed)}
        >
          {say(deed)}
        </button>
      ))}
    </div>
  );
}

function Keys() {
  return (
    <label class="manners after">
      {say({ zh: '按哪些键', en: 'which keys' })}
      <input
        type="text"
        inputMode="tel"
        maxLength={64}
        placeholder="1234#"
        value={keys.value}
        onInput={({ currentTarget }) => (keys.value = currentTarget.value)}
      />
    </label>
  );
}
