// Texts, dates and numbers in the user's language. Each folder has its texts in `words.ts`.

import { words as account } from '../account/words';
import { words as api } from '../api/words';
import { words as app } from '../app/words';
import { words as audit } from '../audit/words';
import { words as composer } from '../composer/words';
import { words as conversation } from '../conversation/words';
import { words as deliveries } from '../deliveries/words';
import { words as help } from '../help/words';
import { words as inbox } from '../inbox/words';
import { words as session } from '../session/words';
import { words as ui } from '../ui/words';
import { words as users } from '../users/words';
import { number } from './format';
import { language } from './language';

export { language, LANGUAGES, setLanguage, useLanguage, type Language } from './language';
export { dateTime, dayName, duration, listTime, number, relative, time } from './format';

const WORDS = {
  id: {
    ...account.id, ...api.id, ...app.id, ...audit.id, ...composer.id, ...conversation.id, ...deliveries.id, ...help.id, ...inbox.id, ...session.id, ...ui.id, ...users.id,
  },
  en: {
    ...account.en, ...api.en, ...app.en, ...audit.en, ...composer.en, ...conversation.en, ...deliveries.en, ...help.en, ...inbox.en, ...session.en, ...ui.en, ...users.en,
  },
};

export type TextKey = keyof (typeof WORDS)['id'];
export type Vars = Record<string, string | number>;

export function text(key: TextKey, vars: Vars = {}): string {
  return filled(WORDS[language()][key], vars);
}

/** For keys made at run time, such as `deliveries.status.` and a status. `other` is returned for an unknown key. */
export function textOr(key: string, other: string, vars: Vars = {}): string {
  const found = (WORDS[language()] as Record<string, string>)[key];
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
    return typeof value === 'number' ? number(value) : value;
  });
}
