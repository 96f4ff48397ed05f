// Our own WhatsApp number, its state, and the button that logs it in or out.

import { api } from './api.js';
import { byId, el, fill } from './dom.js';
import { text } from './language.js';
import { attempt } from './toast.js';
import { change, currentChannel, store, watch } from './store.js';

const STATES = {
  AUTH: ['linked', 'good'],
  QR: ['logged-out', 'bad'],
  INIT: ['starting', 'waiting'],
  LAUNCH: ['starting', 'waiting'],
  NOT_INIT: ['not-started', 'bad'],
  STOPPED: ['stopped', 'bad'],
  ERROR: ['error', 'bad'],
  SYNC_ERROR: ['sync-failed', 'bad'],
};

// An active logged-out fault would override the button, so remove it first.
async function toggle(channel) {
  if (channel.health === 'AUTH') {
    await api.changeChannel(channel.name, { health: 'QR' });
    return;
  }
  const holding = store.faults.filter((fault) => fault.kind === 'logged-out' && (fault.channel ?? channel.name) === channel.name);
  await Promise.all(holding.map((fault) => api.removeFault(fault.id)));
  await api.changeChannel(channel.name, { health: 'AUTH' });
}

function picker(reload) {
  return el('select', {
    'aria-label': text('our-number'),
    'data-key': 'channel-picker',
    change: (event) => {
      change('channel', { channel: event.target.value, previews: new Map(), unread: new Map() });
      attempt(reload);
    },
  }, store.channels.map(({ name, number }) => el('option', { value: name, selected: name === store.channel }, `${number} (${name})`)));
}

function draw(reload) {
  const channel = currentChannel();
  if (!channel) {
    return;
  }
  const [state, mood] = STATES[channel.health] ?? STATES.ERROR;
  fill(byId('channel'),
    el('div', { class: 'channel-words' },
      el('span', { class: 'channel-label' }, text('our-number')),
      store.channels.length > 1 ? picker(reload) : el('span', { class: 'channel-number' }, channel.number),
      el('span', { class: 'state', 'data-mood': mood, role: 'status' }, text(`health-${state}`))),
    el('button', { type: 'button', class: 'secondary', 'data-key': 'channel-toggle', click: () => attempt(() => toggle(channel)) },
      text(channel.health === 'AUTH' ? 'log-out' : 'log-in')));
}

export function showChannel(reload) {
  watch(['channel'], () => draw(reload));
}
