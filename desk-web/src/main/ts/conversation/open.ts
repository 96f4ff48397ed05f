// The chats that were opened last, with what was loaded and where the reader was.

import type { NoteList } from 'services/bot-service';
import { api, path, Problem } from '../api/client';
import { Conversation } from '../model/conversation';
import { session } from '../session/session';
import type { MessagePage, TimelinePage } from './types';

/** The row at the top of the reader's view, and its distance from the top. Null: at the end. */
export interface Place { id: string; offset: number }

export interface OpenChat {
  conversation: Conversation;
  place: Place | null;
}

const KEPT = 8;
const opened = new Map<string, OpenChat>();

session.onEnd(() => {
  opened.forEach(({ conversation }) => conversation.close());
  opened.clear();
});

/** The chat, with what is known of it. */
export function openChat(id: string): OpenChat & { isKnown: boolean } {
  const known = opened.get(id);
  const isKnown = known !== undefined && known.conversation.get().phase === 'ready';
  const chat = isKnown ? known : { conversation: new Conversation(portsOf(id)), place: null };
  // The latest one is the last of the map.
  opened.delete(id);
  opened.set(id, chat);
  for (const [oldest, { conversation }] of opened) {
    if (opened.size <= KEPT) {
      break;
    }
    conversation.close();
    opened.delete(oldest);
  }
  return Object.assign(chat, { isKnown });
}

const portsOf = (id: string) => ({
  messages: (query: Record<string, string | number>, signal: AbortSignal) => api.get<MessagePage>(path('chats', id, 'messages'), { query, signal }),
  notes: async (signal: AbortSignal) => (await api.get<NoteList>(path('chats', id, 'notes'), { signal })).notes,
  timeline: (query: Record<string, string | number>, signal: AbortSignal) => api.get<TimelinePage>(path('chats', id, 'timeline'), { query, signal }),
  isMissing: (error: unknown) => error instanceof Problem && error.status === 404,
});
