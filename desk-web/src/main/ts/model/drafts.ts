// The drafts of the signed-in user, by chat. Stored at each change, so that reload, crash and the end of a session lose
// nothing; only this user sees them again.

import { useEffect, useReducer } from 'preact/hooks';
import { NO_DRAFT, isEmpty, isExpired, joined, read, type Draft } from './drafts-state';
import { storage } from './storage';

const PREFIX = 'balas.draft.';

const memory = new Map<string, Draft>();
const watchers = new Set<() => void>();
/** Chats whose draft did not fit into the browser's storage. */
const unstored = new Set<string>();
let user: string | null = null;

const keyOf = (chat: string): string => `${PREFIX}${user}.${chat}`;
const changed = () => watchers.forEach((watcher) => watcher());

/** Shows the drafts of this user; null after the end of a session. */
function openFor(name: string | null): void {
  user = name;
  memory.clear();
  unstored.clear();
  if (name !== null) {
    const start = keyOf('');
    for (const key of storage.keys().filter((it) => it.startsWith(start))) {
      const draft = read(storage.get(key));
      if (draft === null || isExpired(draft, Date.now())) {
        storage.remove(key);
      } else {
        memory.set(key.slice(start.length), draft);
      }
    }
  }
  changed();
}

function put(chat: string, draft: Draft): void {
  if (user === null) {
    return;
  }
  // The mode and the quote of an empty draft are kept while the page lives.
  memory.set(chat, draft);
  try {
    if (isEmpty(draft)) {
      storage.remove(keyOf(chat));
    } else {
      storage.set(keyOf(chat), JSON.stringify(draft));
    }
    unstored.delete(chat);
  } catch {
    // No room: the draft lives as long as the tab, and the composer says so.
    unstored.add(chat);
  }
  changed();
}

const get = (chat: string): Draft => memory.get(chat) ?? NO_DRAFT;

/** The chat has another id now, because a hidden number became known. */
function move(from: string, to: string): void {
  const former = get(from);
  if (!isEmpty(former)) {
    put(to, joined(former, get(to)));
    put(from, NO_DRAFT);
  }
}

/** The first words of a draft, for the list of chats. Null if the chat has none. */
function preview(chat: string): string | null {
  const draft = get(chat);
  return isEmpty(draft) ? null : draft.text.trim() || draft.note.trim() || (draft.files[0]?.name ?? null);
}

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Another tab has written. */
function follow(): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (user !== null && key?.startsWith(keyOf(''))) {
      const draft = read(newValue);
      const chat = key.slice(keyOf('').length);
      if (draft === null) {
        memory.delete(chat);
      } else {
        memory.set(chat, draft);
      }
      changed();
    }
  });
}

/** The files that drafts of any user of this browser name. */
function fileIds(): string[] {
  return storage.keys()
    .filter((key) => key.startsWith(PREFIX))
    .flatMap((key) => read(storage.get(key))?.files ?? [])
    .map(({ id }) => id);
}

/** Whether the draft outlives the tab. */
const isStored = (chat: string): boolean => !unstored.has(chat);

export const drafts = { openFor, get, put, move, preview, subscribe, follow, fileIds, isStored };

/** Draws the component again when a draft begins, changes or ends. */
export function useDraft(chat: string): Draft {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => subscribe(() => redraw(0)), []);
  return get(chat);
}

/** A text of a dialog, which is a draft, too. `key` is no id of a chat. */
export function useKeptText(key: string, start = '') {
  const draft = useDraft(key);
  const text = draft.at === 0 ? start : draft.text;
  return {
    text,
    unsaved: text !== start,
    set: (words: string) => put(key, { ...NO_DRAFT, text: words, at: Date.now() }),
    drop: () => put(key, NO_DRAFT),
    /** Closes the dialog and drops the text. */
    closing: (onClose: () => void) => () => {
      put(key, NO_DRAFT);
      onClose();
    },
  };
}
