import { base64url, type OperatorKey } from './key';
import { canonical, type Json } from './canonical';

/** What can be asked here of a point; what is for hosts alone (replay, reconcile, attend) is not offered. */
export const OF_POINT = ['release', 'hold', 'normal', 'lockdown', 'disable', 'forgive', 'settle'] as const;

/** And of a device. */
export const OF_DEVICE = ['identify', 'sync', 'restart'] as const;

export type Verb = (typeof OF_POINT)[number] | (typeof OF_DEVICE)[number];

/** The verbs that may be given for a time. */
export const LASTING: readonly Verb[] = ['hold', 'normal', 'lockdown', 'disable'];

export interface Asked {
  readonly site: string;
  readonly device: string;
  /** The device's present one, as its status tells it. */
  readonly session: number;
  readonly verb: Verb;
  /** Empty: the device. */
  readonly point: string;
  readonly args: { readonly [name: string]: Json };
  readonly by: string;
  /** Empty: none. */
  readonly reason: string;
  readonly lang: 'zh-CN' | 'en';
}

/** How old one may be: longer than it takes by any network, shorter than an operator looks away. */
const FRESH_MS = 10_000;

const DRAWN_BYTES = 12;

/** Whether an operator may be called so. */
export function isName(by: string): boolean {
  return /^[A-Za-z0-9._@-]{1,57}$/.test(by);
}

/** Whether this may be the reason of a command: the journal keeps it, so nothing so long that it could be somebody's number. */
export function isReason(reason: string): boolean {
  return /^[^\p{Cc}]{0,120}$/u.test(reason) && !/[0-9]{6}/.test(reason);
}

/** For one session of one device, good for ten seconds, once. */
export async function signed(asked: Asked, key: OperatorKey, now_ms: number): Promise<{ id: string; topic: string; command: string }> {
  const id = drawn();
  const unsigned: { [name: string]: Json } = {
    v: 1,
    id,
    site: asked.site,
    device: asked.device,
    session: asked.session,
    verb: asked.verb,
    ...(asked.point === '' ? {} : { point: asked.point }),
    ...(Object.keys(asked.args).length === 0 ? {} : { args: asked.args }),
    issued: new Date(now_ms).toISOString(),
    expires: new Date(now_ms + FRESH_MS).toISOString(),
    nonce: drawn(),
    by: asked.by,
    ...(asked.reason === '' ? {} : { reason: asked.reason }),
    lang: asked.lang,
    key: key.publicText,
  };
  const sig = await key.sign(new TextEncoder().encode(canonical(unsigned)));
  return {
    id,
    topic: `oc/v1/${asked.site}/${asked.device}/cmd/${asked.verb}`,
    command: canonical({ ...unsigned, sig: base64url(sig) }),
  };
}

/** An id or nonce that nobody else draws. */
function drawn(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(DRAWN_BYTES)));
}
