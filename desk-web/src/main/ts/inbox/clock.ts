// The time by which waiting times are drawn again.

import { createStore, useStore } from '../store';

const EVERY_MS = 15_000;
const now = createStore<number>(Date.now());

setInterval(() => {
  if (document.visibilityState === 'visible') {
    now.set(() => Date.now());
  }
}, EVERY_MS);
document.addEventListener('visibilitychange', () => now.set(() => Date.now()));

export const useNow = (): number => useStore(now);
