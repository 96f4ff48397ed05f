// Says new messages to a screen reader, and nothing else: ticks and edits would drown them.

import { byId } from './dom.js';

export function announce(text) {
  byId('announcer').textContent = text;
}
