// Buttons and lists. A choice is sent in the form that WhatsApp uses.

import { api } from './api.js';
import { el } from './dom.js';
import { store } from './store.js';
import { attempt } from './toast.js';

function options({ action = {} }) {
  const rows = (action.list?.sections ?? []).flatMap((section) => section.rows ?? []);
  return [
    ...(action.buttons ?? []).map((button) => ['buttons_reply', button]),
    ...rows.map((row) => ['list_reply', row]),
  ];
}

function choose(message, type, { id, title }) {
  return api.write({
    channel: store.channel, chatId: message.chat_id, as: 'them', from: store.member ?? undefined, type, id, title, quoted: message.id,
  });
}

export function choices(message) {
  const { header, body, footer } = message.interactive;
  return [
    header?.text && el('p', { class: 'words strong' }, header.text),
    el('p', { class: 'words' }, body?.text ?? ''),
    footer?.text && el('p', { class: 'quiet-words' }, footer.text),
    el('div', { class: 'choices' },
      options(message.interactive).map(([type, option]) =>
        el('button', { type: 'button', class: 'secondary', click: () => attempt(() => choose(message, type, option)) }, option.title))),
  ].filter(Boolean);
}
