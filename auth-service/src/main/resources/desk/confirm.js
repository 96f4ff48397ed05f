// Asks for the password, or a code of the authenticator app, before a sensitive action.

import { byId, el, fill } from './dom.js';

let pending = null;

/** Returns `{ password }` or `{ code }`, or null if the user cancels. `problem` is the error of the attempt before. */
export function askForConfirmation(problem = '') {
  // Several calls at once ask once.
  pending ??= ask(problem).finally(() => (pending = null));
  return pending;
}

function ask(problem) {
  const dialog = byId('dialog');
  const secret = el('input', { id: 'confirm-secret', name: 'secret', type: 'password', autocomplete: 'current-password', maxlength: 72, required: true });
  fill(dialog, el('form', { method: 'dialog' },
    el('h2', { id: 'dialog-title' }, 'Confirm that it is you'),
    el('p', {}, 'Enter your password or a code of your authenticator app.'),
    el('div', { class: 'field' }, el('label', { for: 'confirm-secret' }, 'Password or code'), secret),
    problem && el('p', { class: 'door-problem', role: 'alert' }, problem),
    el('div', { class: 'dialog-buttons' },
      el('button', { type: 'button', class: 'secondary', click: () => dialog.close('') }, 'Cancel'),
      el('button', { class: 'primary', value: 'confirmed' }, 'Confirm'))));
  dialog.returnValue = '';
  dialog.showModal();
  secret.focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      const value = secret.value;
      dialog.replaceChildren();
      if (dialog.returnValue !== 'confirmed') {
        resolve(null);
      } else {
        resolve(/^\d{6}$/.test(value) ? { code: value } : { password: value });
      }
    }, { once: true });
  });
}
