import { computed, signal } from '@preact/signals';

// Where on the page somebody is stands behind the # of its address: the browser's own "back" works, and a place can be sent on.

export type Tab = 'overview' | 'devices' | 'search';

const hash = signal(location.hash);

addEventListener('hashchange', () => {
  hash.value = location.hash;
});

export interface Place {
  readonly tab: Tab;
  /** null: none is looked at. */
  readonly device: { readonly site: string; readonly device: string } | null;
  /** What is searched for; empty: nothing yet. */
  readonly token: string;
}

export const place = computed<Place>(() => {
  const [, tab, site, device] = hash.value.split('/');
  return {
    tab: tab === 'devices' || tab === 'search' ? tab : 'overview',
    device: site && device ? { site, device } : null,
    token: tab === 'search' && site && !device ? site : '',
  };
});

/** The address of a tab, or of a device beside it. */
export function address(tab: Tab, device?: { readonly site: string; readonly device: string }): string {
  return device === undefined ? `#/${tab}` : `#/${tab}/${device.site}/${device.device}`;
}

/** Of the search for a token. */
export function searchAddress(token: string): string {
  return `#/search/${token}`;
}
