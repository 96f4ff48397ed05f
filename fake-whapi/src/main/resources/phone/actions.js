// Actions on a message: quote, react, edit, delete. The strip opens below the message; Escape closes it.

import { api } from './api.js';
import { byId, el } from './dom.js';
import { text } from './language.js';
import { change, isMine, store } from './store.js';
import { attempt } from './toast.js';

const EMOJI = [['👍', 'emoji-thumb'], ['❤️', 'emoji-heart'], ['😂', 'emoji-laugh'], ['😮', 'emoji-wow'], ['🙏', 'emoji-thanks']];

let open = null;

export const isOpen = (id) => open === id;

/** The author in the form that the control API expects. */
export function writer() {
  return { channel: store.channel, chatId: store.chatId, as: store.side, ...(store.member && store.side === 'them' ? { from: store.member } : {}) };
}

export function toggleActions(bubble, button) {
  const row = button.closest('.row');
  const strip = row.querySelector('.strip');
  document.querySelectorAll('.strip').forEach((other) => {
    other.closest('.row').querySelector('[aria-expanded]')?.setAttribute('aria-expanded', 'false');
    other.remove();
  });
  open = strip ? null : bubble.message.id;
  button.setAttribute('aria-expanded', `${open !== null}`);
  if (open) {
    row.append(actionStrip(bubble));
    row.querySelector('.strip').scrollIntoView({ block: 'nearest' });
    row.querySelector('.strip button').focus({ preventScroll: true });
  }
}

function close(bubble) {
  open = null;
  const row = document.querySelector(`.row[data-id="${CSS.escape(bubble.message.id)}"]`);
  row?.querySelector('.strip')?.remove();
  const button = row?.querySelector('[aria-expanded]');
  button?.setAttribute('aria-expanded', 'false');
  button?.focus({ preventScroll: true });
}

function reactionButton(bubble, [emoji, name]) {
  const own = bubble.reactions.some((reaction) => reaction.emoji === emoji);
  return el('button', {
    type: 'button', class: 'quiet emoji', 'aria-label': text(name), 'aria-pressed': own ? 'true' : 'false', 'data-key': `${name}-${bubble.message.id}`,
    click: () => act(bubble, { type: 'reaction', emoji: own ? '' : emoji }),
  }, emoji);
}

async function act(bubble, action) {
  if (await attempt(() => api.write({ ...writer(), ...action, target: bubble.message.id }))) {
    close(bubble);
  }
}

function begin(bubble, mode) {
  close(bubble);
  change('composing', { quoting: null, editing: null, [mode]: bubble.message.id });
  byId('words').focus();
}

export function actionStrip(bubble) {
  const mine = isMine(bubble.message) && !bubble.deleted;
  const button = (name, click) => el('button', { type: 'button', class: 'quiet', 'data-key': `${name}-${bubble.message.id}`, click }, text(name));
  return el('div', {
    class: 'strip', role: 'group', 'aria-label': text('actions'),
    keydown: (event) => event.key === 'Escape' && (event.stopPropagation(), close(bubble)),
  },
  button('quote', () => begin(bubble, 'quoting')),
  EMOJI.map((emoji) => reactionButton(bubble, emoji)),
  mine && bubble.message.type === 'text' && button('edit', () => begin(bubble, 'editing')),
  mine && button('delete', () => act(bubble, { type: 'delete' })));
}
