// What keys and typed text mean in the composer. Pure.

export interface Key {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
  keyCode: number;
}

export type Intent = 'send' | 'sendAndResolve' | 'sendResolveAndNext' | null;

/**
 * Enter sends, Shift+Enter adds a line, Ctrl+Enter also resolves, Ctrl+Shift+Enter also opens the next chat. Enter that
 * confirms the text of an input method does nothing; Safari reports it with the key code 229 alone.
 */
export function intentOf(event: Key, hasKeyboard: boolean): Intent {
  if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229 || event.altKey) {
    return null;
  }
  if (event.ctrlKey || event.metaKey) {
    return event.shiftKey ? 'sendResolveAndNext' : 'sendAndResolve';
  }
  // On a phone Enter adds a line, as in WhatsApp; the button sends.
  return event.shiftKey || !hasKeyboard ? null : 'send';
}

/** The word before the cursor that asks for suggestions: `/ongkir` at the start, `@sit` in a note. */
export interface Query { kind: 'saved' | 'mention'; text: string; from: number; to: number }

export function queryAt(text: string, cursor: number, mode: 'reply' | 'note'): Query | null {
  const before = text.slice(0, cursor);
  if (mode === 'note') {
    const match = /(?:^|[\s(])@([\w.-]*)$/u.exec(before);
    return match === null ? null : { kind: 'mention', text: match[1] ?? '', from: cursor - (match[1]?.length ?? 0) - 1, to: cursor };
  }
  const match = /(?:^|\s)\/([^\s/]*)$/u.exec(before);
  return match === null ? null : { kind: 'saved', text: match[1] ?? '', from: cursor - (match[1]?.length ?? 0) - 1, to: cursor };
}

/** The text with the query replaced, and the new place of the cursor. */
export function replacedAt(text: string, { from, to }: Query, by: string): { text: string; cursor: number } {
  return { text: text.slice(0, from) + by + text.slice(to), cursor: from + by.length };
}

/** The same for a text that may have changed since the query: nothing that was written meanwhile is lost. */
export function insertedAt(text: string, query: Query | null, cursor: number, by: string): { text: string; cursor: number } {
  const sign = query?.kind === 'mention' ? '@' : '/';
  const isThere = query !== null && text.slice(query.from, query.to) === sign + query.text;
  return replacedAt(text, isThere ? query : { kind: 'saved', text: '', from: cursor, to: cursor }, by);
}

/** Those whose name begins with the words come first, then those that contain them. */
export function matching<T>(all: readonly T[], words: string, namesOf: (item: T) => (string | null)[], most = 8): T[] {
  const wanted = words.toLowerCase();
  const rank = (item: T): number => {
    const names = namesOf(item).filter((name) => name !== null).map((name) => name.toLowerCase());
    if (names[0]?.startsWith(wanted)) {
      return 0;
    }
    return names.some((name) => name.startsWith(wanted)) ? 1 : names.some((name) => name.includes(wanted)) ? 2 : 3;
  };
  return all
    .map((item, index) => ({ item, index, rank: rank(item) }))
    .filter((it) => it.rank < 3)
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .slice(0, most)
    .map(({ item }) => item);
}

/** Up and down go around. */
export const moved = (index: number, by: number, count: number): number => (count === 0 ? 0 : (index + by + count) % count);
