import { effect, signal } from '@preact/signals';
import { keep, kept } from './memory';

export type Theme = 'light' | 'dark';

const CHOSEN = 'onecard.theme';

/** `?theme=dark` in the address, else what was chosen here before, else what the system has. */
function first(): Theme {
  const asked = new URLSearchParams(location.search).get('theme') ?? kept(CHOSEN);
  if (asked === 'light' || asked === 'dark') {
    return asked;
  }
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export const theme = signal<Theme>(first());

// style.css has each colour once, as light-dark(): which of the two follows from here.
effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
});

export function dress(chosen: Theme): void {
  theme.value = chosen;
  keep(CHOSEN, chosen);
}
