// How long a chat has waited, against the target of its team.

import type { Waiting } from '../model/chats';

export type Urgency = 'none' | 'fine' | 'soon' | 'missed';

/** A target is near in the last quarter of its time, at least in the last 5 minutes. */
const NEAR_MS = 5 * 60_000;

export function urgency(waiting: Pick<Waiting, 'since' | 'dueAt'>, now: number): Urgency {
  if (!waiting.dueAt) {
    return 'none';
  }
  const [since, due] = [Date.parse(waiting.since), Date.parse(waiting.dueAt)];
  if (now >= due) {
    return 'missed';
  }
  return due - now <= Math.max(NEAR_MS, (due - since) / 4) ? 'soon' : 'fine';
}

/** Milliseconds, never negative: the clocks of browser and server may differ. */
export const waited = (waiting: Pick<Waiting, 'since'>, now: number): number => Math.max(0, now - Date.parse(waiting.since));
