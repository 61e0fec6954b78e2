/** What a stranger may have written: looked at member by member, and never believed to be of any shape. */
export type Obj = Readonly<Record<string, unknown>>;

export function isObj(value: unknown): value is Obj {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object of UTF-8 JSON; null for anything else. */
export function parse(payload: Uint8Array): Obj | null {
  try {
    const value: unknown = JSON.parse(UTF8.decode(payload));
    return isObj(value) ? value : null;
  } catch {
    return null;
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

const TEXT_MAX = 80;
// What turns, hides or breaks a line has no place in a name.
const CONTROL = /[\p{Cc}\p{Cf}]/gu;

/** A text member, fit to be shown: so many characters at most; empty if there is none. */
export function text(of: Obj, name: string, most = TEXT_MAX): string {
  const value = of[name];
  if (typeof value !== 'string') {
    return '';
  }
  const plain = value.replace(CONTROL, '?');
  return plain.length <= most ? plain : `${plain.slice(0, most - 1)}…`;
}

/** A whole number as the contract has them; null if there is none. */
export function whole(of: Obj, name: string): number | null {
  const value = of[name];
  return Number.isSafeInteger(value) ? (value as number) : null;
}

export function inner(of: Obj, name: string): Obj | null {
  const value = of[name];
  return isObj(value) ? value : null;
}
