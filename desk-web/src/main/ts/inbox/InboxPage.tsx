import type { ComponentChildren } from 'preact';

export interface InboxPageProps {
  view: string | undefined;
  chatId: string | undefined;
  /** The open conversation. */
  children: ComponentChildren;
}

export function InboxPage({ children }: InboxPageProps) {
  return <div class="inbox">{children}</div>;
}
