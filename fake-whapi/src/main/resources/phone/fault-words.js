// Title and description of each fault.

export const GROUPS = [
  ['When Balas sends', [
    ['stored-then-timeout', 'Sent, no response', 'WhatsApp sends the message, but the call times out.'],
    ['lost-then-timeout', 'Lost, no response', 'The message is lost and the call times out.'],
    ['dropped-after-storing', 'Sent, connection dropped', 'WhatsApp sends the message, then the connection drops.'],
    ['dropped-before-storing', 'Not sent, connection dropped', 'The connection drops and nothing is sent.'],
    ['500-after-storing', 'Sent, error returned', 'WhatsApp sends the message, but the call returns 500.'],
    ['500-before-storing', 'Not sent, error returned', 'The call returns 500 and nothing is sent.'],
    ['502-html', 'Bad gateway', 'The call returns 502 with an HTML page.'],
    ['429', 'Too many requests', 'The call returns 429: the rate limit is exceeded.'],
    ['sent-false', 'Sent: false', 'The call returns 200 with “sent: false”.'],
    ['slow', 'Slow responses', 'Each response takes 0.5 to 7 seconds.'],
    ['flat-errors', 'Flat errors', 'Errors have the flat format that the provider also uses.'],
  ]],
  ['Webhooks to Balas', [
    ['webhook-outage', 'Webhook outage', 'Webhooks fail and are retried later, out of order.'],
    ['duplicate-webhooks', 'Duplicate webhooks', 'Each webhook is delivered twice.'],
    ['reordered-webhooks', 'Reordered webhooks', 'A newer message may arrive before an older one.'],
    ['batched-webhooks', 'Batched webhooks', 'One webhook contains several messages.'],
    ['failed-first', 'Failed before the response', 'A send is accepted, but a webhook reports it as failed before the response.'],
  ]],
  ['The whole channel', [
    ['logged-out', 'Logged out', 'WhatsApp is not linked. Every send returns 401.'],
    ['removed-channel', 'Channel removed', 'The channel no longer exists. Every call returns 404.'],
    ['trial-limit', 'Trial limit reached', 'The plan is used up. Every send returns 402.'],
  ]],
];

const TITLES = new Map(GROUPS.flatMap(([, kinds]) => kinds.map(([kind, title]) => [kind, title])));

export const titleOf = (kind) => TITLES.get(kind) ?? kind;

export const isUsedUp = (fault) => fault.times !== null && fault.times !== undefined && fault.hits >= fault.times;

/** The scope of a fault, and how often it was hit. */
export function reachOf(fault) {
  const parts = [
    fault.chatId ? `only ${fault.chatId.replace(/@.*/, '')}` : null,
    fault.share < 1 ? `${Math.round(fault.share * 100)} % of calls` : null,
    fault.times ? `${fault.times === 1 ? 'once' : `${fault.times} times`}` : null,
    fault.hits > 0 ? `${fault.hits} ${fault.hits === 1 ? 'hit' : 'hits'}` : 'no hits yet',
    isUsedUp(fault) ? 'used up' : null,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Faults that are not used up. */
export const armed = (faults) => faults.filter((fault) => !isUsedUp(fault));

export const faultTexts = (faults) => armed(faults).map((fault) => `Fault on: ${titleOf(fault.kind)}.`);
