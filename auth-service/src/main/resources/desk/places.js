// The head of the page: navigation, connection state and the signed-in user.

import { byId, el, fill } from './dom.js';
import { signOut } from './session.js';
import { isAdmin, store, watch } from './store.js';
import { attempt } from './toast.js';

const STATES = { live: 'Live', lost: 'Not connected. Reconnecting…', connecting: 'Connecting…' };

function place(name, words, badge) {
  return el('a', { href: `#/${name}`, 'data-key': `place-${name}`, 'aria-current': store.place === name ? 'page' : null },
    words, badge > 0 && el('span', { class: 'badge', title: 'Failed' }, `${badge}`));
}

function drawPlaces() {
  fill(byId('places'), place('chats', 'Chats'), ...(isAdmin()
    ? [place('deliveries', 'Deliveries', store.failed), place('users', 'Users'), place('audit', 'Audit')] : []));
  fill(byId('me'), el('span', { class: 'me-name' }, store.me?.name ?? ''),
    el('button', { type: 'button', class: 'secondary', 'data-key': 'sign-out', click: () => attempt(signOut) }, 'Sign out'));
}

function drawConnection() {
  const live = byId('live');
  live.dataset.state = store.connection;
  live.textContent = STATES[store.connection];
}

export function showPlaces() {
  watch(['me', 'place', 'failed'], drawPlaces);
  watch(['connection', 'me'], drawConnection);
}
