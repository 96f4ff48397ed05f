// A raw body. JSON is shown indented; the copy button copies the original bytes.

import { el, unseen } from './dom.js';
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

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.firstChild.textContent = 'Copied';
    setTimeout(() => (button.firstChild.textContent = 'Copy'), 2000);
  } catch {
    toast('The browser blocked copying. Select the text and copy it.');
  }
}

export function rawBody(what, index, text) {
  if (!text) {
    return el('p', { class: 'quiet-words' }, 'No body.');
  }
  const json = pretty(text);
  return el('div', { class: 'raw' },
    el('button', {
      type: 'button', class: 'secondary copy', 'data-key': `copy-${what}-${index}`,
      click: (event) => copy(text, event.currentTarget),
    }, 'Copy', unseen(` the ${what}`)),
    el('pre', { tabindex: '0', 'aria-label': `Body of the ${what}`, role: 'region' }, json === null ? text : colored(json)));
}
