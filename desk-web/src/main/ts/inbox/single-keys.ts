// Whether single letters are shortcuts. Users of speech input turn them off: a word that is heard is many letters.

import { createStore } from '../store';

const KEY = 'balas-single-keys';

function kept(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

export const singleKeys = createStore<boolean>(kept());

export function setSingleKeys(isOn: boolean): void {
  singleKeys.set(() => isOn);
  try {
    localStorage.setItem(KEY, isOn ? 'on' : 'off');
  } catch {
    // It holds until the page is closed.
  }
}
