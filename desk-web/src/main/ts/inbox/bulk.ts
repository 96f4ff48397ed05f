// Actions on many chats: what is asked of the server, and how far it is.

import type { Chat } from '../model/chats';
import type { Query } from '../model/views';
import { savedFilter } from './types';

export type BulkAction =
  | { action: 'ASSIGN'; assignee?: string; team?: string }
  | { action: 'RESOLVE' }
  | { action: 'SNOOZE'; until: string }
  | { action: 'RETURN_TO_BOT' }
  | { action: 'LABEL'; labels: string[] };

export interface Progress {
  id: string;
  state: 'RUNNING' | 'FINISHED';
  chats: number;
  done: number;
  refused: number;
  late: number;
  pending: number;
  refusals: { chat: string; rule: string }[];
}

export type Choice = { ids: readonly string[] } | { query: Query };

/** The body of the request. The server refuses a chat whose customer has written since `seen`. */
export function body(action: BulkAction, choice: Choice, get: (id: string) => Chat | undefined, dryRun: boolean): Record<string, unknown> {
  const chosen =
    'ids' in choice
      ? { chats: choice.ids.map((id) => ({ id, ...(get(id)?.waiting ? { seen: get(id)?.waiting?.latestId } : {}) })) }
      : { filter: savedFilter(choice.query) };
  return { ...action, ...chosen, ...(dryRun ? { dryRun: true } : {}) };
}

export type Snooze = 'hour' | 'evening' | 'tomorrow' | 'monday';

/** When a snooze ends, in the browser's zone. Null: that time of today is over. */
export function snoozeEnd(choice: Snooze, now: Date): Date | null {
  const at = new Date(now);
  switch (choice) {
    case 'hour':
      at.setTime(at.getTime() + 3_600_000);
      return at;
    case 'evening':
      at.setHours(17, 0, 0, 0);
      return at > now ? at : null;
    case 'tomorrow':
      at.setDate(at.getDate() + 1);
      at.setHours(8, 0, 0, 0);
      return at;
    case 'monday':
      at.setDate(at.getDate() + ((8 - at.getDay()) % 7 || 7));
      at.setHours(8, 0, 0, 0);
      return at;
  }
}
