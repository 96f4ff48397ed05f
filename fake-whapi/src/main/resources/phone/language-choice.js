// The choice of the language. Each language is named in itself.

import { byId, el } from './dom.js';
import { chooseLanguage, language } from './language.js';

const NAMES = { id: 'Bahasa Indonesia', en: 'English' };

export function showLanguages() {
  byId('language').replaceChildren(...Object.entries(NAMES).map(([code, name]) =>
    el('option', { value: code, lang: code, selected: code === language }, name)));
  byId('language').addEventListener('change', (event) => chooseLanguage(event.target.value));
}
