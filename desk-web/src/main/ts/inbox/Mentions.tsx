import { useEffect } from 'preact/hooks';
import type { ChatPage, MentionPage } from 'services/bot-service';
import { api } from '../api/client';
import { chatPath } from '../app/routes';
import { text } from '../i18n';
import { live } from '../live/live';
import { chats, nameOf, numberOf } from '../model/chats';
import { useStore } from '../store';
import { Avatar, Bidi, EmptyState, ErrorState, Spinner, Time, useLoad } from '../ui';
import { agentName, inbox, seeMention } from './state';

function nameOfChat(id: string): string {
  const chat = chats.get(id);
  return chat === undefined ? numberOf(id.slice(id.indexOf(':') + 1)) : nameOf(chat);
}

/** The notes that mention the user, newest first. */
export function Mentions() {
  const fresh = useStore(inbox, ({ mentions }) => mentions);
  const { data, error, reload } = useLoad((signal) => api.get<MentionPage>('/mentions', { query: { limit: 100 }, signal }), []);
  useEffect(() => live.on('mention', reload), []);
  useEffect(() => {
    const unknown = [...new Set((data?.mentions ?? []).map(({ chat }) => chat))].filter((id) => chats.get(id) === undefined);
    if (unknown.length > 0) {
      const mark = chats.mark();
      api.get<ChatPage>('/chats', { query: { ids: unknown } }).then((page) => chats.putAll(page.chats, mark), () => {});
    }
  }, [data]);
  useStore(chats.store);
  if (data === null) {
    return error ? <ErrorState error={error} onRetry={reload} /> : <Spinner />;
  }
  const open = new Set(fresh.map(({ noteId }) => noteId));
  const all = [...fresh.filter(({ noteId }) => !data.mentions.some((known) => known.noteId === noteId)), ...data.mentions];
  if (all.length === 0) {
    return <EmptyState icon="mention" title={text('inbox.noMentions')} text={text('inbox.noMentionsHint')} />;
  }
  return (
    <ul class="mention-list">
      {all.map((mention) => (
        <li key={mention.noteId}>
          <a
            href={chatPath(mention.chat)}
            class="mention-row"
            data-unread={open.has(mention.noteId) || undefined}
            onClick={() => open.has(mention.noteId) && void seeMention(mention).then(reload, () => {})}
          >
            <Avatar name={agentName(mention.author)} />
            <span class="chat-row-words">
              <span class="chat-row-line">
                <span class="chat-row-name">
                  <Bidi>{agentName(mention.author)}</Bidi>
                </span>
                <Time at={mention.at} />
              </span>
              <span class="mention-text" dir="auto">
                {mention.text}
              </span>
              <span class="quiet-words">
                <Bidi>{nameOfChat(mention.chat)}</Bidi>
              </span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
