// A raw body. JSON is shown indented; the copy button copies the original bytes.

import { el, unseen } from './dom.js';
import { text } from './language.js';
import { toast } from './toast.js';

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\b(?:true|false|null)\b/g;

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

function colored(json) {
  const parts = [];
  let end = 0;
  for (const match of json.matchAll(TOKEN)) {
    parts.push(json.slice(end, match.index));
    const kind = match[2] ? 'name' : match[1] ? 'text' : 'value';
    parts.push(el('span', { class: `json-${kind}` }, match[1] ?? match[0]), match[2] ?? '');
    end = match.index + match[0].length;
  }
  return [...parts, json.slice(end)];
}

async function copy(body, button) {
  try {
    await navigator.clipboard.writeText(body);
    button.firstChild.textContent = text('copied');
    setTimeout(() => (button.firstChild.textContent = text('copy')), 2000);
  } catch {
    toast(text('copy-blocked'));
  }
}

/** `what` is `request` or `response`. */
export function rawBody(what, index, body) {
  if (!body) {
    return el('p', { class: 'quiet-words' }, text('no-body'));
  }
  const json = pretty(body);
  return el('div', { class: 'raw' },
    el('button', {
      type: 'button', class: 'secondary copy', 'data-key': `copy-${what}-${index}`,
      click: (event) => copy(body, event.currentTarget),
    }, text('copy'), unseen(text(`copy-${what}`))),
    el('pre', { tabindex: '0', 'aria-label': text(`body-${what}`), role: 'region' }, json === null ? body : colored(json)));
}
