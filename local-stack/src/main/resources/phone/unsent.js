// A call of Balas that brought no message into the chat: refused, lost or cut off.

import { el, unseen } from './dom.js';
import { draw as picture } from './drawings.js';
import { openExchanges } from './traffic.js';

export function unsentRow(exchange) {
  const ending = exchange.status ? `the provider answered ${exchange.status}` : exchange.note || 'no answer came';
  return el('li', { class: 'unsent' },
    el('span', {}, `Balas tried to send: ${ending}`),
    el('button', {
      type: 'button', class: 'quiet tiny', title: 'Raw traffic', 'data-key': `unsent-${exchange.at}`,
      click: () => openExchanges('A send without a message', [exchange]),
    }, picture('raw'), unseen('Raw traffic of this try')));
}
