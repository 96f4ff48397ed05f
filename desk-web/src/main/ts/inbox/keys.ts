// The shortcuts of the inbox. Single letters work outside text fields alone.

export type Command =
  | 'next' | 'previous' | 'open' | 'choose' | 'chooseRange' | 'chooseAll' | 'clear' | 'search' | 'help' | 'nextWaiting' | 'catchUp'
  | 'unread' | 'first' | 'last';

export interface Key {
  key: string;
  /** The key itself: on some keyboards Alt changes the letter. */
  code: string;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

/** Shown by "?". */
export const SHORTCUTS: readonly { keys: readonly string[]; command: Command }[] = [
  { keys: ['j', '↓'], command: 'next' },
  { keys: ['k', '↑'], command: 'previous' },
  { keys: ['Enter'], command: 'open' },
  { keys: ['n'], command: 'nextWaiting' },
  { keys: ['x'], command: 'choose' },
  { keys: ['Shift X'], command: 'chooseRange' },
  { keys: ['Ctrl A'], command: 'chooseAll' },
  { keys: ['Shift U'], command: 'unread' },
  { keys: ['.'], command: 'catchUp' },
  { keys: ['/'], command: 'search' },
  { keys: ['Esc'], command: 'clear' },
  { keys: ['?'], command: 'help' },
];

const LETTERS: Record<string, Command> = {
  j: 'next', k: 'previous', n: 'nextWaiting', x: 'choose', X: 'chooseRange', U: 'unread', '.': 'catchUp', '/': 'search', '?': 'help',
};
const IN_LIST: Record<string, Command> = { ArrowDown: 'next', ArrowUp: 'previous', Home: 'first', End: 'last' };

/** `place`: where the focus is. `hasLetters`: whether single letters are shortcuts. */
export function commandOf(key: Key, place: 'list' | 'page' | 'field', hasLetters = true): Command | null {
  if (key.altKey && !key.ctrlKey && !key.metaKey) {
    // They work while a reply is written, too.
    return key.key === 'ArrowDown' ? 'next' : key.key === 'ArrowUp' ? 'previous' : key.code === 'KeyN' ? 'nextWaiting' : null;
  }
  if (place === 'field') {
    return null;
  }
  if (key.ctrlKey || key.metaKey) {
    return place === 'list' && key.key.toLowerCase() === 'a' && !key.shiftKey && !key.altKey ? 'chooseAll' : null;
  }
  if (key.key === 'Escape') {
    return 'clear';
  }
  if (place === 'list' && IN_LIST[key.key] !== undefined) {
    return IN_LIST[key.key] ?? null;
  }
  return hasLetters ? (LETTERS[key.key] ?? null) : null;
}
