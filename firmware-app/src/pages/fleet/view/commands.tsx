import { useSignal } from '@preact/signals';
import { fill, language, say } from '../../common/language';
import { reason as reasonWords } from '../../common/reasons';
import { isReason, LASTING, OF_DEVICE, OF_POINT, type Verb } from '../command/command';
import { timeHere } from '../format';
import { give, given, type Given, isOfPoint, key } from '../store';
import type { Seen } from '../told';
import { VERBS, W } from '../words';
import { Icon } from './icons';
import { openKey } from './key';

/** What may be asked of a device, once an operator's key is here. */
export function Commands({ seen, points }: { seen: Seen; points: readonly string[] }) {
  const answers = given.value.filter((each) => each.device === seen.id);
  return (
    <section class="commands" aria-labelledby="commands-title">
      <h3 id="commands-title">{say(W.commands)}</h3>
      {key.value === null ? (
        <div class="locked">
          <Icon of="lock" />
          <p>{say(W.commandsLocked)}</p>
          <button type="button" onClick={openKey}>
            {say(W.key)}
          </button>
        </div>
      ) : seen.online === true ? (
        <Form seen={seen} points={points} />
      ) : (
        <p class="soft">{say(W.commandsOffline)}</p>
      )}
      <ul class="answers" aria-live="polite">
        {answers.map((each) => (
          <AnswerLine key={each.id} given={each} />
        ))}
      </ul>
    </section>
  );
}

/** A device tells of its points one by one, as something happens there: one that is quiet is named by hand. */
const POINT = /^[a-z0-9][a-z0-9-]{0,31}$/;

const LASTINGS_S = [0, 600, 3_600, 8 * 3_600] as const;

function Form({ seen, points }: { seen: Seen; points: readonly string[] }) {
  const verb = useSignal<Verb>('identify');
  const point = useSignal('');
  const typed = useSignal(false);
  const direction = useSignal<'in' | 'out'>('in');
  const for_s = useSignal(0);
  const because = useSignal('');
  const reviewed = useSignal(false);
  const ofPoint = isOfPoint(verb.value);
  const where = !ofPoint ? '' : typed.value ? point.value : (points[0] ?? '');
  const lasts = LASTING.includes(verb.value);
  const wrong = !isReason(because.value);
  const nowhere = ofPoint && !POINT.test(where);
  const change = () => (reviewed.value = false);

  const send = () => {
    reviewed.value = false;
    void give(seen.id, {
      site: seen.site,
      device: seen.device,
      session: seen.session,
      verb: verb.value,
      point: where,
      args: verb.value === 'release' ? { direction: direction.value } : lasts && for_s.value > 0 ? { for_s: for_s.value } : {},
      reason: because.value.trim(),
      lang: language.value === 'zh' ? 'zh-CN' : 'en',
    });
  };

  const named = [say(VERBS[verb.value]!), verb.value === 'release' ? say(W[direction.value]) : '', lasts ? lasting(for_s.value) : '']
    .filter((each) => each !== '')
    .join(' · ');
  const whom = where === '' ? `${seen.site}/${seen.device}` : `${seen.site}/${seen.device} · ${where}`;
  return (
    <form
      class="command"
      onSubmit={(event) => {
        event.preventDefault();
        if (reviewed.value) {
          send();
        } else {
          reviewed.value = !wrong && !nowhere;
        }
      }}
    >
      <label>
        <span>{say(W.command)}</span>
        <select
          name="verb"
          value={verb.value}
          onChange={(event) => {
            verb.value = event.currentTarget.value as Verb;
            change();
          }}
        >
          {[
            { words: W.ofDevice, verbs: OF_DEVICE },
            { words: W.ofPoint, verbs: OF_POINT },
          ].map(({ words, verbs }) => (
            <optgroup key={words.en} label={say(words)}>
              {verbs.map((each) => (
                <option key={each} value={each}>
                  {say(VERBS[each]!)} ({each})
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {ofPoint ? (
        <label>
          <span>{say(W.point)}</span>
          <input
            name="point"
            list="points"
            value={where}
            autocomplete="off"
            spellcheck={false}
            aria-invalid={nowhere}
            onInput={(event) => {
              point.value = event.currentTarget.value;
              typed.value = true;
              change();
            }}
          />
          <datalist id="points">
            {points.map((each) => (
              <option key={each} value={each} />
            ))}
          </datalist>
          {points.length === 0 ? <small>{say(W.pointNone)}</small> : null}
        </label>
      ) : null}
      {verb.value === 'release' ? (
        <label>
          <span>{say(W.direction)}</span>
          <select
            name="direction"
            value={direction.value}
            onChange={(event) => {
              direction.value = event.currentTarget.value as 'in' | 'out';
              change();
            }}
          >
            <option value="in">{say(W.in)}</option>
            <option value="out">{say(W.out)}</option>
          </select>
        </label>
      ) : null}
      {lasts ? (
        <label>
          <span>{say(W.lasting)}</span>
          <select
            name="for"
            value={for_s.value}
            onChange={(event) => {
              for_s.value = Number(event.currentTarget.value);
              change();
            }}
          >
            {LASTINGS_S.map((each) => (
              <option key={each} value={each}>
                {lasting(each)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <label class="wide">
        <span>{say(W.because)}</span>
        <input
          name="because"
          value={because.value}
          maxLength={120}
          aria-invalid={wrong}
          onInput={(event) => {
            because.value = event.currentTarget.value;
            change();
          }}
        />
        {wrong ? <span class="wrong">{say(W.becauseWrong)}</span> : null}
      </label>
      {reviewed.value ? (
        <div class="review wide" role="alert">
          <p>{fill(W.reviewText, { whom, verb: named })}</p>
          <button type="submit" class="primary">
            {say(W.send)}
          </button>
          <button type="button" onClick={change}>
            {say(W.back)}
          </button>
        </div>
      ) : (
        <button type="submit" class="wide">
          {say(W.review)}
        </button>
      )}
    </form>
  );
}

function lasting(for_s: number): string {
  if (for_s === 0) {
    return say(W.untilTaken);
  }
  return for_s < 3_600 ? fill(W.minutes, { n: for_s / 60 }) : fill(W.hours, { n: for_s / 3_600 });
}

function AnswerLine({ given: { verb, point, at_ms, answer } }: { given: Given }) {
  return (
    <li class={answer === null ? 'awaiting' : answer.kind === 'answered' && answer.ok ? 'done' : 'not'}>
      <Icon of={answer === null ? 'asked' : answer.kind === 'answered' && answer.ok ? 'granted' : 'refused'} size={16} />
      <span>
        <b>{say(VERBS[verb]!)}</b>
        {point === '' ? '' : ` · ${point}`}
        <span class="soft figures"> {timeHere(at_ms)}</span>
        <span class="became">{became(answer)}</span>
      </span>
    </li>
  );
}

function became(answer: Given['answer']): string {
  switch (answer?.kind) {
    case undefined:
      return say(W.awaiting);
    case 'silent':
      return say(W.noAnswer);
    case 'nobody':
      return say(W.nobody);
    case 'away':
      return say(W.notSent);
    case 'failed':
      return fill(W.failed, { why: answer.why });
    case 'answered':
      return answer.ok
        ? [say(W.done), answer.record && fill(W.record, { record: answer.record }), answer.detail].filter((each) => each !== '').join(' · ')
        : `${say(W.refusedCommand)} ${answer.reason}: ${answer.detail || reasonWords(answer.reason, 'means', language.value)}`;
  }
}
