// What users wrote and the server has not confirmed yet, oldest first. Pure: state and event in, state out.
//
// An entry keeps its Idempotency-Key while the result of a request is unknown, so that a retry is sent once. After a
// decision (refused, late) the key is used up: a retry gets a new one.

import type { Outcome, ReplyMedia } from '../conversation/types';

export type Kind = 'reply' | 'note' | 'later' | 'forward' | 'edit' | 'resolve';

/** `waiting`: to be sent or retried. `deciding`: the server answered 202. `unsent`: given up, with an unknown result. */
export type State = 'waiting' | 'sending' | 'deciding' | 'done' | 'refused' | 'late' | 'unsent';

/** `mediaId` is set once the file is uploaded. */
export interface OutboxFile { id: string; name: string; type: string; size: number; mediaId?: string; mimeType?: string }

export interface Entry {
  key: string;
  chat: string;
  kind: Kind;
  text: string | null;
  file: OutboxFile | null;
  /** The file of a saved reply. */
  media: ReplyMedia | null;
  quotedId: string | null;
  /** What the chat waited for when the author wrote. */
  seen: string | null;
  /** When it is sent, for kind `later`. */
  at: string | null;
  /** The message that is edited or forwarded. */
  messageId: string | null;
  /** The chat that gets a forwarded message. */
  to: string | null;
  /** The key of the entry that must be done before. */
  after: string | null;
  /** Whether the author takes the chat with this reply: an agent answers only chats that they have. */
  takes: boolean;
  createdAt: number;
  /** Since when it is tried: the creation or the last retry of the user. */
  triedSince: number;
  state: State;
  problem: string | null;
  commandId: string | null;
  attempts: number;
  nextAt: number;
  endedAt: number | null;
}

export type NewEntry = Pick<Entry, 'key' | 'chat' | 'kind'> & Partial<Pick<Entry, 'text' | 'file' | 'media' | 'quotedId' | 'seen' | 'at' | 'messageId' | 'to' | 'after' | 'takes'>>;

export type Entries = readonly Entry[];

/** How a request failed. `status` 0: no response. `retryAfter` is in ms. */
export interface Failure { status: number; detail: string | null; retryAfter?: number | undefined }

const DELAYS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];
/** Later a message may surprise the customer, so the user decides. */
const GIVE_UP_AFTER = 10 * 60_000;
const KEEP_DONE = 60_000;

export function created(entry: NewEntry, now: number): Entry {
  return {
    text: null, file: null, media: null, quotedId: null, seen: null, at: null, messageId: null, to: null, after: null, takes: false,
    ...entry,
    createdAt: now, triedSince: now, state: 'waiting', problem: null, commandId: null, attempts: 0, nextAt: now, endedAt: null,
  };
}

const change = (entries: Entries, key: string, changed: (entry: Entry) => Partial<Entry>): Entries =>
  entries.map((entry) => (entry.key === key ? { ...entry, ...changed(entry) } : entry));

export const has = (entries: Entries, key: string): boolean => entries.some((entry) => entry.key === key);
export const of = (entries: Entries, chat: string): Entry[] => entries.filter((entry) => entry.chat === chat);
export const isEnded = ({ state }: Entry): boolean => state === 'done' || needsUser({ state });
/** Whether only the user can decide what happens to it. */
export const needsUser = ({ state }: Pick<Entry, 'state'>): boolean => state === 'refused' || state === 'late' || state === 'unsent';

/** The chats in which the user has to decide about an entry. */
export const chatsWithProblem = (entries: Entries): ReadonlySet<string> => new Set(entries.filter(needsUser).map(({ chat }) => chat));

export const added = (entries: Entries, entry: Entry): Entries =>
  (has(entries, entry.key) ? entries : [...entries, entry]);

/** The chat has another id now: what the user must decide is shown there. */
export const moved = (entries: Entries, from: string, to: string): Entries =>
  entries.some((entry) => entry.chat === from && needsUser(entry)) ? entries.map((entry) => (entry.chat === from && needsUser(entry) ? { ...entry, chat: to } : entry)) : entries;

export const removed = (entries: Entries, key: string): Entries => entries.filter((entry) => entry.key !== key);

/** After a reload: no request is under way. What was tried long ago is left to the user. */
export function loaded(stored: Entries, now: number): Entries {
  return [...stored]
    .sort((one, other) => one.createdAt - other.createdAt)
    .map((entry) => (entry.state === 'sending' ? { ...entry, state: 'waiting' as const, nextAt: now } : entry))
    .map((entry) => (isOverdue(entry, now) ? { ...entry, state: 'unsent' as const, endedAt: now } : entry));
}

const isOverdue = (entry: Entry, now: number): boolean => entry.state === 'waiting' && now - entry.triedSince > GIVE_UP_AFTER;

export const started = (entries: Entries, key: string, now: number): Entries => change(entries, key, () => ({ state: 'sending', nextAt: now }));

export const uploaded = (entries: Entries, key: string, mediaId: string, mimeType: string): Entries =>
  change(entries, key, ({ file }) => ({ file: file === null ? null : { ...file, mediaId, mimeType } }));

/** An action was answered. `id` is what the server calls the result, if it is no command. */
export function answered(entries: Entries, key: string, outcome: Outcome, now: number): Entries {
  const changed = change(entries, key, () => ofOutcome(outcome, now));
  // A done entry is removed once the conversation shows it. What follows it, and is tried again, must not be taken for lost.
  return changed.some((entry) => entry.key === key && entry.state === 'done') ? freed(changed, new Set([key])) : changed;
}

const freed = (entries: Entries, keys: ReadonlySet<string>): Entries =>
  entries.map((entry) => (entry.after !== null && keys.has(entry.after) ? { ...entry, after: null } : entry));

/** A note or a scheduled reply is stored under this id. */
export function stored(entries: Entries, key: string, id: string, now: number): Entries {
  return change(entries, key, () => ({ state: 'done', commandId: id, problem: null, endedAt: now }));
}

function ofOutcome(outcome: Outcome, now: number): Partial<Entry> {
  const { commandId } = outcome;
  switch (outcome.state) {
    // A message that does not arrive later is shown as failed in the conversation.
    case 'DONE': case 'FAILED': return { state: 'done', commandId, problem: null, endedAt: now };
    case 'REFUSED': return { state: 'refused', commandId, problem: outcome.rule, endedAt: now };
    case 'LATE': return { state: 'late', commandId, problem: null, endedAt: now };
    case 'PENDING': return { state: 'deciding', commandId, problem: null, nextAt: now + 1_000 };
  }
}

/** The result of a command came by the stream or by asking. */
export function decided(entries: Entries, outcome: Outcome, now: number): Entries {
  const entry = entries.find(({ commandId, state }) => commandId === outcome.commandId && (state === 'deciding' || state === 'unsent'));
  if (entry === undefined) {
    return entries;
  }
  if (outcome.state !== 'PENDING') {
    return answered(entries, entry.key, outcome, now);
  }
  // The server calls a command that it does not know pending, too: not for ever.
  return now - entry.triedSince > GIVE_UP_AFTER ? change(entries, entry.key, () => ({ state: 'unsent', endedAt: now })) : askedAgain(entries, entry.key, now);
}

export const askedAgain = (entries: Entries, key: string, now: number): Entries =>
  change(entries, key, ({ attempts }) => ({ attempts: attempts + 1, nextAt: now + delay(attempts) }));

const delay = (attempts: number): number => DELAYS[Math.min(attempts, DELAYS.length - 1)] ?? 30_000;

/** Whether the same request may succeed later. */
export function isTemporary({ status }: Failure): boolean {
  return status === 0 || status === 401 || status === 408 || status === 425 || status === 429 || status >= 500;
}

export function failed(entries: Entries, key: string, failure: Failure, now: number): Entries {
  return change(entries, key, (entry) => {
    if (!isTemporary(failure)) {
      return { state: 'refused', problem: failure.detail, endedAt: now };
    }
    if (now - entry.triedSince > GIVE_UP_AFTER) {
      return { state: 'unsent', problem: failure.detail, endedAt: now };
    }
    return {
      state: 'waiting',
      problem: failure.status === 0 ? null : failure.detail,
      attempts: entry.attempts + 1,
      nextAt: now + Math.max(failure.retryAfter ?? 0, delay(entry.attempts)),
    };
  });
}

/** The user wants it sent again. While the result is unknown it keeps its key; the file of a refused entry is uploaded again. */
export function retried(entries: Entries, key: string, newKey: string, now: number): Entries {
  return change(entries, key, (entry) => {
    const isDecided = entry.state === 'refused' || entry.state === 'late';
    return {
      key: isDecided ? newKey : entry.key,
      file: !isDecided || entry.file === null ? entry.file : { id: entry.file.id, name: entry.file.name, type: entry.file.type, size: entry.file.size },
      state: 'waiting', problem: null, commandId: null, attempts: 0, nextAt: now, triedSince: now, endedAt: null,
    };
  });
}

/** The line or the session is back: everything is tried at once. */
export const hurried = (entries: Entries, now: number): Entries =>
  entries.map((entry) => ((entry.state === 'waiting' || entry.state === 'deciding') && entry.nextAt > now ? { ...entry, nextAt: now } : entry));

/** Removes what the conversation shows by now: messages by their command, notes by their id. */
export function shown(entries: Entries, ids: ReadonlySet<string>): Entries {
  const isShown = (entry: Entry) => entry.commandId !== null && entry.state === 'done' && ids.has(localId(entry.commandId));
  if (!entries.some(isShown)) {
    return entries;
  }
  return freed(entries.filter((entry) => !isShown(entry)), new Set(entries.filter(isShown).map(({ key }) => key)));
}

/** A command id without its channel, as messages name it. */
export const localId = (commandId: string): string => commandId.slice(commandId.indexOf(':') + 1);

/** Done entries are kept for a moment, until the conversation shows the message. */
export function pruned(entries: Entries, now: number): Entries {
  const isOld = (entry: Entry) => entry.state === 'done' && entry.endedAt !== null && now - entry.endedAt > KEEP_DONE
    && !entries.some(({ after }) => after === entry.key);
  return entries.some(isOld) ? entries.filter((entry) => !isOld(entry)) : entries;
}

/** Entries whose predecessor needs the user are dropped: a chat is not resolved without its reply. */
export function orphaned(entries: Entries): string[] {
  return entries
    .filter(({ after, state }) => after !== null && state === 'waiting')
    .filter(({ after }) => {
      const before = entries.find(({ key }) => key === after);
      return before === undefined || needsUser(before);
    })
    .map(({ key }) => key);
}

/**
 * The entries to send now: of each chat the oldest that is not sent yet, so that messages keep their order. A reply that
 * is being decided holds nothing up: the server decides in the order of requests.
 */
export function ready(entries: Entries, now: number): Entry[] {
  const held = new Set<string>();
  const result: Entry[] = [];
  for (const entry of entries) {
    if (entry.state !== 'waiting' && entry.state !== 'sending') {
      continue;
    }
    const isFree = !held.has(entry.chat);
    held.add(entry.chat);
    const before = entry.after === null ? undefined : entries.find(({ key }) => key === entry.after);
    if (isFree && entry.state === 'waiting' && entry.nextAt <= now && (entry.after === null || before?.state === 'done')) {
      result.push(entry);
    }
  }
  return result;
}

const LONGEST_REQUEST = 180_000;
const LATE_AFTER = 30_000;

/** Whether the tab that sends does not: its browser has frozen it. */
export const isStuck = (entries: Entries, now: number): boolean =>
  ready(entries, now - LATE_AFTER).length > 0
  || undecided(entries, now - 2 * LATE_AFTER).length > 0
  || entries.some(({ state, nextAt }) => state === 'sending' && nextAt <= now - LONGEST_REQUEST);

export const isUnderWay = ({ state }: Entry): boolean => state === 'waiting' || state === 'sending' || state === 'deciding';

/** The entries whose result to ask for now. */
export const undecided = (entries: Entries, now: number): Entry[] =>
  entries.filter(({ state, nextAt }) => state === 'deciding' && nextAt <= now);

/** When the next entry is due; null if none is. */
export function nextTime(entries: Entries): number | null {
  const times = entries.filter(({ state }) => state === 'waiting' || state === 'deciding').map(({ nextAt }) => nextAt);
  const ends = entries.filter(({ state }) => state === 'done').map(({ endedAt }) => (endedAt ?? 0) + KEEP_DONE + 1_000);
  const all = [...times, ...ends];
  return all.length === 0 ? null : Math.min(...all);
}

/** The request that takes the chat, before a reply with `takes`. It has a key of its own. */
export const takeOf = ({ chat, key }: Entry): { request: Request; key: string } => ({
  request: { method: 'PATCH', path: `/chats/${encodeURIComponent(chat)}`, body: { mode: 'AGENT' } },
  key: `${key}:take`,
});

export interface Request { method: 'POST' | 'PATCH'; path: string; body: unknown }

const FILES: Record<string, ReplyMedia['kind']> = { image: 'IMAGE', video: 'VIDEO', audio: 'AUDIO' };

/** The request of an entry whose file is uploaded. The same entry always gives the same request. */
export function requestOf(entry: Entry): Request {
  const chat = `/chats/${encodeURIComponent(entry.chat)}`;
  switch (entry.kind) {
    case 'reply': return { method: 'POST', path: `${chat}/messages`, body: message(entry) };
    case 'later': return { method: 'POST', path: `${chat}/scheduled`, body: { at: entry.at, reply: message(entry) } };
    case 'note': return { method: 'POST', path: `${chat}/notes`, body: { text: entry.text } };
    case 'edit': return { method: 'PATCH', path: `${chat}/messages/${encodeURIComponent(entry.messageId ?? '')}`, body: { text: entry.text } };
    case 'forward': return { method: 'POST', path: `${chat}/messages/${encodeURIComponent(entry.messageId ?? '')}/forward`, body: { to: entry.to } };
    case 'resolve': return { method: 'POST', path: `${chat}/resolve`, body: { seen: entry.seen ?? 'none' } };
  }
}

function message(entry: Entry): Record<string, unknown> {
  const common = { ...(entry.quotedId === null ? {} : { quotedId: entry.quotedId }), ...(entry.seen === null ? {} : { seen: entry.seen }) };
  const media = mediaOf(entry);
  return media === null ? { text: entry.text, ...common } : { media: { ...media, ...(entry.text ? { caption: entry.text } : {}) }, ...common };
}

function mediaOf({ file, media }: Entry): ReplyMedia | null {
  if (file === null) {
    return media;
  }
  const mimeType = file.mimeType ?? file.type;
  return { kind: kindOf(mimeType), mediaId: file.mediaId ?? null, mimeType, fileName: shortName(file.name) };
}

/** What the server takes, in characters. Names of files may have 255. */
const LONGEST_NAME = 200;

/** The ending stays: the customer's phone opens the file by it. */
export function shortName(name: string): string {
  const characters = [...name];
  if (characters.length <= LONGEST_NAME) {
    return name;
  }
  const ending = [.../\.[^.\s]{1,20}$/u.exec(name)?.[0] ?? ''];
  return [...characters.slice(0, LONGEST_NAME - ending.length), ...ending].join('');
}

export function kindOf(mimeType: string): ReplyMedia['kind'] {
  // WhatsApp shows other pictures, such as SVG, only as files.
  if (mimeType.startsWith('image/') && !/^image\/(jpeg|png|webp)/.test(mimeType)) {
    return 'DOCUMENT';
  }
  return FILES[mimeType.split('/')[0] ?? ''] ?? 'DOCUMENT';
}
