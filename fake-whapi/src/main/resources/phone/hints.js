// Suggested messages to try. A click puts the text into the field and does not send it.

import { byId, el, fill } from './dom.js';
import { text } from './language.js';
import { currentPerson, store, watch } from './store.js';

// The messages themselves are Indonesian, as the customers of the sample answers are.
const CUSTOMER = [
  ['Halo saya butuh bantuan', text('hint-help')], ['agent', text('hint-agent')], ['pause', text('hint-pause')], ['bot', text('hint-bot')],
];
const OURS = [['Selamat siang, ada yang bisa kami bantu?', text('hint-reply')]];

// Admin commands are suggested for the customer who wrote last.
function lastCustomer() {
  const customers = store.people.filter((person) => person.kind === 'customer');
  const time = (person) => store.previews.get(person.chatId)?.timestamp ?? 0;
  return customers.reduce((last, person) => (last === null || time(person) >= time(last) ? person : last), null);
}

function suggestions() {
  const kind = currentPerson()?.kind;
  if (store.side !== 'them') {
    return OURS;
  }
  const customer = lastCustomer();
  if (kind === 'admin' && customer) {
    return [
      [`assign ${customer.number}`, text('hint-assign', { name: customer.name })],
      [`reply ${customer.number} Siap, kami bantu`, text('hint-reply-to', { name: customer.name })],
      [`unassign ${customer.number}`, text('hint-unassign')],
    ];
  }
  return kind === 'group' ? [] : CUSTOMER;
}

export function showHints(use) {
  watch(['chat', 'people', 'side'], () =>
    fill(byId('hints'),
      suggestions().map(([words, meaning]) =>
        el('button', { type: 'button', class: 'hint', title: words, 'data-key': words, click: () => use(words) },
          meaning))));
}
