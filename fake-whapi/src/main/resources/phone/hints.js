// Suggested messages to try. A click puts the text into the field and does not send it.

import { byId, el, fill } from './dom.js';
import { currentPerson, store, watch } from './store.js';

const CUSTOMER = [['Halo saya butuh bantuan', 'Ask the bot'], ['agent', 'Ask for an agent'], ['pause', 'Turn the bot off'], ['bot', 'Turn the bot on']];
const OURS = [['Selamat siang, ada yang bisa kami bantu?', 'Reply manually']];

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
      [`assign ${customer.number}`, `Assign ${customer.name}`],
      [`reply ${customer.number} Siap, kami bantu`, `Reply to ${customer.name}`],
      [`unassign ${customer.number}`, 'Return to the bot'],
    ];
  }
  return kind === 'group' ? [] : CUSTOMER;
}

export function showHints(use) {
  watch(['chat', 'people', 'side'], () =>
    fill(byId('hints'),
      suggestions().map(([text, meaning]) =>
        el('button', { type: 'button', class: 'hint', title: text, 'data-key': text, click: () => use(text) },
          meaning))));
}
