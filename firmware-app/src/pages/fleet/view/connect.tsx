import { useSignal } from '@preact/signals';
import { say } from '../../common/language';
import { connect, leave, link } from '../store';
import { W } from '../words';

const ADDRESS = /^wss?:\/\/[^\s/]+/i;

/** Of mosquitto's examples and most others. */
const PORT = 9001;

// The tab's own memory: gone when it is closed. The password is in no storage at all.
function remembered(name: string): string | null {
  try {
    return sessionStorage.getItem(`onecard.fleet.${name}`);
  } catch {
    return null;
  }
}

function remember(name: string, value: string): void {
  try {
    sessionStorage.setItem(`onecard.fleet.${name}`, value);
  } catch {
    // A browser that keeps nothing forgets it at the next load, no more.
  }
}

/** `?broker=ws://...` in the address fills in the place, and connects to nothing by itself. */
function first(): string {
  return new URLSearchParams(location.search).get('broker') ?? remembered('broker') ?? `ws://${location.hostname || '127.0.0.1'}:${PORT}`;
}

export function Connect() {
  const broker = useSignal(first());
  const user = useSignal(remembered('user') ?? '');
  const password = useSignal('');
  const site = useSignal(remembered('site') ?? '');
  const wrong = useSignal(false);
  const { state, why } = link.value;
  const trying = state === 'connecting' || state === 'away';
  const plain = /^ws:/i.test(broker.value) && !/^ws:\/\/(127\.|localhost\b|\[::1\])/i.test(broker.value);
  return (
    <section class="connect">
      <h2>{say(W.connectTitle)}</h2>
      <p class="soft">{say(W.connectText)}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          wrong.value = !ADDRESS.test(broker.value.trim());
          if (!wrong.value) {
            remember('broker', broker.value.trim());
            remember('user', user.value);
            remember('site', site.value);
            connect(broker.value.trim(), user.value, password.value, site.value.trim());
          }
        }}
      >
        <label class="wide">
          <span>{say(W.broker)}</span>
          <input
            name="broker"
            value={broker.value}
            inputMode="url"
            autocomplete="off"
            spellcheck={false}
            aria-invalid={wrong.value}
            aria-describedby="broker-hint"
            onInput={(event) => (broker.value = event.currentTarget.value)}
          />
          <small id="broker-hint" class={wrong.value || plain ? 'wrong' : 'soft'}>
            {wrong.value ? say(W.brokerWrong) : plain ? say(W.plainWarning) : say(W.brokerHint)}
          </small>
        </label>
        <label>
          <span>{say(W.user)}</span>
          <input name="user" value={user.value} autocomplete="username" onInput={(event) => (user.value = event.currentTarget.value)} />
        </label>
        <label>
          <span>{say(W.password)}</span>
          <input
            type="password"
            name="password"
            value={password.value}
            autocomplete="current-password"
            onInput={(event) => (password.value = event.currentTarget.value)}
          />
        </label>
        <label class="wide">
          <span>
            {say(W.site)} <small class="soft">{say(W.siteAll)}</small>
          </span>
          <input
            name="site"
            value={site.value}
            autocomplete="off"
            pattern="[a-z0-9][a-z0-9\-]{0,31}"
            onInput={(event) => (site.value = event.currentTarget.value)}
          />
        </label>
        <div class="go wide">
          <button type="submit" class="primary" disabled={trying}>
            {say(W.connect)}
          </button>
          {trying ? (
            <button type="button" onClick={leave}>
              {say(W.disconnect)}
            </button>
          ) : null}
          <span role="status" class={state === 'refused' ? 'wrong' : 'soft'}>
            {state === 'idle' ? '' : `${say(W[state])}${why === '' ? '' : `: ${why}`}`}
          </span>
        </div>
      </form>
    </section>
  );
}
