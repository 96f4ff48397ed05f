// The delivery of one of our messages, as its ticks and a readable reason. Pure.

import { failureKey } from './events';
import type { Message } from './types';

export type Ticks = 'pending' | 'slow' | 'accepted' | 'sent' | 'delivered' | 'read' | 'played' | 'failed' | 'dropped';

/** After this time a message whose result is unknown says so. */
const SLOW_MS = 30_000;

const KNOWN: Record<string, Ticks> = {
  PENDING: 'pending', ACCEPTED: 'accepted', SENT: 'sent', DELIVERED: 'delivered', READ: 'read', PLAYED: 'played', FAILED: 'failed', DROPPED: 'dropped',
};

/** Null for messages that this side did not send through the server. */
export function ticksOf(message: Pick<Message, 'author' | 'status' | 'sentAt'>, now: number): Ticks | null {
  if (message.author === 'CUSTOMER' || message.author === 'PHONE' || message.author === 'API') {
    return null;
  }
  const known = KNOWN[message.status ?? 'PENDING'] ?? 'pending';
  return known === 'pending' && now - Date.parse(message.sentAt) > SLOW_MS ? 'slow' : known;
}

export interface Reason { key: string | null; text: string }

/** Why a message failed. `key` names a text of ours; null: show the text of the server. */
export function reasonOf(message: Pick<Message, 'status' | 'statusReason'>): Reason | null {
  if ((message.status !== 'FAILED' && message.status !== 'DROPPED') || !message.statusReason) {
    return null;
  }
  return { key: failureKey(message.statusReason), text: message.statusReason };
}

export interface ActState { kind: 'Reaction' | 'Edit' | 'Deletion'; state: 'pending' | 'failed'; reason: string; id: string }

/** The latest act of each kind that is under way or was refused by WhatsApp. */
export function actsOf(message: Pick<Message, 'acts' | 'deletedAt'>): ActState[] {
  const latest = new Map<string, { at: number; state: ActState | null }>();
  for (const [id, act] of Object.entries(message.acts ?? {})) {
    const kind = act.content?.['@type'];
    if (kind !== 'Reaction' && kind !== 'Edit' && kind !== 'Deletion') {
      continue;
    }
    const at = Date.parse(act.at ?? '') || 0;
    const state: ActState | null = !act.end
      ? { kind, state: 'pending', reason: '', id }
      : act.end.status === 'FAILED' ? { kind, state: 'failed', reason: act.end.reason ?? '', id } : null;
    if (at >= (latest.get(kind)?.at ?? -1)) {
      latest.set(kind, { at, state });
    }
  }
  return message.deletedAt !== null ? [] : [...latest.values()].map(({ state }) => state).filter((state) => state !== null);
}

/** Our own reaction, with one that is under way counted as done. */
export function ownReaction(message: Pick<Message, 'reactions' | 'acts'>): string | null {
  const pending = Object.values(message.acts ?? {})
    .filter((act) => act.content?.['@type'] === 'Reaction' && !act.end)
    .sort((one, other) => Date.parse(other.at ?? '') - Date.parse(one.at ?? ''))[0]?.content;
  const emoji = pending?.['@type'] === 'Reaction' ? pending.emoji : message.reactions?.['us']?.emoji;
  return emoji || null;
}

/** The reactions with their number, and whether ours is among them. */
export function reactionsOf(message: Pick<Message, 'reactions' | 'acts'>): { emoji: string; count: number; isOurs: boolean }[] {
  const own = ownReaction(message);
  const all = Object.entries(message.reactions ?? {}).filter(([who]) => who !== 'us').map(([, { emoji }]) => emoji).concat(own ?? []).filter((emoji) => emoji !== '');
  return [...new Set(all)].map((emoji) => ({ emoji, count: all.filter((it) => it === emoji).length, isOurs: emoji === own }));
}

/** The number of votes of each option that has one. */
export function votesOf(message: Pick<Message, 'votes'>): { option: string; count: number }[] {
  const all = Object.values(message.votes ?? {}).flatMap(({ options }) => options);
  return [...new Set(all)].map((option) => ({ option, count: all.filter((it) => it === option).length }));
}
