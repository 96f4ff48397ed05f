// The audit log: user, action, target, time and address.

import { api } from './api.js';
import { el, fill } from './dom.js';
import { attempt } from './toast.js';
import { moment } from './words.js';

// During an upgrade an instance of the earlier release may answer: it has only `who` and `what`.
function row(entry) {
  return el('tr', {},
    el('td', {}, el('time', { datetime: entry.at }, moment(entry.at))),
    el('td', {}, el('span', { class: 'strong' }, entry.user ?? entry.who ?? 'Anonymous'), entry.apiKeyId && el('span', { class: 'soft' }, `by API key ${entry.apiKeyId}`)),
    el('td', {}, entry.action ?? entry.what),
    el('td', {}, entry.target ?? '', entry.detail && el('span', { class: 'soft' }, entry.detail)),
    el('td', {}, entry.address));
}

async function list(body, filter, after) {
  const page = await api.audit({ ...filter, limit: 100, after });
  const rows = page.items.map(row);
  if (after) {
    body.querySelector('tbody').append(...rows);
    body.querySelector('.more')?.remove();
  } else {
    fill(body, rows.length === 0 ? el('p', { class: 'nothing' }, 'No matching entries.') : el('div', { class: 'table' }, el('table', {},
      el('thead', {}, el('tr', {}, ['Time', 'User', 'Action', 'Target', 'Address'].map((name) => el('th', { scope: 'col' }, name)))),
      el('tbody', {}, rows))));
  }
  if (page.next) {
    body.append(el('button', { type: 'button', class: 'secondary more', click: () => attempt(() => list(body, filter, page.next)) }, 'Show more'));
  }
}

export function showAudit(sheet) {
  const body = el('div', {});
  const find = el('form', {
    class: 'sheet-find',
    submit: (event) => {
      event.preventDefault();
      attempt(() => list(body, Object.fromEntries(new FormData(find))));
    },
  },
  el('input', { name: 'who', 'aria-label': 'User', placeholder: 'User', autocomplete: 'off' }),
  el('input', { name: 'what', 'aria-label': 'Action', placeholder: 'Action, such as chat.answered', autocomplete: 'off' }),
  el('input', { name: 'target', 'aria-label': 'Target', placeholder: 'Target, such as user:7', autocomplete: 'off' }),
  el('button', { type: 'submit', class: 'secondary' }, 'Show'));
  fill(sheet, el('header', { class: 'sheet-head' }, el('h1', {}, 'Audit')), find, body);
  attempt(() => list(body, {}));
}
