// The head of a chat: contact, back link and the button for faults.

import { addFirstCustomer } from './add-person.js';
import { byId, el, fill, unseen } from './dom.js';
import { draw as picture } from './drawings.js';
import { armed, faultTexts } from './fault-words.js';
import { openFaults } from './faults.js';
import { attempt } from './toast.js';
import { currentChannel, currentPerson, store, watch } from './store.js';
import { digits, initials, kindWord } from './words.js';

function faultsButton() {
  const on = armed(store.faults).length;
  return el('button', { type: 'button', class: 'secondary faults-button', 'data-key': 'faults', 'data-on': on > 0, click: openFaults },
    picture('faults'), el('span', { class: 'faults-word' }, 'Faults'), on > 0 && el('span', { class: 'badge' }, `${on}`, unseen(' switched on')));
}

function who(person) {
  const below = person.kind === 'group' ? `Group of ${person.members?.length ?? 0}` : `${kindWord(person)} · ${digits(person.chatId)}`;
  return [
    el('span', { class: 'avatar', 'data-kind': person.kind, 'aria-hidden': 'true' }, initials(person.name)),
    el('div', { class: 'chat-words' }, el('h2', {}, person.name), el('p', {}, below)),
  ];
}

function draw() {
  const person = currentPerson();
  fill(byId('chat-head'),
    el('a', { href: '#', class: 'back', 'aria-label': 'Back to the list', 'data-key': 'back' }, picture('back')),
    person ? who(person) : el('div', { class: 'chat-words' }),
    faultsButton());
  document.title = person ? `${person.name} · Balas phone` : 'Balas phone';
}

function notice() {
  const loggedOut = currentChannel() && currentChannel().health !== 'AUTH';
  const lines = [
    loggedOut && 'Our number is logged out. Balas cannot send until it is logged in.',
    ...faultTexts(store.faults),
  ].filter(Boolean);
  byId('notice').hidden = lines.length === 0;
  byId('notice').textContent = lines.length > 2 ? `${lines[0]} And ${lines.length - 1} more.` : lines.join(' ');
}

/** The start page, while no chat is open. */
export function welcome() {
  return el('div', { class: 'welcome' },
    el('img', { src: '/phone/icon.svg', alt: '', width: '56', height: '56' }),
    el('h2', {}, 'Try Balas on a simulated phone'),
    el('p', {}, 'Write as a customer and watch the bot answer. Take over as an admin, or answer from our own phone. '
      + 'Then switch on a fault: no message is lost or sent twice.'),
    el('button', { type: 'button', class: 'primary', click: () => attempt(addFirstCustomer) }, 'Start as a customer'));
}

export function showChatHead() {
  watch(['chat', 'people', 'faults'], draw);
  watch(['faults', 'channel'], notice);
  draw();
}
