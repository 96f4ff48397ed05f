// The list of chats, latest activity first; those that wait, longest wait first. The server filters and searches.

import { byId, el, fill, unseen } from './dom.js';
import { listed, loadChats, loadMoreChats, waits } from './loading.js';
import { change, store, watch } from './store.js';
import { attempt } from './toast.js';
import { initials, MODES, nameOf, since, WAITS, when } from './words.js';

const FILTERS = [['waiting', 'Waiting'], ['all', 'All'], ['unread', 'Unread'], ['mine', 'Mine'], ['AGENT', 'Assigned'], ['BOT', 'Bot'], ['PAUSE', 'Bot off']];
const TYPED_MS = 250;
let typed;

function row(chat) {
  const isOpen = chat.id === store.chatId;
  return el('li', {},
    el('a', { href: `#/chats/${encodeURIComponent(chat.id)}`, class: 'chat-row', 'data-key': chat.id, 'data-unread': chat.unread > 0, 'aria-current': isOpen ? 'page' : null },
      el('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(nameOf(chat))),
      el('span', { class: 'row-words' },
        el('span', { class: 'row-name' }, nameOf(chat)),
        el('span', { class: 'row-below' }, chat.lastText ?? chat.lastWords ?? ''),
        el('span', { class: 'row-marks' },
          waits(chat) && el('span', { class: 'mark', 'data-waits': true }, WAITS[chat.waiting.reason], ', ', el('time', { datetime: chat.waiting.since }, since(chat.waiting.since))),
          chat.mode !== 'BOT' && el('span', { class: 'mark', 'data-mode': chat.mode }, chat.assignee ?? MODES[chat.mode]),
          (chat.labels ?? []).map((label) => el('span', { class: 'mark label' }, label)))),
      el('span', { class: 'row-side' },
        chat.lastAt && el('time', { datetime: chat.lastAt }, when(chat.lastAt)),
        chat.unread > 0 && el('span', { class: 'badge' }, `${chat.unread}`, unseen(' unread')))));
}

function emptyText() {
  if (store.filter === 'waiting' && !store.find) {
    return 'No chat waits for a person.';
  }
  return store.find || store.filter !== 'all' ? 'No matching chats.' : 'No chats yet.';
}

function draw() {
  const chats = listed();
  const empty = emptyText();
  fill(byId('list-rows'),
    chats.length === 0 ? el('p', { class: 'quiet-words' }, empty) : el('ul', {}, chats.map(row)),
    store.nextChats && el('button', { type: 'button', class: 'secondary more', 'data-key': 'more', click: () => attempt(loadMoreChats) }, 'Show more'));
}

function drawFilters() {
  fill(byId('filters'), el('legend', { class: 'sr-only' }, 'Show'), FILTERS.map(([value, words]) => el('label', {},
    el('input', { type: 'radio', name: 'filter', value, checked: store.filter === value, 'data-key': `filter-${value}`, change: () => show(value) }),
    el('span', {}, words))));
}

function show(filter) {
  change('filter', { filter });
  attempt(loadChats);
}

function onType() {
  clearTimeout(typed);
  typed = setTimeout(() => {
    change('filter', { find: byId('find').value.trim() });
    attempt(loadChats);
  }, TYPED_MS);
}

/** The arrow keys move through the chats. */
function onKey(event) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') {
    return;
  }
  const rows = [...byId('list-rows').querySelectorAll('.chat-row')];
  const next = rows[rows.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

// The times of those who wait grow by themselves.
const REDRAW_MS = 30_000;

export function showChatList() {
  setInterval(draw, REDRAW_MS);
  byId('find').addEventListener('input', onType);
  byId('list').addEventListener('keydown', onKey);
  watch(['chats', 'chat', 'me'], draw);
  watch(['filter', 'me'], drawFilters);
}
