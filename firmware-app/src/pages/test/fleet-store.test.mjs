// What the fleet page keeps when somebody goes to another broker; a worker that only hears stands in for the one that connects.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { sources } from './sources.mjs';

const heard = [];
globalThis.Worker = class {
  postMessage(message) {
    heard.push(message);
  }
};
const { by, connect, given, key, leave } = await sources('/fleet/store.ts');

describe("an operator's key", () => {
  beforeEach(() => {
    heard.length = 0;
    key.value = { text: 'ed25519:AAAA' };
    by.value = 'desk';
    given.value = [{ id: '1' }];
  });

  it('does not come along to the next broker, with or without a farewell to the one before', () => {
    connect('ws://127.0.0.1:1', '', '', '');

    assert.deepEqual([key.value, given.value], [null, []]);
    assert.deepEqual(heard, [{ do: 'connect', url: 'ws://127.0.0.1:1', username: '', password: '', site: '' }]);
  });

  it('does not stay where nobody is connected', () => {
    leave();

    assert.deepEqual([key.value, given.value], [null, []]);
    assert.deepEqual(heard, [{ do: 'leave' }]);
  });
});
