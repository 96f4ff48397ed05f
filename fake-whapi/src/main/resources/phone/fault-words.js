// The kinds of faults, and the texts about a fault.

import { counted, text } from './language.js';

/** Each group with its kinds, in the order of the panel. */
export const GROUPS = [
  ['sending', [
    'stored-then-timeout', 'lost-then-timeout', 'dropped-after-storing', 'dropped-before-storing', '500-after-storing',
    '500-before-storing', '502-html', '429', 'sent-false', 'slow', 'flat-errors',
  ]],
  ['webhooks', ['webhook-outage', 'duplicate-webhooks', 'reordered-webhooks', 'batched-webhooks', 'failed-first']],
  ['channel', ['logged-out', 'removed-channel', 'trial-limit']],
];

const KINDS = new Set(GROUPS.flatMap(([, kinds]) => kinds));

export const titleOf = (kind) => KINDS.has(kind) ? text(`title-${kind}`) : kind;

export const isUsedUp = (fault) => fault.times !== null && fault.times !== undefined && fault.hits >= fault.times;

/** The scope of a fault, and how often it was hit. */
export function reachOf(fault) {
  const parts = [
    fault.chatId ? text('reach-only', { number: fault.chatId.replace(/@.*/, '') }) : null,
    fault.share < 1 ? text('reach-share', { percent: Math.round(fault.share * 100) }) : null,
    fault.times ? counted('reach-times', fault.times) : null,
    fault.hits > 0 ? counted('reach-hits', fault.hits) : text('reach-no-hits'),
    isUsedUp(fault) ? text('reach-used-up') : null,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Faults that are not used up. */
export const armed = (faults) => faults.filter((fault) => !isUsedUp(fault));

export const faultTexts = (faults) => armed(faults).map((fault) => text('fault-is-on', { title: titleOf(fault.kind) }));
