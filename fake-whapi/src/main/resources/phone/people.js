// The contact list: admins, customers and groups, each with the latest activity first.

import { addFirstCustomer, openAddPerson } from './add-person.js';
import { byId, el, fill, unseen } from './dom.js';
import { counted, text } from './language.js';
import { attempt } from './toast.js';
import { store, watch } from './store.js';
import { clock, digits, inShort, initials } from './words.js';

const SECTIONS = [
  ['admins', ['admin']],
  ['customers', ['customer', 'lid']],
  ['groups', ['group']],
];
const MOST_SHOWN = 100;

function matches(person) {
  const wanted = byId('find').value.trim().toLowerCase();
  return `${person.name} ${person.chatId}`.toLowerCase().includes(wanted);
}

const lastTime = (person) => store.previews.get(person.chatId)?.timestamp ?? 0;

function row(person) {
  const preview = store.previews.get(person.chatId);
  const unread = store.unread.get(person.chatId)?.size ?? 0;
  const below = preview ? inShort(preview) : person.kind === 'group' ? counted('members', person.members?.length ?? 0) : digits(person.chatId);
  return el('li', {},
    el('a', {
      href: `#${encodeURIComponent(person.chatId)}`,
      class: 'person',
      'data-key': person.chatId,
      'aria-current': person.chatId === store.chatId ? 'page' : null,
    },
    el('span', { class: 'avatar', 'data-kind': person.kind, 'aria-hidden': 'true' }, initials(person.name)),
    el('span', { class: 'person-words' },
      el('span', { class: 'person-name' }, person.name),
      el('span', { class: 'person-below' }, below)),
    el('span', { class: 'person-side' },
      preview && el('time', {}, clock(preview.timestamp)),
      unread > 0 && el('span', { class: 'badge' }, `${unread}`, unseen(counted('new-messages', unread))))));
}

function section([name, kinds]) {
  const people = store.people
    .filter((person) => kinds.includes(person.kind) && matches(person))
    .sort((a, b) => lastTime(b) - lastTime(a));
  if (people.length === 0) {
    return null;
  }
  const hidden = people.length - MOST_SHOWN;
  return el('section', { 'aria-label': text(name) },
    el('h2', {}, text(name)),
    el('ul', {}, people.slice(0, MOST_SHOWN).map(row)),
    hidden > 0 && el('p', { class: 'quiet-words' }, text('more-contacts', { count: hidden })));
}

function empty() {
  return byId('find').value.trim() !== '' ? el('p', { class: 'quiet-words' }, text('no-matches'))
    : el('div', { class: 'first' },
      el('p', { class: 'quiet-words' }, text('no-customers')),
      el('button', { type: 'button', class: 'secondary', 'data-key': 'first', click: () => attempt(addFirstCustomer) }, text('start')));
}

function draw() {
  const [admins, customers, groups] = SECTIONS.map(section);
  fill(byId('people-list'), admins, customers ?? empty(), groups);
}

export function showPeople() {
  byId('find').addEventListener('input', draw);
  byId('add-person').addEventListener('click', openAddPerson);
  watch(['people', 'chat'], draw);
}
