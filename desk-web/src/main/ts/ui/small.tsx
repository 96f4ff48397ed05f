// The small parts that every view uses.

import type { ComponentChildren } from 'preact';
import { messageOf } from '../api/client';
import { dateTime, listTime, number, relative, text, time } from '../i18n';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';

export type Mood = 'good' | 'waiting' | 'bad' | 'plain';

/** A count. `label` says what is counted: "3 failed". */
export function Badge({ count, label, mood = 'plain', most = 999 }: { count: number; label?: string; mood?: Mood; most?: number }) {
  return (
    <span class="badge" data-mood={mood} title={label}>
      {count > most ? `${number(most)}+` : number(count)}
      {label && <span class="sr-only"> {label}</span>}
    </span>
  );
}

/** A short word in a coloured field, such as a status. */
export function Mark({ mood = 'plain', children }: { mood?: Mood; children: ComponentChildren }) {
  return (
    <span class="mark" data-mood={mood}>
      {children}
    </span>
  );
}

export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return words.slice(0, 2).map((word) => [...word][0]).join('').toUpperCase() || '#';
}

export function Avatar({ name, icon }: { name: string; icon?: IconName }) {
  return (
    <span class="avatar" aria-hidden="true">
      {icon ? <Icon name={icon} /> : initials(name)}
    </span>
  );
}

/** Text of a customer or colleague: it must not change the direction of what is around it. */
export function Bidi({ children, class: className = '' }: { children: string; class?: string }) {
  return (
    <bdi dir="auto" class={className}>
      {children}
    </bdi>
  );
}

const SHORT = { time, list: listTime, full: dateTime, relative };

/** The full date and zone are in the tooltip. */
export function Time({ at, as = 'list' }: { at: string; as?: keyof typeof SHORT }) {
  return (
    <time dateTime={at} title={dateTime(at)}>
      {SHORT[as](at)}
    </time>
  );
}

export function Spinner({ label = text('ui.loading') }: { label?: string }) {
  return (
    <span class="spinner" role="status">
      <span class="spinner-ring" aria-hidden="true" />
      <span class="sr-only">{label}</span>
    </span>
  );
}

export function EmptyState({ icon = 'inbox', title, text: words, children }: { icon?: IconName; title: string; text?: string | undefined; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <p class="empty-title">{title}</p>
      {words && <p class="quiet-words">{words}</p>}
      {children}
    </div>
  );
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => unknown }) {
  return (
    <div class="empty" role="alert">
      <Icon name="alert" />
      <p class="empty-title">{text('ui.failed')}</p>
      <p class="quiet-words">{messageOf(error)}</p>
      {onRetry && (
        <Button icon="refresh" onClick={onRetry}>
          {text('ui.retry')}
        </Button>
      )}
    </div>
  );
}
