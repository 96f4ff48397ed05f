// Actions on many chats: what is asked of the server, and how far it is.

import type { BulkProgress } from 'services/bot-service';
import type { Chat } from '../model/chats';
import type { Query } from '../model/views';
import { savedFilter } from './types';

export type BulkAction =
  | { action: 'ASSIGN'; assignee?: string; team?: string }
  | { action: 'RESOLVE' }
  | { action: 'SNOOZE'; until: string }
  | { action: 'RETURN_TO_BOT' }
  | { action: 'LABEL'; labels: string[] };

export type Progress = BulkProgress;

export type Choice = { ids: readonly string[] } | { query: Query };

/** The body of the request. The server refuses a chat whose customer has written since `seen`. */
export function body(action: BulkAction, choice: Choice, get: (id: string) => Chat | undefined, dryRun: boolean): Record<string, unknown> {
  const chosen =
    'ids' in choice
      ? { chats: choice.ids.map((id) => ({ id, ...(get(id)?.waiting ? { seen: get(id)?.waiting?.latestId } : {}) })) }
      : { filter: savedFilter(choice.query) };
  return { ...action, ...chosen, ...(dryRun ? { dryRun: true } : {}) };
}
