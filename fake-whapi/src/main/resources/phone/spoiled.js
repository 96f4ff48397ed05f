// A message of Balas that WhatsApp took although Balas was told otherwise, or nothing: its bubble says so.

import { api } from './api.js';
import { change, store } from './store.js';
import { attempt } from './toast.js';

export const spoiled = new Map();

/** Asks only while there are faults, and until the call is known. */
export function noteSpoiledAnswer({ message }) {
  if (message.source !== 'api' || store.faults.length === 0 || spoiled.has(message.id)) {
    return;
  }
  attempt(async () => {
    const { exchanges } = await api.exchanges(message.id);
    const call = exchanges.find(({ kind, method }) => kind === 'call' && method === 'POST');
    if (call) {
      spoiled.set(message.id, call.status === 200 ? null : 'Balas was told otherwise');
      change('bubbles', {});
    }
  });
}
