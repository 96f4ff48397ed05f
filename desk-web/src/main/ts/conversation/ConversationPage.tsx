// The page of a chat: loads its row, and the script that shows it.

import { useEffect, useReducer, useState } from 'preact/hooks';
import { api, isAbort, Offline, path, Problem } from '../api/client';
import { chatPath, navigate } from '../app/routes';
import { text } from '../i18n';
import { chats, type Chat } from '../model/chats';
import { startSending } from '../model/session';
import { useStore } from '../store';
import { EmptyState, ErrorState, Spinner } from '../ui';

startSending();

type View = typeof import('./OpenConversation').OpenConversation;
let view: View | null = null;
const load = async (): Promise<View> => (view = (await import('./OpenConversation')).OpenConversation);

// The first chat opens without a wait.
setTimeout(() => void load().catch(() => {}), 1_500);

interface ConversationPageProps {
  chatId: string;
  message: string | undefined;
}

/** The row of the chat: from the list, else from the server. */
export function ConversationPage({ chatId, message }: ConversationPageProps) {
  const chat = useStore(chats.store, (all) => all.get(chatId));
  const [error, setError] = useState<unknown>(null);
  const [Open, setOpen] = useState<{ view: View | null }>({ view });
  const [tries, retry] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const stop = new AbortController();
    setError(null);
    load().then((loaded) => setOpen({ view: loaded }), () => setError(new Offline('connection')));
    const mark = chats.mark();
    api.get<Chat>(path('chats', chatId), { signal: stop.signal }).then(
      (row) => {
        chats.put(row, mark);
        if (row.id !== chatId) {
          // A number alone, or an id that was linked to another chat.
          navigate(chatPath(row.id, message), { replace: true });
        }
      },
      (reason: unknown) => !isAbort(reason) && setError(reason),
    );
    return () => stop.abort();
  }, [chatId, tries]);
  if (chat !== undefined && Open.view !== null) {
    return <Open.view key={chatId} chat={chat} message={message} />;
  }
  if (error === null) {
    return <Spinner label={text('conv.loading')} />;
  }
  const isUnknown = error instanceof Problem && (error.status === 404 || error.status === 400);
  return (
    <div class="conversation">
      {isUnknown ? (
        <EmptyState icon="search" title={text('conv.notFound')} text={text(error.status === 400 ? 'conv.invalid' : 'conv.notFoundText')}>
          <a href="#/inbox">{text('app.toInbox')}</a>
        </EmptyState>
      ) : (
        <ErrorState error={error} onRetry={() => retry(0)} />
      )}
    </div>
  );
}
