/** An operator's key: it signs, and nothing takes it out of here again. */
export interface OperatorKey {
  /** `ed25519:` and base64url of 32 bytes, or `sm2:` and of the 65-byte point, as it stands in keys.commands. */
  readonly publicText: string;
  /** 64 bytes over the message as it is. */
  readonly sign: (message: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;
}

/** No Ed25519 or SM2 key in PKCS#8 PEM. */
export class NoKey extends Error {}

/** What stands before the 32-byte seed in PKCS#8 (RFC 8410). */
const ED25519_PKCS8 = bytes('302e020100300506032b657004220420');

/** id-ecPublicKey and the curve, one after the other, as AlgorithmIdentifier has them (GM/T 0009, RFC 5480). */
const SM2_ALGORITHM = bytes('301306072a8648ce3d020106082a811ccf5501822d');

/** In an ECPrivateKey (RFC 5915): version 1, and 32 bytes of the number follow. */
const EC_NUMBER = bytes('0201010420');

const KEY_BYTES = 32;
const PEM_MAX = 16_384;

/** The default user id of GM/T 0009. */
const SM2_USER_ID = '1234567812345678';

/**
 * The key of a PKCS#8 PEM, as `onecard keys new --for commands` writes it.
 *
 * @throws NoKey for anything else
 */
export async function operatorKey(pem: string): Promise<OperatorKey> {
  const der = decoded(pem);
  if (der.length === ED25519_PKCS8.length + KEY_BYTES && at(der, ED25519_PKCS8) === 0) {
    return ed25519(der);
  }
  const number = at(der, EC_NUMBER) + EC_NUMBER.length;
  if (at(der, SM2_ALGORITHM) >= 0 && number >= EC_NUMBER.length && der.length >= number + KEY_BYTES) {
    return sm2(der.subarray(number, number + KEY_BYTES));
  }
  throw new NoKey();
}

/** By the browser, which hands the key to nobody, not even to this page; by a library where it does not know Ed25519, or not here. */
async function ed25519(pkcs8: Uint8Array<ArrayBuffer>): Promise<OperatorKey> {
  const seed = pkcs8.slice(ED25519_PKCS8.length);
  const library = await import('@noble/curves/ed25519').then((module) => module.ed25519);
  const publicText = `ed25519:${base64url(library.getPublicKey(seed))}`;
  try {
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
    seed.fill(0);
    pkcs8.fill(0);
    return { publicText, sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, message)) };
  } catch {
    // No crypto.subtle on a page that came by plain http, and no Ed25519 in an older browser.
    return { publicText, sign: (message) => Promise.resolve(library.sign(message, seed)) };
  }
}

async function sm2(number: Uint8Array): Promise<OperatorKey> {
  const library = await import('sm-crypto-v2').then((module) => module.sm2);
  const secret = hex(number);
  const point = library.getPublicKeyFromPrivateKey(secret);
  const how = { hash: true, der: false, publicKey: point, userId: SM2_USER_ID };
  return {
    publicText: `sm2:${base64url(bytes(point))}`,
    sign: (message) => Promise.resolve(bytes(library.doSignature(message, secret, how))),
  };
}

function decoded(pem: string): Uint8Array<ArrayBuffer> {
  const body = /-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\s]+)-----END PRIVATE KEY-----/.exec(pem.slice(0, PEM_MAX))?.[1];
  if (body === undefined) {
    throw new NoKey();
  }
  try {
    return Uint8Array.from(atob(body.replace(/\s/g, '')), (each) => each.charCodeAt(0));
  } catch {
    throw new NoKey();
  }
}

/** Where these bytes begin first; -1: nowhere. */
function at(all: Uint8Array, part: Uint8Array): number {
  for (let i = 0; i + part.length <= all.length; i++) {
    if (part.every((byte, j) => all[i + j] === byte)) {
      return i;
    }
  }
  return -1;
}

function bytes(digits: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function hex(all: Uint8Array): string {
  return Array.from(all, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function base64url(all: Uint8Array): string {
  return btoa(String.fromCharCode(...all))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
