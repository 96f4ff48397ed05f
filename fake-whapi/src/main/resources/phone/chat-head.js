// The head of a chat: contact, back link and the button for faults.

import { addFirstCustomer } from './add-person.js';
import { byId, el, fill, unseen } from './dom.js';
import { draw as picture } from './drawings.js';
import { armed, faultTexts } from './fault-words.js';
import { openFaults } from './faults.js';
import { text } from './language.js';
import { attempt } from './toast.js';
import { currentChannel, currentPerson, store, watch } from './store.js';
import { digits, initials, kindWord } from './words.js';

function faultsButton() {
  const on = armed(store.faults).length;
  return el('button', { type: 'button', class: 'secondary faults-button', 'data-key': 'faults', 'data-on': on > 0, click: openFaults },
    picture('faults'), el('span', { class: 'faults-word' }, text('faults')), on > 0 && el('span', { class: 'badge' }, `${on}`, unseen(text('faults-on'))));
}

function who(person) {
  const below = person.kind === 'group' ? text('group-of', { count: person.members?.length ?? 0 }) : `${kindWord(person)} · ${digits(person.chatId)}`;
  return [
    el('span', { class: 'avatar', 'data-kind': person.kind, 'aria-hidden': 'true' }, initials(person.name)),
    el('div', { class: 'chat-words' }, el('h2', {}, person.name), el('p', {}, below)),
  ];
}

function draw() {
  const person = currentPerson();
  fill(byId('chat-head'),
    el('a', { href: '#', class: 'back', 'aria-label': text('back'), 'data-key': 'back' }, picture('back')),
    person ? who(person) : el('div', { class: 'chat-words' }),
    faultsButton());
  document.title = person ? text('page-of', { name: person.name }) : text('page');
}

function notice() {
  const loggedOut = currentChannel() && currentChannel().health !== 'AUTH';
  const lines = [
    loggedOut && text('logged-out'),
    ...faultTexts(store.faults),
  ].filter(Boolean);
  byId('notice').hidden = lines.length === 0;
  byId('notice').textContent = lines.length > 2 ? text('and-more', { first: lines[0], count: lines.length - 1 }) : lines.join(' ');
}

/** The start page, while no chat is open. */
export function welcome() {
  return el('div', { class: 'welcome' },
    el('img', { src: '/phone/icon.svg', alt: '', width: '56', height: '56' }),
    el('h2', {}, text('welcome')),
    el('p', {}, text('welcome-words')),
    el('button', { type: 'button', class: 'primary', click: () => attempt(addFirstCustomer) }, text('start')));
}

export function showChatHead() {
  watch(['chat', 'people', 'faults'], draw);
  watch(['faults', 'channel'], notice);
  draw();
}
