// The side panel of a chat: labels, and internal notes that the customer never sees.

import { api } from './api.js';
import { toggleSide } from './chat-head.js';
import { byId, el, fill } from './dom.js';
import { draw as picture } from './drawings.js';
import { loadNotes, touch } from './loading.js';
import { currentChat, store, watch } from './store.js';
import { attempt } from './toast.js';
import { moment } from './words.js';

async function addNote(event) {
  event.preventDefault();
  const field = event.target.elements.note;
  const text = field.value.trim();
  if (text !== '' && await attempt(() => api.addNote(store.chatId, text))) {
    field.value = '';
    attempt(loadNotes);
  }
}

function note({ text, author, at }) {
  return el('li', { class: 'note' }, text, el('span', { class: 'note-foot' }, `${author}, ${moment(at)}`));
}

function toggle(chat, label) {
  const labels = chat.labels.includes(label) ? chat.labels.filter((other) => other !== label) : [...chat.labels, label];
  return attempt(() => api.change(chat.id, { labels })).then(() => touch(chat.id));
}

function labels(chat) {
  const all = [...new Set([...store.labels, ...chat.labels])].sort();
  return all.map((label) => el('button', {
    type: 'button', 'data-key': `label-${label}`, 'aria-pressed': chat.labels.includes(label) ? 'true' : 'false', click: () => toggle(chat, label),
  }, label));
}

function addLabel(event) {
  event.preventDefault();
  const chat = currentChat();
  const label = event.target.elements.label.value.trim();
  if (label !== '' && !chat.labels.includes(label)) {
    event.target.reset();
    toggle(chat, label);
  }
}

const noteForm = el('form', { submit: addNote },
  el('label', { class: 'sr-only', for: 'note' }, 'Note'),
  el('textarea', { id: 'note', name: 'note', rows: 3, maxlength: 4000, placeholder: 'Internal note' }),
  el('button', { type: 'submit', class: 'secondary' }, 'Add note'));
const labelForm = el('form', { submit: addLabel },
  el('label', { class: 'sr-only', for: 'label' }, 'New label'),
  el('input', { id: 'label', name: 'label', maxlength: 40, placeholder: 'New label', autocomplete: 'off' }));

function draw() {
  const chat = currentChat();
  byId('side').hidden = !chat || store.place !== 'chats';
  if (chat) {
    fill(byId('side'),
      el('section', { 'aria-label': 'Labels' },
        el('div', { class: 'side-head' }, el('h2', {}, 'Labels'),
          el('button', { type: 'button', class: 'quiet icon', 'data-key': 'side-close', 'aria-label': 'Close', click: toggleSide }, picture('close'))),
        el('div', { class: 'labels' }, labels(chat)), labelForm),
      el('section', { 'aria-label': 'Notes' },
        el('h2', {}, 'Notes'),
        store.notes.length === 0 ? el('p', { class: 'quiet-words' }, 'Notes are never sent to the customer.') : el('ul', {}, store.notes.map(note)),
        noteForm));
  }
}

export function showSide() {
  watch(['chats', 'chat', 'notes', 'place'], () => {
    // Keeps the text that the user is typing.
    const focused = document.activeElement;
    draw();
    if (noteForm.contains(focused) || labelForm.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
  });
}
