// What the server returns beside the chats.

import type { Filter, Query, Team, View } from '../model/views';
import { isView, period } from '../model/views';
import { dateOf } from '../ui/dates';

export interface Label {
  id: number;
  name: string;
  color: string | null;
  chats: number;
}

export interface Agent {
  username: string;
  name: string;
  available: boolean;
  load: number;
  teams: number[];
}

export type TeamDetails = Team & { assignment: string };

/** A filter that was saved, with the names of the server's parameters. */
export interface SavedFilter {
  view?: string | null;
  channel?: string | null;
  mode?: 'BOT' | 'AGENT' | 'PAUSE' | null;
  assignee?: string | null;
  unread?: boolean | null;
  waiting?: boolean | null;
  label?: string | null;
  team?: string | null;
  q?: string | null;
  since?: string | null;
  until?: string | null;
}

export interface SavedView {
  id: number;
  name: string;
  owner: string;
  /** Null: its owner's alone. */
  team: number | null;
  filter: SavedFilter;
}

export function queryOf({ view, q, since, until, ...filter }: SavedFilter): Query {
  const name = view?.toLowerCase() ?? 'all';
  // The last day is before the instant that ends it.
  const days = { from: since ? dateOf(new Date(since)) : undefined, to: until ? dateOf(new Date(Date.parse(until) - 1)) : undefined };
  return { view: isView(name) ? name : 'all', filter: given({ ...filter, ...days }), words: q ?? '' };
}

/** The filter of a query as the server takes it, in saved views and bulk actions. */
export function savedFilter({ view, filter, words }: Query): SavedFilter {
  const { from, to, ...rest } = filter;
  return { view: view.toUpperCase(), ...rest, ...period({ ...(from ? { from } : {}), ...(to ? { to } : {}) }), ...(words === '' ? {} : { q: words }) };
}

const given = (filter: Record<string, unknown>): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null && value !== undefined)) as Filter;

export const isPlain = ({ filter, words }: Query): boolean => words === '' && Object.values(filter).every((value) => value === undefined);

export const plainQuery = (view: View): Query => ({ view, filter: {}, words: '' });
