// The delivery status of our messages.

import { el, unseen } from './dom.js';
import { draw as picture } from './drawings.js';

const TICKS = {
  pending: ['pending', 'Sending…'],
  sent: ['sent', 'Sent'],
  delivered: ['both', 'Delivered'],
  read: ['both', 'Read'],
  played: ['both', 'Played'],
  failed: ['failed', 'Failed'],
};

export function ticks(state) {
  const [name, words] = TICKS[state] ?? [];
  return name ? el('span', { class: 'ticks', 'data-ticks': state, title: words }, picture(name), unseen(words)) : null;
}
