// The dialog for short forms. Escape closes it, and the focus returns to the previous element.

import { byId, el, fill } from './dom.js';
import { text } from './language.js';
import { attempt } from './toast.js';

/** `submit(form data)` may be async. The dialog closes when it succeeds. Returns the form. */
export function openDialog({ title, intro, fields, button, submit, closed }) {
  const dialog = byId('dialog');
  const form = el('form', {
    submit: async (event) => {
      event.preventDefault();
      if (await attempt(() => submit(Object.fromEntries(new FormData(form))))) {
        dialog.close();
      }
    },
  },
  el('h2', { id: 'dialog-title' }, title),
  intro && el('p', { class: 'quiet-words' }, intro),
  fields,
  el('div', { class: 'dialog-buttons' },
    el('button', { type: 'button', class: 'quiet', click: () => dialog.close() }, text('cancel')),
    el('button', { type: 'submit', class: 'primary' }, button)));
  fill(dialog, form);
  dialog.onclose = () => closed?.();
  dialog.showModal();
  return form;
}

export function field(label, attributes, hint) {
  const id = `field-${attributes.name}`;
  return el('div', { class: 'field' },
    el('label', { for: id }, label),
    el('input', { id, autocomplete: 'off', 'aria-describedby': hint ? `${id}-hint` : null, ...attributes }),
    hint && el('p', { class: 'field-hint', id: `${id}-hint` }, hint));
}
