// Marks a message that WhatsApp has although Balas received an error or no response.

import { api } from './api.js';
import { text } from './language.js';
import { change, store } from './store.js';
import { attempt } from './toast.js';

export const spoiled = new Map();

/** Requests the traffic only while faults exist and the send call is unknown. */
export function noteSpoiledAnswer({ message }) {
  if (message.source !== 'api' || store.faults.length === 0 || spoiled.has(message.id)) {
    return;
  }
  attempt(async () => {
    const { exchanges } = await api.exchanges(message.id);
    const call = exchanges.find(({ kind, method }) => kind === 'call' && method === 'POST');
    if (call) {
      spoiled.set(message.id, call.status === 200 ? null : text('got-error'));
      change('bubbles', {});
    }
  });
}
