// Drafts: what a user has begun to write in a chat. Pure.

import type { ReplyMedia } from '../conversation/types';
import type { OutboxFile } from './outbox-state';

export type Mode = 'reply' | 'note';

export interface Draft {
  text: string;
  /** The internal note is a text of its own, so that it is never sent to the customer by mistake. */
  note: string;
  mode: Mode;
  quotedId: string | null;
  files: OutboxFile[];
  /** The file of a saved reply. */
  media: ReplyMedia | null;
  at: number;
}

export const NO_DRAFT: Draft = { text: '', note: '', mode: 'reply', quotedId: null, files: [], media: null, at: 0 };

const KEEP = 30 * 24 * 3_600_000;

/** A quote or a mode alone is no draft: nothing would be lost. */
export const isEmpty = (draft: Draft): boolean => draft.text.trim() === '' && draft.note.trim() === '' && draft.files.length === 0 && draft.media === null;

export const isExpired = (draft: Draft, now: number): boolean => now - draft.at > KEEP;

/** The stored form, or null if it is unreadable. */
export function read(json: string | null): Draft | null {
  if (json === null) {
    return null;
  }
  try {
    const found = JSON.parse(json) as Partial<Draft>;
    return {
      text: String(found.text ?? ''),
      note: String(found.note ?? ''),
      mode: found.mode === 'note' ? 'note' : 'reply',
      quotedId: found.quotedId ?? null,
      files: Array.isArray(found.files) ? found.files : [],
      media: found.media ?? null,
      at: Number(found.at ?? 0),
    };
  } catch {
    return null;
  }
}

/** What was begun in two chats that are one now. What was written in the present one comes last. */
export function joined(former: Draft, own: Draft): Draft {
  const both = (one: string, other: string): string => [one, other].filter((words) => words.trim() !== '').join('\n');
  return {
    text: both(former.text, own.text),
    note: both(former.note, own.note),
    mode: isEmpty(own) ? former.mode : own.mode,
    quotedId: own.quotedId ?? former.quotedId,
    files: [...former.files, ...own.files],
    media: own.media ?? former.media,
    at: Math.max(former.at, own.at),
  };
}

/** A text that comes back, for example of a refused reply, goes before what was written since. */
export function withReturned(draft: Draft, text: string): Draft {
  const now = draft.text.trim();
  return { ...draft, mode: 'reply', text: now === '' ? text : now.startsWith(text) ? draft.text : `${text}\n${draft.text}` };
}
