import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { fill, say } from '../../common/language';
import { count, timeHere } from '../format';
import { place, searchAddress } from '../route';
import { find, found } from '../store';
import { W } from '../words';
import { TapList } from './taps';

const TOKEN = /^[0-9a-f]{4,32}$/;
const AGAIN_MS = 2_000;

/** Kept while a device that was found is looked at. */
let last = '';

export function Search() {
  const token = place.value.token || last;
  last = token;
  const typed = useSignal(token);
  const wrong = useSignal(false);
  useEffect(() => {
    typed.value = token;
    if (!TOKEN.test(token)) {
      found.value = null;
      return undefined;
    }
    find(token);
    const again = setInterval(() => find(token), AGAIN_MS);
    return () => clearInterval(again);
  }, [token]);
  return (
    <section class="search">
      <h2>{say(W.searchTitle)}</h2>
      <p class="soft">{say(W.searchText)}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = typed.value.trim().toLowerCase();
          wrong.value = !TOKEN.test(wanted);
          if (!wrong.value) {
            location.hash = searchAddress(wanted);
          }
        }}
      >
        <label>
          <span class="unseen">{say(W.token)}</span>
          <input
            type="search"
            name="token"
            value={typed.value}
            placeholder={say(W.token)}
            autocomplete="off"
            spellcheck={false}
            aria-invalid={wrong.value}
            onInput={(event) => (typed.value = event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="primary">
          {say(W.searchGo)}
        </button>
      </form>
      {wrong.value ? (
        <p class="wrong" role="alert">
          {say(W.searchWrong)}
        </p>
      ) : null}
      {TOKEN.test(token) ? <Result /> : null}
    </section>
  );
}

function Result() {
  const result = found.value;
  if (result === null) {
    return null;
  }
  const { taps, held, since_ms } = result;
  const figures = { n: count(taps.length), held: count(held), since: since_ms === null ? '–' : timeHere(since_ms) };
  return (
    <>
      <p role="status" class="found">
        {since_ms === null ? say(W.foundEmpty) : fill(taps.length === 0 ? W.foundNone : W.found, figures)}
      </p>
      <TapList taps={taps} places />
    </>
  );
}
