export type State = 'WAITING' | 'ATTEMPTING' | 'UNKNOWN' | 'ACCEPTED' | 'FAILED' | 'DROPPED';

export interface Line {
  id: string;
  channel: string;
  chatId: string;
  state: State;
  author: string | null;
  /** The kind of content, such as `Text` or `IMAGE`. */
  content: string | null;
  reason: string | null;
  tries: number;
  createdAt: string;
}

export interface Attempt {
  number: number;
  startedAt: string;
  outcome: 'ACCEPTED' | 'REJECTED' | 'NOT_SENT' | 'CHANNEL_DOWN' | 'NOT_MADE' | 'UNKNOWN' | null;
  reason: string | null;
  /** What was found of an unknown result later. */
  evidence: string | null;
}

export interface Details extends Omit<Line, 'author' | 'content'> {
  waits: { why: string; until: string | null; behind: number } | null;
  message: { content: Content; author: { kind: string; user?: string | null } } | null;
  attempts: Attempt[];
  finishedAt: string | null;
  resent: { commandId: string; by: string; at: string } | null;
}

export interface Content {
  '@type': string;
  body?: string;
  caption?: string | null;
  fileName?: string | null;
  kind?: string;
  name?: string;
  title?: string;
}

export interface ChannelStatus {
  name: string;
  state: 'UP' | 'DOWN' | 'TROUBLED' | 'PAUSED';
  since: string | null;
  reason: string | null;
}
