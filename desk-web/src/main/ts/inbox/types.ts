// What the server returns beside the chats.

import type { AgentView, SavedFilter, TeamView } from 'services/bot-service';
import type { Filter, Query, View } from '../model/views';
import { isView, period } from '../model/views';
import { dateOf } from '../ui/dates';

export type { Label, SavedView } from 'services/bot-service';
export type Agent = AgentView;
export type TeamDetails = TeamView;

export function queryOf({ view, q, since, until, ...filter }: SavedFilter): Query {
  const name = view?.toLowerCase() ?? 'all';
  // The last day is before the instant that ends it.
  const days = { from: since ? dateOf(new Date(since)) : undefined, to: until ? dateOf(new Date(Date.parse(until) - 1)) : undefined };
  return { view: isView(name) ? name : 'all', filter: given({ ...filter, ...days }), words: q ?? '' };
}

/** The filter of a query as the server takes it, in saved views and bulk actions. */
export function savedFilter({ view, filter, words }: Query): SavedFilter {
  const { from, to, ...rest } = filter;
  const days = period({ ...(from ? { from } : {}), ...(to ? { to } : {}) });
  return { view: view.toUpperCase() as Uppercase<View>, ...rest, ...days, ...(words === '' ? {} : { q: words }) };
}

const given = (filter: Record<string, unknown>): Filter =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null && value !== undefined)) as Filter;

export const isPlain = ({ filter, words }: Query): boolean => words === '' && Object.values(filter).every((value) => value === undefined);

export const plainQuery = (view: View): Query => ({ view, filter: {}, words: '' });
