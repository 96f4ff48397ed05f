// The head of a chat: name, mode, and the buttons that change the mode.

import { api } from './api.js';
import { byId, el, fill, unseen } from './dom.js';
import { draw as picture } from './drawings.js';
import { touch } from './loading.js';
import { currentChat, isAdmin, store, watch } from './store.js';
import { attempt } from './toast.js';
import { moment, nameOf, number, since, WAITS } from './words.js';

const HOUR_MS = 3_600_000;

function waitText(chat) {
  if (chat.snoozedUntil) {
    return `Snoozed until ${moment(chat.snoozedUntil)}`;
  }
  return chat.waiting ? `Waits: ${WAITS[chat.waiting.reason].toLowerCase()}, ${since(chat.waiting.since)}` : null;
}

function modeText(chat) {
  switch (chat.mode) {
    case 'AGENT':
      if (chat.assignee === null) {
        return 'No agent yet';
      }
      return chat.assignee === store.me.username ? 'Assigned to you' : `Assigned to ${chat.assignee}`;
    case 'PAUSE': return 'Bot off';
    default: return 'Bot on';
  }
}

function act(words, change, kind = 'secondary') {
  return button(words, (id) => api.change(id, change), kind);
}

function button(words, call, kind = 'secondary') {
  const id = store.chatId;
  return el('button', {
    type: 'button', class: kind, 'data-key': `act-${words}`,
    click: (event) => {
      event.currentTarget.disabled = true;
      attempt(() => call(id)).then(() => touch(id));
    },
  }, words);
}

function acts(chat) {
  const isMine = chat.mode === 'AGENT' && chat.assignee === store.me.username;
  const isTaken = chat.mode === 'AGENT' && chat.assignee && !isMine;
  const isOpen = chat.conversation && chat.conversation.status !== 'RESOLVED';
  const seen = chat.waiting?.latestId ?? 'none';
  return [
    !isMine && (!isTaken || isAdmin()) && act('Assign to me', { mode: 'AGENT', assignee: store.me.username }, 'primary'),
    isOpen && button('Resolve', (id) => api.resolve(id, seen)),
    chat.waiting && !chat.snoozedUntil && button('Snooze 1 h', (id) => api.snooze(id, new Date(Date.now() + HOUR_MS).toISOString(), seen)),
    chat.snoozedUntil && button('End snooze', (id) => api.reopen(id)),
    chat.mode !== 'BOT' && (!isTaken || isAdmin()) && act('Return to bot', { mode: 'BOT' }),
    chat.mode !== 'PAUSE' && (!isTaken || isAdmin()) && act('Turn bot off', { mode: 'PAUSE' }),
  ];
}

function draw() {
  const chat = currentChat();
  byId('chat-head').hidden = !chat;
  if (!chat) {
    return;
  }
  document.title = `${nameOf(chat)} · Balas`;
  byId('chat').setAttribute('aria-label', `Chat with ${nameOf(chat)}`);
  fill(byId('chat-head'),
    el('a', { class: 'back', href: '#/chats', 'data-key': 'back', 'aria-label': 'Back to chats' }, picture('back')),
    el('div', { class: 'chat-words' },
      el('h2', {}, nameOf(chat)),
      el('p', {}, el('span', { class: 'number' }, number(chat.chatId)), [modeText(chat), waitText(chat)].filter(Boolean).map((text) => ` · ${text}`))),
    el('div', { class: 'acts' }, acts(chat)),
    el('button', {
      type: 'button', class: 'quiet icon', 'data-key': 'side', 'aria-controls': 'side', 'aria-expanded': document.body.dataset.side === 'open' ? 'true' : 'false',
      click: toggleSide,
    }, picture('notes'), unseen('Notes and labels')));
}

export function toggleSide() {
  document.body.dataset.side = document.body.dataset.side === 'open' ? 'closed' : 'open';
  draw();
}

export function showChatHead() {
  watch(['chats', 'chat', 'me'], draw);
}
