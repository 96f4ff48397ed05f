// Announces new messages to screen readers. Ticks and edits are not announced: they would be too many.

import { byId } from './dom.js';

export function announce(text) {
  byId('announcer').textContent = text;
}
