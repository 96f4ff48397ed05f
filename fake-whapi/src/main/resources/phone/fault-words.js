// Title and description of each fault.

export const GROUPS = [
  ['When Balas sends', [
    ['stored-then-timeout', 'Sent, but no answer', 'WhatsApp gets the message, Balas never hears of it.'],
    ['lost-then-timeout', 'Lost, and no answer', 'The message is lost and the call is never answered.'],
    ['dropped-after-storing', 'Sent, then cut off', 'WhatsApp gets the message, then the connection breaks.'],
    ['dropped-before-storing', 'Cut off before it is sent', 'The connection breaks and nothing is sent.'],
    ['500-after-storing', 'Sent, but an error is answered', 'WhatsApp gets the message, the answer is a 500.'],
    ['500-before-storing', 'An error, nothing sent', 'The answer is a 500 and nothing is sent.'],
    ['502-html', 'A broken gateway', 'The answer is a 502 with a web page in it.'],
    ['429', 'Too many requests', 'The provider asks Balas to slow down.'],
    ['sent-false', 'An unclear answer', 'The answer is 200, but says “sent: false”.'],
    ['slow', 'Slow answers', 'Each answer takes 0.5 to 7 seconds, as logged.'],
    ['flat-errors', 'Errors in another form', 'Errors come in the flat form that is met as well.'],
  ]],
  ['Webhooks to Balas', [
    ['webhook-outage', 'No webhooks arrive', 'Webhooks fail and are redelivered later, out of order.'],
    ['duplicate-webhooks', 'Webhooks twice', 'Each webhook comes two times.'],
    ['reordered-webhooks', 'Webhooks out of order', 'A newer message may come before an older one.'],
    ['batched-webhooks', 'Webhooks in bundles', 'Several messages come in one webhook.'],
  ]],
  ['The whole channel', [
    ['logged-out', 'Logged out', 'No WhatsApp is linked: every send is refused with 401.'],
    ['removed-channel', 'Channel removed', 'The provider no longer knows the channel: 404.'],
    ['trial-limit', 'Trial used up', 'The plan is used up: every send is refused with 402.'],
  ]],
];

const TITLES = new Map(GROUPS.flatMap(([, kinds]) => kinds.map(([kind, title]) => [kind, title])));

export const titleOf = (kind) => TITLES.get(kind) ?? kind;

export const isSpent = (fault) => fault.times !== null && fault.times !== undefined && fault.hits >= fault.times;

/** The scope of a fault, and how often it was hit. */
export function reachOf(fault) {
  const parts = [
    fault.chatId ? `only ${fault.chatId.replace(/@.*/, '')}` : null,
    fault.share < 1 ? `${Math.round(fault.share * 100)} % of the calls` : null,
    fault.times ? `${fault.times === 1 ? 'once' : `${fault.times} times`}` : null,
    fault.hits > 0 ? `met ${fault.hits === 1 ? 'once' : `${fault.hits} times`}` : 'not met yet',
    isSpent(fault) ? 'used up' : null,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Faults that are not used up. */
export const armed = (faults) => faults.filter((fault) => !isSpent(fault));

export const faultsInWords = (faults) => armed(faults).map((fault) => `Fault on: ${titleOf(fault.kind)}.`);
