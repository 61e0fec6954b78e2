import { fill, language, say, type Words } from '../common/language';
import { reason } from '../common/reasons';
import type { Anatomy, AnatomyStep, Anchor } from './api';
import { anatomies, site } from './world';

const ROWS: Record<AnatomyStep['what'], Words> = {
  field: { zh: '感应区', en: 'field' },
  exchange: { zh: '读卡指令', en: 'commands to the card' },
  decision: { zh: '判定', en: 'decision' },
  record: { zh: '写入流水', en: 'record, durable' },
  relay: { zh: '继电器', en: 'relay' },
  publish: { zh: '已发布', en: 'published' },
};

/** What whoever taps waits for: the first of these that there was, and that took any time. */
const FELT: readonly { readonly what: AnatomyStep['what']; readonly words: Words }[] = [
  { what: 'relay', words: { zh: '从进场到继电器 {t}', en: '{t} to the relay' } },
  { what: 'decision', words: { zh: '从进场到判定 {t}', en: '{t} to the decision' } },
  { what: 'record', words: { zh: '从出示到落盘 {t}', en: '{t} to the record' } },
];

/** `380 µs`, `8.5 ms`, `2 s`: two figures that count. */
export function span(us: number): string {
  if (us < 1000) {
    return `${us} µs`;
  }
  const [value, unit] = us < 1_000_000 ? [us / 1000, 'ms'] : [us / 1_000_000, 's'];
  return `${value.toLocaleString(language.value, { maximumSignificantDigits: value < 100 ? 2 : 3 })} ${unit}`;
}

/** The last tap: where its time went, under a lens; above that the same tap beside what it takes elsewhere. */
export function AnatomyView() {
  const anatomy = anatomies.value.toSorted((one, other) => one.start_mono_us - other.start_mono_us).at(-1);
  const why = anatomy?.verdict === 'refused' ? reason(anatomy.reason ?? '', 'means', language.value) : '';
  return (
    <section class="anatomy sheet" aria-label={say({ zh: '最近一次刷卡', en: 'The last tap' })}>
      <header>
        <h2>{say({ zh: '最近一次刷卡', en: 'The last tap' })}</h2>
        {anatomy !== undefined && <code>{anatomy.point}</code>}
        {anatomy?.verdict !== undefined && (
          <span class={`verdict ${anatomy.verdict}`}>
            {anatomy.verdict === 'granted' ? '✓' : anatomy.verdict === 'refused' ? '✕' : '…'} {anatomy.reason}
          </span>
        )}
      </header>
      {why !== '' && (
        <p class="why" title={reason(anatomy?.reason ?? '', 'next', language.value)}>
          {why}
        </p>
      )}
      {anatomy === undefined || anatomy.steps.length === 0 ? (
        <p class="empty">{say({ zh: '刷一张卡,这里就会画出它的每一微秒。', en: 'Tap a card, and each of its microseconds is drawn here.' })}</p>
      ) : (
        <Timeline anatomy={anatomy} anchors={site.value?.anchors ?? []} />
      )}
    </section>
  );
}

function Timeline({ anatomy, anchors }: { anatomy: Anatomy; anchors: readonly Anchor[] }) {
  const end_us = Math.max(...anatomy.steps.map((step) => step.to_us), 1);
  const felt = FELT.flatMap(({ what, words }) =>
    anatomy.steps.filter((step) => step.what === what && step.to_us > 0).map(({ to_us }) => fill(words, { t: span(to_us) })),
  );
  const whole_us = Math.max(end_us, ...anchors.map(({ us }) => us));
  const share = (us: number) => `${(100 * us) / whole_us}%`;
  const rows = (Object.keys(ROWS) as AnatomyStep['what'][])
    .map((what) => ({ what, steps: anatomy.steps.filter((step) => step.what === what) }))
    .filter(({ steps }) => steps.length > 0);
  return (
    <>
      <p class="felt">{felt[0]}</p>
      <div class="elsewhere">
        {anchors.map((anchor) => (
          <p key={anchor.us} class={`anchor ${anchor.us > whole_us / 2 ? 'late' : ''}`}>
            <span class="anchor-bar" style={{ width: share(anchor.us) }} />
            <span class="anchor-name" style={anchor.us > whole_us / 2 ? { right: '0' } : { left: share(anchor.us) }}>
              {say(anchor)} <b>{span(anchor.us)}</b>
            </span>
          </p>
        ))}
        <p class="anchor ours">
          <span class="anchor-bar" style={{ width: share(end_us) }} />
          <span class="anchor-name" style={{ left: share(end_us) }}>
            {say({ zh: '这一次', en: 'this tap' })} <b>{span(end_us)}</b>
          </span>
        </p>
      </div>
      <svg class="lens" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <path d={`M0 0H${Math.max(0.4, (100 * end_us) / whole_us)}L100 10H0Z`} />
      </svg>
      <ol class="steps">
        {rows.map(({ what, steps }) => (
          <Row key={what} what={what} steps={steps} end_us={end_us} />
        ))}
      </ol>
    </>
  );
}

function Row({ what, steps, end_us }: { what: AnatomyStep['what']; steps: readonly AnatomyStep[]; end_us: number }) {
  const took_us = steps.reduce((sum, step) => sum + step.to_us - step.from_us, 0);
  const details = steps.map((step) => `${span(step.from_us)} + ${span(step.to_us - step.from_us)} ${step.detail ?? ''}`).join('\n');
  return (
    <li class={`step of-${what}`} title={details}>
      <span class="step-name">
        {say(ROWS[what])}
        {steps.length > 1 && ` ×${steps.length}`}
      </span>
      <span class="step-took">{took_us > 0 ? span(took_us) : fill({ zh: '在 {t}', en: 'at {t}' }, { t: span(steps[0]?.to_us ?? 0) })}</span>
      <span class="track">
        {steps.map((step, index) => (
          <span
            key={index}
            class="bar"
            style={{ left: `min(${(100 * step.from_us) / end_us}%, 100% - 3px)`, width: `${(100 * (step.to_us - step.from_us)) / end_us}%` }}
          />
        ))}
      </span>
    </li>
  );
}
