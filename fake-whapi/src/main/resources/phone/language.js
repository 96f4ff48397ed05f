// The language of the page: the one chosen before, or the first of the browser that the page has. Texts are in
// texts-en.js and texts-id.js.

import english from './texts-en.js';
import indonesian from './texts-id.js';

const TEXTS = { en: english, id: indonesian };
const STORED_AS = 'phone-language';

// Browsers that block storage throw.
function stored() {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}

const wanted = [stored(), ...navigator.languages.map((tag) => tag.split('-')[0])];

export const language = wanted.find((code) => Object.hasOwn(TEXTS, code ?? '')) ?? 'en';

/** For dates and numbers. */
export const locale = { en: 'en-GB', id: 'id-ID' }[language];

const PLURALS = new Intl.PluralRules(locale);

/** The text of the key, with each `{name}` replaced by the value of that name. */
export function text(key, values = {}) {
  const found = TEXTS[language][key];
  if (found === undefined) {
    throw new Error(`the language ${language} has no text “${key}”`);
  }
  return found.replace(/\{(\w+)\}/g, (_, name) => `${values[name]}`);
}

/** The text for a number: the key ends in `-one` or `-other`. */
export const counted = (key, count) => text(`${key}-${PLURALS.select(count) === 'one' ? 'one' : 'other'}`, { count });

/** Stores the choice and loads the page again: everything on it is text. */
export function chooseLanguage(code) {
  try {
    localStorage.setItem(STORED_AS, code);
  } catch {
    return;
  }
  location.reload();
}

/** Replaces the texts of index.html. An attribute such as `data-text` has the key. */
export function translatePage() {
  document.documentElement.lang = language;
  document.title = text('page');
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = text(element.dataset.text);
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', text(element.dataset.label));
  }
  for (const element of document.querySelectorAll('[data-hint]')) {
    element.placeholder = text(element.dataset.hint);
  }
}
