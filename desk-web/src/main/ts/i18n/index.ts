// Texts, dates and numbers in the user's language. Each folder has its texts in `words.ts`. Those of a view that is loaded
// later are imported by that view, so that they are not part of the first load.

import '../api/words';
import '../app/words';
import '../composer/words';
import '../conversation/words';
import '../inbox/words';
import '../session/words';
import '../ui/words';
import type { words as account } from '../account/words';
import type { words as api } from '../api/words';
import type { words as app } from '../app/words';
import type { words as audit } from '../audit/words';
import type { words as composer } from '../composer/words';
import type { words as conversation } from '../conversation/words';
import type { words as deliveries } from '../deliveries/words';
import type { words as help } from '../help/words';
import type { words as inbox } from '../inbox/words';
import type { words as session } from '../session/words';
import type { words as ui } from '../ui/words';
import type { words as users } from '../users/words';
import { wordsOf } from './define';
import { number } from './format';
import { language } from './language';

export { language, LANGUAGES, setLanguage, useLanguage, type Language } from './language';
export { dateTime, dayName, duration, listTime, number, relative, time } from './format';

type Folder =
  | typeof account | typeof api | typeof app | typeof audit | typeof composer | typeof conversation
  | typeof deliveries | typeof help | typeof inbox | typeof session | typeof ui | typeof users;

type KeyOf<F> = F extends { id: Record<infer K, string> } ? K : never;

export type TextKey = KeyOf<Folder>;
export type Vars = Record<string, string | number>;

export function text(key: TextKey, vars: Vars = {}): string {
  return filled(wordsOf(language())[key] ?? key, vars);
}

/** For keys made at run time, such as `deliveries.status.` and a status. `other` is returned for an unknown key. */
export function textOr(key: string, other: string, vars: Vars = {}): string {
  const found = wordsOf(language())[key];
  return found === undefined ? other : filled(found, vars);
}

/** `{name}` is replaced by the variable; `{count:chat/chats}` by the word for one or for another number. */
function filled(template: string, vars: Vars): string {
  return template.replace(/\{(\w+)(?::([^/}]*)\/([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) => {
    const value = vars[name];
    if (value === undefined) {
      return whole;
    }
    if (one !== undefined) {
      return (value === 1 ? one : many) ?? '';
    }
    return typeof value === 'number' ? number(value) : isolated(value);
  });
}

/** A text of a customer within a sentence or a title: it must not turn what follows it. */
export function isolated(words: string): string {
  const plain = words.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
  // Letters from right to left, in isolates that end with the text.
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(plain) ? `\u2068${plain}\u2069` : plain;
}
