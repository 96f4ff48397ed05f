import { api } from '../api/client';
import { text } from '../i18n';
import { toast } from '../ui';
import type { Content, Line } from './types';

export const MOODS = { FAILED: 'bad', DROPPED: 'waiting', UNKNOWN: 'waiting', WAITING: 'plain', ATTEMPTING: 'plain', ACCEPTED: 'good' } as const;

const ACTS = ['Reaction', 'Edit', 'Deletion'];

/** Reactions, edits and deletions are done again at their message instead. */
export const isResendable = ({ state, content }: Line): boolean => (state === 'FAILED' || state === 'DROPPED') && !ACTS.includes(content ?? '');

/** Sends a message again, with another content if there is one. */
export async function resend(id: string, key: string, content?: Content): Promise<void> {
  await api.post(`/deliveries/${encodeURIComponent(id)}/resend`, content === undefined ? {} : { content }, { key });
  toast(text('deliveries.resent'));
}

export function kindName(kind: string | null): string {
  switch (kind) {
    case 'IMAGE': case 'VIDEO': case 'GIF': case 'SHORT': case 'AUDIO': case 'VOICE': case 'DOCUMENT': case 'STICKER':
    case 'Text': case 'Location': case 'Contact': case 'Reaction': case 'Edit': case 'Deletion': case 'Forward':
      return text(`deliveries.kind.${kind}`);
    default:
      return text('deliveries.kind.other');
  }
}
