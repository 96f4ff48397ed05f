// The delivery status of our messages.

import { el, unseen } from './dom.js';
import { draw as picture } from './drawings.js';
import { text } from './language.js';

const TICKS = {
  pending: 'pending',
  sent: 'sent',
  delivered: 'both',
  read: 'both',
  played: 'both',
  failed: 'failed',
};

export function ticks(state) {
  const name = TICKS[state];
  if (!name) {
    return null;
  }
  const words = text(`tick-${state}`);
  return el('span', { class: 'ticks', 'data-ticks': state, title: words }, picture(name), unseen(words));
}
