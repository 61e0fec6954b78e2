import type { Language } from './language';
import en from '../../main/resources/onecard/edge/words/en.properties?raw';
import zh from '../../main/resources/onecard/edge/words/zh-CN.properties?raw';

/** What the daemon itself says of each reason: there is one catalogue. */
const CATALOGUE: Readonly<Record<Language, ReadonlyMap<string, string>>> = { zh: read(zh), en: read(en) };

function read(properties: string): Map<string, string> {
  const lines = properties.split('\n').map((line) => /^([A-Z_]+\.[a-z]+)=(.*)$/.exec(line));
  return new Map(lines.filter((line) => line !== null).map((line) => [line[1]!, line[2]!]));
}

/**
 * What a reason means to an operator, or the next step.
 *
 * @param reason by its name in events
 * @returns empty for one that a later version may have
 */
export function reason(reason: string, what: 'means' | 'next', language: Language): string {
  return CATALOGUE[language].get(`${reason}.${what}`) ?? '';
}
