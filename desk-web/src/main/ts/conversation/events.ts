// What happened to a chat besides messages, from its timeline. The server's sentences are recognised here, so that they
// can be shown in the user's language; an unknown one is shown as it is.

import type { TimelineEntry } from './types';

export type EventKind =
  | 'took' | 'assigned' | 'assignedAutomatically' | 'returned' | 'botPaused' | 'transferred' | 'transferredToTeam' | 'resolved' | 'idle' | 'snoozed' | 'woken'
  | 'snoozeOver' | 'reopened' | 'windowEnded' | 'gone' | 'loop' | 'targetMissed' | 'handedOff' | 'customerPaused' | 'customerBot' | 'rated' | 'aiFailed';

export interface ChatEvent {
  id: string;
  at: string;
  kind: EventKind;
  /** The username of who did it; null if it was automatic or is not known. */
  by: string | null;
  /** The other user or the team. */
  to: string | null;
  /** For a snooze. */
  until: string | null;
  /** The server's sentence, for example why the chat was handed off. */
  rule: string | null;
}

type Found = Pick<ChatEvent, 'kind'> & Partial<Pick<ChatEvent, 'to' | 'until'>>;

const SENTENCES: [RegExp, (match: RegExpMatchArray, by: string | null) => Found][] = [
  [/^assigned to (.+)$/, ([, to = ''], by) => ({ kind: by === null ? 'assignedAutomatically' : by === to ? 'took' : 'assigned', to })],
  [/^(?:returned to the bot|the bot was resumed)$/, () => ({ kind: 'returned' })],
  [/^the bot was paused$/, () => ({ kind: 'botPaused' })],
  [/^transferred to the team (.+)$/, ([, to = '']) => ({ kind: 'transferredToTeam', to })],
  [/^transferred to (.+)$/, ([, to = '']) => ({ kind: 'transferred', to })],
  [/^the conversation was resolved$/, () => ({ kind: 'resolved' })],
  [/^no more messages came$/, () => ({ kind: 'idle' })],
  [/^snoozed until (.+)$/, ([, until = '']) => ({ kind: 'snoozed', until })],
  [/^a person ended the snooze$/, () => ({ kind: 'woken' })],
  [/^the snooze is over$/, () => ({ kind: 'snoozeOver' })],
  [/^the conversation was opened again$/, () => ({ kind: 'reopened' })],
  [/^the human window ended$/, () => ({ kind: 'windowEnded' })],
  [/^too many automatic messages$/, () => ({ kind: 'loop' })],
  [/^the target was missed/, () => ({ kind: 'targetMissed' })],
  [/^(.+) is gone$/, ([, to = '']) => ({ kind: 'gone', to })],
];

const OF_MESSAGES: [RegExp, EventKind][] = [
  [/^the customer paused the bot$/, 'customerPaused'],
  [/^the customer asked for the bot$/, 'customerBot'],
  [/^the customer rated the conversation$/, 'rated'],
];

/** Null for entries that the conversation shows as a message, or not at all. */
export function eventOf(entry: TimelineEntry): ChatEvent | null {
  const { rule, outcome } = entry;
  if (rule === null || outcome === 'REFUSED') {
    return null;
  }
  const by = entry.by ?? null;
  const event = (found: Found): ChatEvent => ({ id: `event-${entry.id}`, at: entry.at, by, to: null, until: null, rule, ...found });
  if (entry.kind === 'message') {
    const kind = outcome === 'HANDED_OFF' ? 'handedOff' : OF_MESSAGES.find(([pattern]) => pattern.test(rule))?.[1];
    return kind === undefined ? null : event({ kind });
  }
  if (outcome === 'HANDED_OFF') {
    return event({ kind: rule.startsWith('the AI gave no answer') ? 'aiFailed' : 'handedOff' });
  }
  for (const [pattern, make] of SENTENCES) {
    const match = rule.match(pattern);
    if (match !== null) {
      return event(make(match, by));
    }
  }
  return null;
}

export interface Explanation {
  /** Why the bot answered: the sentence of the decision. */
  rule: string | null;
  /** The rule or model behind it. */
  basis: string | null;
  /** The message that it answers. */
  causeId: string | null;
  causeText: string | null;
}

/** Why an automatic message was sent. Null if nothing is known. */
export function explanation(message: { id: string; basis: string | null; causeId: string | null }, timeline: ReadonlyMap<string, TimelineEntry>): Explanation | null {
  const cause = message.causeId === null ? undefined : (timeline.get(message.causeId) ?? questionOf(message.causeId, timeline));
  if (message.basis === null && message.causeId === null) {
    return null;
  }
  return { rule: cause?.rule ?? null, basis: message.basis, causeId: cause?.id ?? message.causeId, causeText: cause?.text ?? null };
}

/** An answer of the AI is caused by a command. The question names it as what ended it. */
function questionOf(causeId: string, timeline: ReadonlyMap<string, TimelineEntry>): TimelineEntry | undefined {
  return [...timeline.values()].find(({ endedBy }) => endedBy === causeId);
}

/** The key of a known sentence of a decision, with its name. Null: show the sentence. */
export function sentence(rule: string): { key: string; name: string } | null {
  for (const [pattern, key] of RULES) {
    const match = rule.match(pattern);
    if (match !== null) {
      return { key, name: match[1] ?? '' };
    }
  }
  return null;
}

const RULES: [RegExp, string][] = [
  [/^the rule "(.+)"/, 'rule'],
  [/^the customer asked for a person$/, 'askedPerson'],
  [/^the customer asked for the bot$/, 'askedBot'],
  [/^the customer paused the bot$/, 'paused'],
  [/^no rule matches, the AI is asked$/, 'askedAi'],
  [/^the AI gave no answer: (.+)$/, 'aiFailed'],
  [/^the AI answered$/, 'aiAnswered'],
  [/^no rule matches/, 'noRule'],
  [/closed/, 'closed'],
];

/** The key of a known reason for a failed or dropped message. Null: show the reason. */
export function failureKey(reason: string): string | null {
  return FAILURES.find(([pattern]) => pattern.test(reason))?.[1] ?? null;
}

const FAILURES: [RegExp, string][] = [
  [/^a person took over/, 'overtaken'],
  [/^too late to answer/, 'late'],
  [/^too old/, 'old'],
  [/^unknown whether sent/, 'unknown'],
  [/^given up/, 'givenUp'],
  [/^discarded/, 'discarded'],
  [/^WhatsApp reported/, 'reported'],
  [/^4\d\d\b/, 'rejected'],
  [/^5\d\d\b/, 'trouble'],
  [/^(?:\w+\.)*\w*(?:Exception|Error)\b|timed? ?out|no whole answer/i, 'connection'],
];
