// What a draft becomes when it is sent. Pure.

import type { ReplyMedia, SavedReply } from '../conversation/types';
import type { NewEntry, OutboxFile } from '../model/outbox-state';
import type { Draft } from '../model/drafts-state';

const MB = 1024 * 1024;
const LIMITS: Record<string, number> = { image: 5, video: 16, audio: 16 };
const LARGEST = 100;
export const LONGEST_TEXT = 65_536;
export const LONGEST_NOTE = 4_000;
export const LONGEST_CAPTION = 4_096;
export const MOST_FILES = 10;

/** What WhatsApp accepts at most for a file of this type, in MB. */
export const limitOf = (type: string): number => LIMITS[type.split('/')[0] ?? ''] ?? LARGEST;

export type FileProblem = { kind: 'large'; name: string; limit: number } | { kind: 'empty'; name: string } | { kind: 'many' };

/** The files that can be sent, and what is wrong with the others. */
export function checked<F extends { name: string; type: string; size: number }>(chosen: readonly F[], already: number): { files: F[]; problems: FileProblem[] } {
  const files: F[] = [];
  const problems: FileProblem[] = [];
  for (const file of chosen) {
    if (file.size === 0) {
      problems.push({ kind: 'empty', name: file.name });
    } else if (file.size > limitOf(file.type) * MB) {
      problems.push({ kind: 'large', name: file.name, limit: limitOf(file.type) });
    } else if (already + files.length >= MOST_FILES) {
      problems.push({ kind: 'many' });
      break;
    } else {
      files.push(file);
    }
  }
  return { files, problems };
}

export interface Circumstances {
  chat: string;
  /** `waiting.latestId` as the author saw it, or `none`. */
  seen: string;
  takes: boolean;
  resolves: boolean;
  /** Send at this time. */
  at: string | null;
  newKey: () => string;
}

/** The entries for the outbox, in their order. Empty if there is nothing to send. */
export function outgoing(draft: Draft, { chat, seen, takes, resolves, at, newKey }: Circumstances): NewEntry[] {
  if (draft.mode === 'note') {
    const note = draft.note.trim();
    return note === '' ? [] : [{ key: newKey(), chat, kind: 'note', text: note }];
  }
  const text = draft.text.trim();
  const kind = at === null ? 'reply' : 'later';
  const common = { chat, kind, seen, at } as const;
  const entries: NewEntry[] = [];
  const sources: { file: OutboxFile | null; media: ReplyMedia | null }[] = [
    ...(draft.media === null ? [] : [{ file: null, media: draft.media }]),
    ...draft.files.map((file) => ({ file, media: null })),
  ];
  const isCaption = sources.length > 0 && text.length <= LONGEST_CAPTION;
  sources.forEach((source, index) => {
    entries.push({ ...common, ...source, key: newKey(), text: isCaption && index === 0 && text !== '' ? text : null });
  });
  if (text !== '' && !isCaption) {
    entries.push({ ...common, key: newKey(), text });
  }
  const first = entries[0];
  const last = entries[entries.length - 1];
  if (first === undefined || last === undefined) {
    return [];
  }
  first.quotedId = draft.quotedId;
  // Also for later: a reply of an agent who does not have the chat would be refused when its time has come.
  first.takes = takes;
  if (kind === 'reply' && resolves) {
    entries.push({ key: newKey(), chat, kind: 'resolve', seen, after: last.key });
  }
  return entries;
}

/** The text of a saved reply for the list of suggestions. */
export const previewOf = (reply: SavedReply, language: 'id' | 'en'): string =>
  (language === 'id' ? (reply.textId ?? reply.textEn) : (reply.textEn ?? reply.textId)) ?? reply.media?.fileName ?? '';

/** For `<input type="datetime-local">`. */
export function localInput(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
