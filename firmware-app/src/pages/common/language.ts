import { effect, signal } from '@preact/signals';
import { kept, keep } from './memory';

/** What is said to people, in both languages. The pages have no other text. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Words;

const CHOSEN = 'onecard.language';

/** `?lang=en` in the address, else what was chosen here before, else what the browser speaks. */
function first(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? kept(CHOSEN) ?? navigator.language;
  return asked.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const language = signal<Language>(first());

effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
});

export function speak(chosen: Language): void {
  language.value = chosen;
  keep(CHOSEN, chosen);
}

/** The words in the language of the page; who calls it while drawing is drawn again when that changes. */
export function say(words: Words): string {
  return words[language.value];
}

/** The same for words with places in them: `fill({ zh: '{n} 台', en: '{n} devices' }, { n: 3 })`. */
export function fill(words: Words, values: Readonly<Record<string, string | number>>): string {
  return say(words).replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
