import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { say } from '../../common/language';
import { isName } from '../command/command';
import { NoKey, operatorKey } from '../command/key';
import { by, key } from '../store';
import { W } from '../words';
import { Icon } from './icons';

const open = signal(false);
const wrong = signal(false);

export function openKey(): void {
  open.value = true;
}

/** Where the page says whether it may command, and takes the key. */
export function KeyDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open.value) {
      dialog.current?.showModal();
    } else {
      dialog.current?.close();
    }
  }, [open.value]);
  const close = () => (open.value = false);
  return (
    <dialog ref={dialog} class="key-dialog" aria-labelledby="key-title" onClose={close}>
      <h2 id="key-title">{say(W.key)}</h2>
      <p>{say(W.keyText)}</p>
      {key.value === null ? <Load /> : <Loaded />}
      <button type="button" onClick={close}>
        {say(W.close)}
      </button>
    </dialog>
  );
}

function Load() {
  const load = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (file === undefined) {
      return;
    }
    try {
      key.value = await operatorKey(await file.text());
      wrong.value = false;
    } catch (failed) {
      if (!(failed instanceof NoKey)) {
        console.error(failed);
      }
      wrong.value = true;
    } finally {
      input.value = '';
    }
  };
  return (
    <>
      <label>
        <span>{say(W.by)}</span>
        <input
          name="by"
          value={by.value}
          autocomplete="off"
          aria-invalid={by.value !== '' && !isName(by.value)}
          aria-describedby="by-hint"
          onInput={(event) => (by.value = event.currentTarget.value)}
        />
        <small id="by-hint" class={by.value === '' || isName(by.value) ? '' : 'wrong'}>
          {say(W.byWrong)}
        </small>
      </label>
      <label class={`button primary file${isName(by.value) ? '' : ' disabled'}`}>
        <input
          class="unseen"
          type="file"
          name="key"
          accept=".pem,.key"
          disabled={!isName(by.value)}
          onChange={(event) => void load(event.currentTarget)}
        />
        {say(W.keyLoad)}
      </label>
      {wrong.value ? (
        <p class="wrong" role="alert">
          {say(W.keyWrong)}
        </p>
      ) : null}
    </>
  );
}

function Loaded() {
  return (
    <>
      <p>
        {say(W.keyPublic)}
        <code class="public">{key.value?.publicText}</code>
      </p>
      <button type="button" class="bad" onClick={() => (key.value = null)}>
        {say(W.keyForget)}
      </button>
    </>
  );
}

/** In the corner: read-only, or not. */
export function KeyButton() {
  const locked = key.value === null;
  return (
    <button type="button" class={locked ? 'quiet key-state' : 'key-state armed'} onClick={openKey}>
      <Icon of={locked ? 'lock' : 'unlocked'} />
      <span>{locked ? say(W.readOnly) : say(W.keyLoaded)}</span>
    </button>
  );
}
