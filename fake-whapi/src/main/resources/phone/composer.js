// The message form, for the contact or for our own phone. Enter sends, Shift+Enter adds a line.

import { api } from './api.js';
import { writer } from './actions.js';
import { goToEnd } from './conversation.js';
import { byId, el, fill } from './dom.js';
import { draw as picture } from './drawings.js';
import { showHints } from './hints.js';
import { text } from './language.js';
import { attempt } from './toast.js';
import { change, currentPerson, store, watch } from './store.js';
import { author, inShort } from './words.js';

const WITH_KEYBOARD = matchMedia('(min-width: 760px)');
const words = byId('words');

function fit() {
  words.style.height = 'auto';
  words.style.height = `${Math.min(words.scrollHeight + 2, 160)}px`;
}

async function send(event) {
  event.preventDefault();
  const body = words.value;
  if (body.trim() === '') {
    return;
  }
  const message = store.editing
    ? { ...writer(), type: 'edit', target: store.editing, body }
    : { ...writer(), type: /https?:\/\/\S/.test(body) ? 'link_preview' : 'text', body, ...(store.quoting ? { quoted: store.quoting } : {}) };
  words.value = '';
  fit();
  if (await attempt(() => api.write(message))) {
    change('composing', { quoting: null, editing: null });
    goToEnd();
  } else {
    words.value = body;
    fit();
  }
}

// Enter that confirms input method (IME) text does not send.
function onKey(event) {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    byId('composer').requestSubmit();
    event.preventDefault();
  } else if (event.key === 'Escape' && (store.quoting || store.editing)) {
    stopComposing();
  }
}

function stopComposing() {
  if (store.editing) {
    words.value = '';
    fit();
  }
  change('composing', { quoting: null, editing: null });
  words.focus();
}

function drawComposing() {
  const bubble = store.bubbles.get(store.quoting ?? store.editing);
  byId('composing').hidden = !bubble;
  if (!bubble) {
    return;
  }
  const label = store.editing ? text('editing') : text('replying-to', { name: author(bubble.message, store.people) });
  fill(byId('composing'),
    el('p', {}, el('span', { class: 'quote-author' }, label), el('span', { class: 'quote-words' }, inShort(bubble.message))),
    el('button', { type: 'button', class: 'quiet icon', 'aria-label': text('cancel'), click: stopComposing }, picture('close')));
  if (store.editing && words.value === '') {
    words.value = bubble.message.text?.body ?? '';
    fit();
  }
}

function side(value, label) {
  return el('label', {},
    el('input', { type: 'radio', name: 'side', value, checked: store.side === value, 'data-key': `side-${value}`, change: () => change('side', { side: value }) }),
    el('span', {}, label));
}

function drawSides() {
  const person = currentPerson();
  byId('composer').hidden = !store.chatId;
  if (!store.chatId) {
    return;
  }
  const members = person?.kind === 'group' ? (person.members ?? []) : [];
  if (members.length > 0 && store.member === null) {
    change('side', { member: members[0] });
  }
  const them = person?.kind === 'group' ? text('member') : (person?.name ?? text('them'));
  fill(byId('sides'), el('legend', {}, text('write-as')), side('them', them), side('phone', text('our-phone')), side('web', text('whatsapp-web')));
  byId('member').hidden = members.length === 0 || store.side !== 'them';
  const name = (number) => store.people.find((other) => other.number === number)?.name;
  byId('member-number').replaceChildren(...members.map((number) =>
    el('option', { value: number, selected: number === store.member }, [name(number), number].filter(Boolean).join(' · '))));
  words.placeholder = text(store.side === 'them' ? 'write-message' : 'write-reply');
}

// No focus on small screens: the on-screen keyboard would cover the chat.
function beginToWrite() {
  if (store.chatId && WITH_KEYBOARD.matches) {
    words.focus({ preventScroll: true });
  }
}

export function showComposer() {
  byId('send').append(picture('send'));
  byId('composer').addEventListener('submit', send);
  words.addEventListener('keydown', onKey);
  words.addEventListener('input', fit);
  byId('member-number').addEventListener('change', (event) => change('side', { member: event.target.value }));
  watch(['chat', 'people', 'side'], drawSides);
  watch(['composing', 'chat'], drawComposing);
  watch(['chat'], beginToWrite);
  showHints((suggestion) => {
    words.value = suggestion;
    fit();
    words.focus();
  });
}
