// WhatsApp's text formatting: *bold*, _italic_, ~struck~ and ```code```.

import { el } from './dom.js';

const MARKED = /```([^`]+)```|(?<![\p{L}\p{N}])(?:\*(?=\S)([^*\n]+?)(?<=\S)\*|_(?=\S)([^_\n]+?)(?<=\S)_|~(?=\S)([^~\n]+?)(?<=\S)~)(?![\p{L}\p{N}])/gu;

/** The parts of a paragraph: strings, and elements for formatted parts. */
export function formatted(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(MARKED)) {
    const [whole, code, bold, italic, struck] = match;
    parts.push(text.slice(end, match.index));
    parts.push(code ? el('code', {}, code) : bold ? el('strong', {}, bold) : italic ? el('em', {}, italic) : el('s', {}, struck));
    end = match.index + whole.length;
  }
  return [...parts, text.slice(end)];
}
