// Which chats a view has, and in which order: the same conditions and orders as the server's, so that the live stream
// keeps a list up to date without loading it again.

import type { TeamView, ViewCounts } from 'services/bot-service';
import type { Chat, Mode, Priority } from './chats';

export const VIEWS = ['waiting', 'mine', 'unassigned', 'team', 'open', 'all', 'snoozed', 'resolved', 'bot', 'groups'] as const;
export type View = (typeof VIEWS)[number];
export type Counts = ViewCounts;

/** A count of the server stops here: it means "this many or more". */
export const MOST_COUNTED = 1_000;

export const isView = (text: string): text is View => (VIEWS as readonly string[]).includes(text);

export type Team = Pick<TeamView, 'id' | 'name' | 'members' | 'channels'>;

/** Who looks at the list. */
export interface Viewer {
  username: string;
  teams: readonly Team[];
}

/** Filters combine with the view. Days are `2026-11-26`, of the browser's zone. */
export interface Filter {
  label?: string;
  assignee?: string;
  team?: string;
  channel?: string;
  mode?: Mode;
  unread?: boolean;
  waiting?: boolean;
  from?: string;
  to?: string;
}

export interface Query {
  view: View;
  filter: Filter;
  /** What is searched for; empty for a list. */
  words: string;
}

const PRIORITIES: Record<Priority, number> = { HIGH: 0, NORMAL: 1, LOW: 2 };

/** Compares two times of the server, which have zero to nine digits behind the second. */
export function compareTimes(one: string, other: string): number {
  const [a, b] = [fraction(one), fraction(other)];
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0;
}

function fraction(time: string): [string, string] {
  const text = time.endsWith('Z') ? time.slice(0, -1) : time;
  const dot = text.indexOf('.');
  return dot < 0 ? [text, ''] : [text.slice(0, dot), text.slice(dot + 1).replace(/0+$/, '')];
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const byId = (one: Chat, other: Chat): number => compare(one.channel, other.channel) || compare(one.chatId, other.chatId);

export type Order = 'latest' | 'queue' | 'wake' | 'resolved';

export function orderOf(query: Pick<Query, 'view' | 'filter'>): Order {
  if (query.filter.waiting || query.view === 'waiting' || query.view === 'unassigned' || query.view === 'team') {
    return 'queue';
  }
  return query.view === 'snoozed' ? 'wake' : query.view === 'resolved' ? 'resolved' : 'latest';
}

const isLate = (chat: Chat): boolean => chat.waiting !== null && chat.waiting.reasons.every((reason) => reason === 'LATE');
const earliest = (one: string | null | undefined, other: string | null | undefined): number =>
  one && other ? compareTimes(one, other) : one ? -1 : other ? 1 : 0;

const COMPARATORS: Record<Order, (one: Chat, other: Chat) => number> = {
  latest: (one, other) => compareTimes(other.listedAt, one.listedAt) || byId(one, other),
  queue: (one, other) =>
    Number(isLate(one)) - Number(isLate(other)) ||
    PRIORITIES[one.priority] - PRIORITIES[other.priority] ||
    earliest(one.waiting?.since, other.waiting?.since) ||
    byId(one, other),
  wake: (one, other) => earliest(one.snoozedUntil, other.snoozedUntil) || byId(one, other),
  resolved: (one, other) => earliest(other.conversation?.resolvedAt, one.conversation?.resolvedAt) || byId(one, other),
};

export const comparator = (order: Order): ((one: Chat, other: Chat) => number) => COMPARATORS[order];

/** The team that the chat was passed to, or else the team of its channel. A deleted team counts as none. */
export function teamOf(chat: Pick<Chat, 'team' | 'channel'>, teams: readonly Team[]): Team | undefined {
  const passedTo = chat.team?.toLowerCase();
  return (
    (passedTo === undefined ? undefined : teams.find((team) => team.name.toLowerCase() === passedTo || `${team.id}` === passedTo)) ??
    teams.find((team) => team.channels.includes(chat.channel))
  );
}

export const waits = (chat: Chat): boolean => chat.waiting !== null && chat.snoozedUntil === null;
const isPrivate = (chat: Chat): boolean => chat.chatId.endsWith('@s.whatsapp.net') || chat.chatId.endsWith('@lid');

export function isIn(view: View, chat: Chat, viewer: Viewer): boolean {
  switch (view) {
    case 'waiting':
      return waits(chat);
    case 'mine':
      return chat.assignee === viewer.username && chat.snoozedUntil === null;
    case 'unassigned':
      return waits(chat) && chat.assignee === null;
    case 'team':
      return waits(chat) && (teamOf(chat, viewer.teams)?.members.includes(viewer.username) ?? false);
    case 'open':
      return chat.conversation?.status === 'OPEN' || waits(chat);
    case 'snoozed':
      return chat.snoozedUntil !== null;
    case 'resolved':
      return chat.conversation?.status === 'RESOLVED' && chat.snoozedUntil === null;
    case 'bot':
      return chat.mode === 'BOT' && chat.humanUntil === null && isPrivate(chat);
    case 'groups':
      return chat.chatId.endsWith('@g.us');
    case 'all':
      return true;
  }
}

/** The instants of the days in the browser's zone: from the first, until before the second. */
export function period(filter: Pick<Filter, 'from' | 'to'>): { since?: string; until?: string } {
  const since = filter.from ? startOf(filter.from, 0) : undefined;
  const until = filter.to ? startOf(filter.to, 1) : undefined;
  return { ...(since ? { since } : {}), ...(until ? { until } : {}) };
}

function startOf(day: string, later: number): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  return year === undefined ? undefined : new Date(Number(year), Number(month) - 1, Number(date) + later).toISOString();
}

export function matches(query: Query, chat: Chat, viewer: Viewer): boolean {
  const { filter } = query;
  const { since, until } = period(filter);
  return (
    isIn(query.view, chat, viewer) &&
    (filter.channel === undefined || chat.channel === filter.channel) &&
    (filter.mode === undefined || chat.mode === filter.mode) &&
    (filter.assignee === undefined || chat.assignee === filter.assignee) &&
    (filter.unread === undefined || chat.unread > 0 === filter.unread) &&
    (!filter.waiting || waits(chat)) &&
    (filter.label === undefined || chat.labels.some((label) => label.toLowerCase() === filter.label?.toLowerCase())) &&
    (filter.team === undefined || isOf(filter.team, teamOf(chat, viewer.teams))) &&
    (since === undefined || compareTimes(chat.listedAt, since) >= 0) &&
    (until === undefined || compareTimes(chat.listedAt, until) < 0)
  );
}

const isOf = (name: string, team: Team | undefined): boolean =>
  team !== undefined && (team.name.toLowerCase() === name.toLowerCase() || `${team.id}` === name);

/** The parameters of `GET /chats`. */
export function parameters(query: Query): Record<string, string> {
  const { from, to, unread, waiting, ...rest } = query.filter;
  const given: Record<string, string> = { view: query.view.toUpperCase(), ...rest, ...period({ ...(from ? { from } : {}), ...(to ? { to } : {}) }) };
  if (unread !== undefined) {
    given['unread'] = `${unread}`;
  }
  if (waiting) {
    given['waiting'] = 'true';
  }
  if (query.words !== '') {
    given['q'] = query.words;
  }
  return given;
}

/** The counts after a change. Null if they cannot be known: they have to be asked for. */
export function recount(counts: Counts, changes: readonly { before: Chat | undefined; row: Chat | null }[], viewer: Viewer): Counts | null {
  const next = { ...counts };
  for (const { before, row } of changes) {
    if (before === undefined) {
      return null;
    }
    for (const view of VIEWS) {
      const delta = (row !== null && isIn(view, row, viewer) ? 1 : 0) - (isIn(view, before, viewer) ? 1 : 0);
      if (delta !== 0 && counts[view] >= MOST_COUNTED) {
        // It may be 1,000 or more: only the server knows.
        continue;
      }
      next[view] = Math.max(0, next[view] + delta);
    }
  }
  return next;
}
