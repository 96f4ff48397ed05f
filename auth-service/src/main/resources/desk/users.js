// The list of users: invite, change role, enable and disable.

import { api } from './api.js';
import { byId, el, fill } from './dom.js';
import { store } from './store.js';
import { attempt } from './toast.js';

const ROLES = { admin: 'Admin', karyawan: 'Agent' };

function row(user, again) {
  const change = (words, values) => el('button', {
    type: 'button', class: 'secondary', click: () => attempt(() => api.changeUser(user.id, values)).then(again),
  }, words);
  const isMe = `${user.id}` === `${store.me.id}`;
  return el('tr', {},
    el('td', {}, el('span', { class: 'strong' }, user.name), el('span', { class: 'soft' }, user.username)),
    el('td', {}, user.email ?? ''),
    el('td', {}, ROLES[user.role] ?? user.role),
    el('td', {}, el('span', { class: 'mark', 'data-mood': user.disabled ? 'bad' : 'good' }, user.disabled ? 'disabled' : 'active')),
    el('td', {}, isMe ? 'You' : [
      change(user.role === 'admin' ? 'Make agent' : 'Make admin', { role: user.role === 'admin' ? 'karyawan' : 'admin' }), ' ',
      change(user.disabled ? 'Enable' : 'Disable', { disabled: !user.disabled })]));
}

async function list(body) {
  const users = await api.users();
  fill(body, el('div', { class: 'table' }, el('table', {},
    el('thead', {}, el('tr', {}, ['Name', 'Email', 'Role', 'State', ''].map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', {}, users.map((user) => row(user, () => attempt(() => list(body))))))));
}

async function invite(role) {
  const { link } = await api.invite(role);
  const dialog = byId('dialog');
  fill(dialog, el('form', { method: 'dialog' },
    el('h2', { id: 'dialog-title' }, `Invitation for an ${ROLES[role].toLowerCase()}`),
    el('p', {}, 'Send this link to the new user. It works once and is not shown again.'),
    el('p', { class: 'link-box' }, link),
    el('div', { class: 'dialog-buttons' }, el('button', { class: 'primary', value: 'done' }, 'Done'))));
  dialog.showModal();
}

export function showUsers(sheet) {
  const body = el('div', {});
  fill(sheet,
    el('header', { class: 'sheet-head' }, el('h1', {}, 'Users'),
      el('button', { type: 'button', class: 'secondary', click: () => attempt(() => invite('admin')) }, 'Invite an admin'),
      el('button', { type: 'button', class: 'primary', click: () => attempt(() => invite('karyawan')) }, 'Invite an agent')),
    body);
  attempt(() => list(body));
}
