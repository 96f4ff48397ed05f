// The language of the page: the user's choice in this browser, or else the browser's.

import { createStore, useStore } from '../store';

export type Language = 'id' | 'en';

export const LANGUAGES: readonly { code: Language; name: string }[] = [
  { code: 'id', name: 'Bahasa Indonesia' },
  { code: 'en', name: 'English' },
];

const KEY = 'balas-language';

const isLanguage = (value: string | null | undefined): value is Language => value === 'id' || value === 'en';

function chosen(): Language {
  try {
    const kept = globalThis.localStorage?.getItem(KEY);
    if (isLanguage(kept)) {
      return kept;
    }
  } catch {
    // The browser keeps nothing for this page.
  }
  return globalThis.navigator?.language?.toLowerCase().startsWith('id') ? 'id' : 'en';
}

const current = createStore<Language>(chosen());

export const language = (): Language => current.get();

export const useLanguage = (): Language => useStore(current);

// All tabs have one language: they share one stream, and its rows have texts in the language of the tab that reads it.
globalThis.addEventListener?.('storage', ({ key, newValue }) => {
  if (key === KEY && isLanguage(newValue)) {
    current.set(() => newValue);
  }
});

export function setLanguage(next: Language): void {
  try {
    globalThis.localStorage?.setItem(KEY, next);
  } catch {
    // It holds until the page is closed.
  }
  current.set(() => next);
}
