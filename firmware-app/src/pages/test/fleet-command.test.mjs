import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { wrong } from './contract.mjs';
import { sources } from './sources.mjs';

const { canonical, operatorKey, signed, isReason, isName, NoKey } = await sources(
  '/fleet/command/canonical.ts',
  '/fleet/command/key.ts',
  '/fleet/command/command.ts',
);

const ASKED = {
  site: 'langxi-hall',
  device: 'north-gate',
  session: 812734455,
  verb: 'release',
  point: 'door-1',
  args: { direction: 'in' },
  by: 'desk',
  reason: '包裹 for room 3',
  lang: 'zh-CN',
};
const NOW = Date.parse('2026-11-23T00:00:00.123Z');

function pem(kind) {
  const pair = kind === 'sm2' ? generateKeyPairSync('ec', { namedCurve: 'SM2' }) : generateKeyPairSync('ed25519');
  return { ...pair, text: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) };
}

function parts({ command }) {
  const { sig, ...unsigned } = JSON.parse(command);
  return { unsigned, message: Buffer.from(canonical(unsigned)), sig: Buffer.from(sig, 'base64url') };
}

/** OpenSSL takes r and s in DER. */
function der(sig) {
  const number = (bytes) => {
    const from = bytes.findIndex((each) => each !== 0);
    const least = bytes[from] & 0x80 ? [0, ...bytes.subarray(from)] : [...bytes.subarray(from)];
    return [2, least.length, ...least];
  };
  const both = [...number(sig.subarray(0, 32)), ...number(sig.subarray(32))];
  return Buffer.from([0x30, both.length, ...both]);
}

function opensslVerifies(publicKey, message, sig) {
  const folder = mkdtempSync(join(tmpdir(), 'onecard-sm2-'));
  const file = (name, bytes) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const key = file('key.pem', publicKey.export({ type: 'spki', format: 'pem' }));
  const args = ['-in', file('message', message), '-sigfile', file('sig', der(sig))];
  const how = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'];
  try {
    execFileSync('openssl', ['pkeyutl', '-verify', '-pubin', '-inkey', key, ...args, ...how], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a command', () => {
  for (const kind of ['ed25519', 'sm2']) {
    it(`is by the contract, signed with ${kind}`, async () => {
      const { text, publicKey } = pem(kind);
      const key = await operatorKey(text);
      const ready = await signed(ASKED, key, NOW);
      const { unsigned, message, sig } = parts(ready);

      assert.deepEqual(wrong('command', JSON.parse(ready.command)), []);
      assert.equal(ready.topic, 'oc/v1/langxi-hall/north-gate/cmd/release');
      assert.equal(unsigned.id, ready.id);
      assert.equal(unsigned.issued, '2026-11-23T00:00:00.123Z');
      assert.equal(Date.parse(unsigned.expires) - Date.parse(unsigned.issued), 10_000);
      assert.ok(unsigned.key.startsWith(`${kind}:`));
      if (kind === 'ed25519') {
        const x = unsigned.key.slice('ed25519:'.length);
        const named = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
        assert.ok(named.equals(publicKey), 'the key it names is the one of the file');
        assert.ok(verify(null, message, named, sig));
        assert.ok(!verify(null, Buffer.from(`${message} `), named, sig));
      } else {
        assert.ok(opensslVerifies(publicKey, message, sig), 'OpenSSL knows the signature');
        assert.ok(!opensslVerifies(publicKey, Buffer.from(`${message} `), sig));
      }
    });
  }

  it('is never the same twice', async () => {
    const key = await operatorKey(pem('ed25519').text);
    const [one, other] = [parts(await signed(ASKED, key, NOW)), parts(await signed(ASKED, key, NOW))];
    assert.notEqual(one.unsigned.id, other.unsigned.id);
    assert.notEqual(one.unsigned.nonce, other.unsigned.nonce);
  });

  it('of the device has no point and no arguments', async () => {
    const key = await operatorKey(pem('ed25519').text);
    const { command } = await signed({ ...ASKED, verb: 'sync', point: '', args: {}, reason: '' }, key, NOW);
    assert.deepEqual(wrong('command', JSON.parse(command)), []);
    assert.ok(!command.includes('"point"') && !command.includes('"args"') && !command.includes('"reason"'));
  });

  it('is signed by the library where the browser does not know Ed25519', async (t) => {
    t.mock.method(crypto.subtle, 'importKey', () => Promise.reject(new Error('NotSupportedError')));
    const { text, publicKey } = pem('ed25519');
    const { message, sig } = parts(await signed(ASKED, await operatorKey(text), NOW));
    assert.ok(verify(null, message, publicKey, sig));
  });
});

describe('an operator', () => {
  it('has a key of these two kinds, or none', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const open = pem('ed25519').publicKey.export({ type: 'spki', format: 'pem' });
    for (const text of ['', 'x', rsa, p256, open, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n']) {
      await assert.rejects(operatorKey(text), NoKey);
    }
  });

  it('is called so, and gives reasons that the journal may keep', () => {
    assert.ok(isName('desk.3@hall') && !isName('') && !isName('前台') && !isName('x'.repeat(58)));
    assert.ok(isReason('') && isReason('房间 3 的包裹') && !isReason('卡 123456') && !isReason('a\nb') && !isReason('x'.repeat(121)));
  });
});

it('the canonical form is that of RFC 8785', () => {
  const value = { b: 'é\u2028"\\\n\u000f', a: { 10: true, 9: -1 }, '\ud83d\ude02': 1, '\ufb33': 2 };
  assert.equal(canonical(value), '{"a":{"10":true,"9":-1},"b":"é\u2028\\"\\\\\\n\\u000f","\ud83d\ude02":1,"\ufb33":2}');
});
