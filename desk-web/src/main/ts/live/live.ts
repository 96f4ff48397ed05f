// The live stream of the server: not connected yet.

import { createStore } from '../store';

export type LiveState = 'live' | 'connecting' | 'offline';

export const live = {
  state: createStore<LiveState>('connecting'),
  start(): void {},
  stop(): void {},
};
