// Why a message was not sent, in plain language. The server keeps the reason for admins and programs, with the provider's
// answer; the technical part is shown in the details alone.

import './words';
import { text, type TextKey, type Vars } from '../i18n';

const PLAIN: readonly [RegExp, TextKey][] = [
  [/^discarded: deleted before it was sent/, 'deliveries.reason.deleted'],
  [/^discarded: (?<detail>.+)/s, 'deliveries.reason.discarded'],
  [/^a person took over/, 'deliveries.reason.overtaken'],
  [/^too late to answer/, 'deliveries.reason.late'],
  [/^too old/, 'deliveries.reason.old'],
  [/^given up/, 'deliveries.reason.givenUp'],
  [/^unknown whether (sent|a person)/, 'deliveries.reason.unknown'],
  [/^WhatsApp reported that it failed/, 'deliveries.reason.reported'],
  [/^channel paused by an admin: (?<detail>.+)/s, 'deliveries.reason.paused'],
  [/^channel is down/, 'deliveries.reason.down'],
  [/^quiet hours until (?<detail>.+)/, 'deliveries.reason.quiet'],
  [/^budget of/, 'deliveries.reason.budget'],
  [/^(waits for its share of the budget|the provider limits)/, 'deliveries.reason.budget'],
  [/^earlier messages of its chat/, 'deliveries.reason.turn'],
  [/^its turn/, 'deliveries.reason.turn'],
  [/^a call is in progress/, 'deliveries.reason.calling'],
  [/^429\b/, 'deliveries.reason.budget'],
  [/^4\d\d\b/, 'deliveries.reason.rejected'],
  [/^5\d\d\b/, 'deliveries.reason.trouble'],
  [/Exception\b|^refused before|^the process of this attempt|^the provider's list|^the call could not start|^answered \d/, 'deliveries.reason.connection'],
];

export function reasonKey(reason: string): { key: TextKey; vars: Vars } | null {
  for (const [pattern, key] of PLAIN) {
    const found = pattern.exec(reason);
    if (found) {
      return { key, vars: { ...found.groups } };
    }
  }
  return null;
}

export function plainReason(reason: string | null): string {
  if (reason === null || reason === '') {
    return '';
  }
  const plain = reasonKey(reason);
  return plain === null ? text('deliveries.reason.other') : text(plain.key, plain.vars);
}
