import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { fill, language, say, type Words } from '../common/language';
import { reason } from '../common/reasons';
import type { Message, Recorded } from './api';
import { cable, daemon, journal, messages, published } from './world';

const KINDS: Record<string, Words> = {
  tap: { zh: '刷卡', en: 'tap' },
  passage: { zh: '通行', en: 'passage' },
  sale: { zh: '消费', en: 'sale' },
  visit: { zh: '来访', en: 'visit' },
  attendance: { zh: '签到', en: 'attendance' },
  alarm: { zh: '报警', en: 'alarm' },
  state: { zh: '状态', en: 'state' },
  command: { zh: '命令', en: 'command' },
  system: { zh: '系统', en: 'system' },
};

/** What of a record stands in its line, in this order, as the record has it. */
const TELLING = ['verdict', 'reason', 'result', 'transition', 'state', 'alarm', 'what', 'verb', 'meal', 'cause'] as const;

type Tab = 'journal' | 'mqtt';

/** What is durable on the device, and what has left it. */
export function Records() {
  const [tab, setTab] = useState<Tab>('journal');
  const tabs: readonly [Tab, Words][] = [
    ['journal', { zh: '流水', en: 'Journal' }],
    ['mqtt', { zh: 'MQTT 消息', en: 'MQTT' }],
  ];
  const move = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const other = tab === 'journal' ? 'mqtt' : 'journal';
      setTab(other);
      document.getElementById(`tab-${other}`)?.focus();
    }
  };
  return (
    <section class="record sheet" aria-label={say({ zh: '记录', en: 'Records' })}>
      <div class="tabs">
        <div role="tablist" onKeyDown={move}>
          {tabs.map(([name, words]) => (
            <button
              key={name}
              id={`tab-${name}`}
              type="button"
              role="tab"
              aria-selected={tab === name}
              aria-controls="records"
              tabIndex={tab === name ? 0 : -1}
              onClick={() => setTab(name)}
            >
              {say(words)}
            </button>
          ))}
        </div>
        <Waiting />
      </div>
      <div id="records" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0} class="records">
        {tab === 'journal' ? <Journal /> : <Messages />}
      </div>
    </section>
  );
}

/** Records that nobody outside has heard of yet. */
function waiting(): readonly Recorded[] {
  const heard = published.value;
  const since = journal.value.findIndex(({ id }) => heard.has(id)); // older ones were told before this page listened
  return journal.value.filter(({ id }, index) => index >= Math.max(since, 0) && !heard.has(id));
}

function Waiting() {
  const count = cable.value.up && daemon.value.state === 'ready' ? 0 : waiting().length;
  return count === 0 ? null : (
    <span class="waiting" role="status">
      {fill({ zh: '{n} 条待发', en: '{n} wait to be sent' }, { n: count })}
    </span>
  );
}

function Journal() {
  const unheard = new Set(waiting().map(({ id }) => id));
  const records = journal.value.toReversed();
  return records.length === 0 ? (
    <p class="empty">{say({ zh: '还没有记录。', en: 'Nothing yet.' })}</p>
  ) : (
    <ul>
      {records.map((record) => (
        <li key={record.id}>
          <Entry record={record} sent={!unheard.has(record.id)} />
        </li>
      ))}
    </ul>
  );
}

function Entry({ record, sent }: { record: Recorded; sent: boolean }) {
  const mark = markOf(record);
  return (
    <Opened whole={record} look={`entry ${mark}`}>
      <span class="mark" aria-hidden="true">
        {MARKS[mark] ?? '·'}
      </span>
      <span class="number">#{String(record.data['seq'] ?? '')}</span>
      <span class="time">{record.time.slice(11, 19)}</span>
      <span class="words" title={reason(String(record.data['reason'] ?? ''), 'means', language.value) || undefined}>
        <b>{kindOf(record.type)}</b> <code>{record.subject}</code> {telling(record.data)}
      </span>
      <span class={`sent ${sent ? '' : 'not'}`} title={say(sent ? { zh: '已发布', en: 'published' } : { zh: '待发', en: 'waits' })}>
        {sent ? '↗' : '◌'}
      </span>
    </Opened>
  );
}

function Messages() {
  const list = messages.value.toReversed();
  return list.length === 0 ? (
    <p class="empty">{say({ zh: '还没有消息。', en: 'Nothing yet.' })}</p>
  ) : (
    <ul>
      {list.map((message) => (
        <li key={`${message.mono_us} ${message.topic}`}>
          <Opened whole={message.payload} look="message">
            <code class="topic">{topic(message)}</code>
            <span class="words">{telling(dataOf(message))}</span>
          </Opened>
        </li>
      ))}
    </ul>
  );
}

/** A line that opens to the whole of what it is about; that is written out once somebody opens it. */
function Opened({ whole, look, children }: { whole: unknown; look: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary class={look}>{children}</summary>
      {open && <pre>{typeof whole === 'string' ? whole : JSON.stringify(whole, null, 1)}</pre>}
    </details>
  );
}

const MARKS: Record<string, string> = { granted: '✓', refused: '✕', asked: '…', alarm: '!' };

function markOf({ type, data }: Recorded): string {
  return type === 'onecard.alarm.v1' ? 'alarm' : typeof data['verdict'] === 'string' ? data['verdict'] : '';
}

function kindOf(type: string): string {
  const kind = type.split('.')[1] ?? type;
  return say(KINDS[kind] ?? { zh: kind, en: kind });
}

function telling(data: Readonly<Record<string, unknown>>): string {
  const words = TELLING.map((name) => data[name]).filter((word) => typeof word === 'string');
  const fen = data['amount_fen'];
  return [...words, ...(typeof fen === 'number' ? [`¥${(fen / 100).toFixed(2)}`] : [])].join(' ');
}

function dataOf({ payload }: Message): Readonly<Record<string, unknown>> {
  const whole = (typeof payload === 'object' && payload !== null ? payload : {}) as Readonly<Record<string, unknown>>;
  return (whole['data'] as Readonly<Record<string, unknown>> | undefined) ?? whole;
}

/** Without what all topics here begin with: `oc/v1/SITE/`. */
function topic(message: Message): string {
  return message.topic.split('/').slice(3).join('/') || message.topic;
}
