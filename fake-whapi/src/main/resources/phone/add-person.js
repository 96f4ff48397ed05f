// Adds a customer, an admin, a group or a contact with a hidden number.

import { api } from './api.js';
import { field, openDialog } from './dialog.js';
import { el } from './dom.js';
import { text } from './language.js';
import { store } from './store.js';

const KINDS = ['customer', 'admin', 'group', 'lid'];
const NAMES = ['Budi Santoso', 'Siti Rahma', 'Agus Wijaya', 'Dewi Lestari', 'Rina Kartika', 'Joko Prabowo', 'Maya Sari'];

const freshName = () => NAMES.find((name) => store.people.every((person) => person.name !== name)) ?? text('new-customer');

const numbers = (text) => text.split(/[\s,;]+/).map((number) => number.replace(/\D/g, '')).filter(Boolean);

export async function addPerson(person) {
  const { chatId } = await api.addPerson(store.channel, person);
  location.hash = encodeURIComponent(chatId);
}

export const addFirstCustomer = () => addPerson({ kind: 'customer', name: freshName() });

function kindChoice() {
  return el('fieldset', { class: 'segments' },
    el('legend', {}, text('type')),
    KINDS.map((kind, index) =>
      el('label', {}, el('input', { type: 'radio', name: 'kind', value: kind, checked: index === 0 }), el('span', {}, text(`kind-${kind}`)))));
}

function showFor(form, kind) {
  form.querySelector('#field-number').closest('.field').hidden = kind === 'group' || kind === 'lid';
  form.querySelector('#field-members').closest('.field').hidden = kind !== 'group';
  form.querySelector('.admin-hint').hidden = kind !== 'admin';
  form.elements.name.value = kind === 'group' ? 'Toko Mawar' : freshName();
}

export function openAddPerson() {
  const customers = store.people.filter((person) => person.kind === 'customer').slice(0, 5).map((person) => person.number);
  const form = openDialog({
    title: text('add-contact'),
    button: text('add'),
    fields: [
      kindChoice(),
      field(text('name'), { name: 'name', required: true, maxlength: 100, value: freshName() }),
      field(text('number'), { name: 'number', inputmode: 'tel', pattern: '[+0-9 \\-]{7,22}' }, text('number-hint')),
      field(text('members'), { name: 'members', inputmode: 'tel', value: customers.join(', ') || '628110000101, 628110000102' }, text('members-hint')),
      el('p', { class: 'field-hint admin-hint' }, text('admin-hint')),
    ],
    submit: ({ kind, name, number, members }) =>
      addPerson({
        kind,
        name: name.trim(),
        ...(number && (kind === 'customer' || kind === 'admin') ? { number: number.replace(/\D/g, '') } : {}),
        ...(kind === 'group' ? { members: numbers(members) } : {}),
      }),
  });
  form.addEventListener('change', (event) => event.target.name === 'kind' && showFor(form, event.target.value));
  showFor(form, 'customer');
}
