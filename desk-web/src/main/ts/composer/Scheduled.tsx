// The replies of a chat that are sent later.

import { useEffect, useState } from 'preact/hooks';
import type { ScheduledReplies } from 'services/bot-service';
import { api, path } from '../api/client';
import { failureText } from '../conversation/failures';
import { dateTime, text } from '../i18n';
import type { ScheduledReply } from '../conversation/types';
import type { Me } from '../conversation/status';
import { Button, Icon, toast } from '../ui';

const RECENT_MS = 24 * 3_600_000;

/** Those that wait, and those of the last day that were not sent. */
export function relevant(all: readonly ScheduledReply[], now: number): ScheduledReply[] {
  return all
    .filter(({ state, at }) => state === 'WAITING' || state === 'SENDING' || ((state === 'REFUSED' || state === 'FAILED') && now - Date.parse(at) < RECENT_MS))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

const words = ({ content }: ScheduledReply): string =>
  content?.['@type'] === 'Text' ? content.body : content?.['@type'] === 'Media' ? (content.caption ?? content.fileName ?? text(`media.${content.kind}`)) : '';

/** `version` changes when the chat does. */
export function Scheduled({ chat, me, version, nameOf }: { chat: string; me: Me; version: unknown; nameOf: (username: string) => string }) {
  const [all, setAll] = useState<readonly ScheduledReply[]>([]);
  const [isOpen, setOpen] = useState(false);
  const load = () => api.get<ScheduledReplies>(path('chats', chat, 'scheduled')).then(({ scheduled }) => setAll(relevant(scheduled, Date.now())));
  useEffect(() => {
    load().catch(() => {});
  }, [chat, version]);
  if (all.length === 0) {
    return null;
  }
  return (
    <div class="scheduled">
      <button type="button" class="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Icon name="clock" />
        {isOpen ? text('later.hide') : text('later.list', { count: all.length })}
      </button>
      {isOpen && (
        <ul>
          {all.map((reply) => (
            <li key={reply.id} data-state={reply.state}>
              <span class="scheduled-words" dir="auto">{words(reply)}</span>
              <span class="quiet-words">
                {dateTime(reply.at)} · {text('later.by', { name: nameOf(reply.author) })} · {text(`later.state.${reply.state}`, { reason: failureText(reply.reason ?? '') })}
              </span>
              {reply.state === 'WAITING' && (reply.author === me.name || me.isAdmin) && (
                <Button
                  kind="quiet"
                  onClick={async () => {
                    await api.delete(path('chats', chat, 'scheduled', reply.id));
                    await load();
                    toast(text('later.cancelled'));
                  }}
                >
                  {text('later.cancel')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
