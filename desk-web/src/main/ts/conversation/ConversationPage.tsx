// The page of a chat: loads its row, and the script that shows it.

import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { api, isAbort, Offline, path, Problem } from '../api/client';
import { plain } from '../api/refusals';
import { chatPath, navigate } from '../app/routes';
import { text } from '../i18n';
import { chats, type Chat } from '../model/chats';
import { drafts } from '../model/drafts';
import { needsUser, of, type Entry } from '../model/outbox-state';
import { isSendingOpen, sending } from '../model/sending';
import { startSending } from '../model/session';
import { useStore } from '../store';
import { ask, Button, EmptyState, ErrorState, Spinner } from '../ui';

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

/** What was written to a number that had no chat before. */
function useStarted(chatId: string): readonly Entry[] {
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  useEffect(() => {
    const outbox = sending();
    const look = (): void => setEntries(of(outbox.get(), chatId));
    look();
    return outbox.subscribe(look);
  }, [chatId]);
  return entries;
}

const LOOK_EVERY_MS = 2_000;

/** Until the server has stored the first message. The stream brings the row. */
function Starting({ entries, onLook }: { entries: readonly Entry[]; onLook: () => void }) {
  const failed = entries.find(needsUser);
  useEffect(() => {
    const timer = setInterval(onLook, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="conversation">
      {failed === undefined ? (
        <Spinner label={text('out.sending')} />
      ) : (
        <EmptyState icon="alert" title={failed.problem === null ? text('out.unsent') : text('out.refused', { reason: plain(failed.problem) })} text={failed.text ?? undefined}>
          <div class="dialog-buttons">
            <Button onClick={() => sending().retry(failed.key)}>{text('out.retry')}</Button>
            <Button
              kind="quiet"
              onClick={async () => {
                if (await ask({ title: text('ui.discard'), text: failed.text ?? '', action: text('ui.discard'), danger: true })) {
                  sending().remove(failed.key);
                }
              }}
            >
              {text('out.remove')}
            </Button>
          </div>
        </EmptyState>
      )}
    </div>
  );
}

/** The row of the chat: from the list, else from the server. */
export function ConversationPage({ chatId, message }: ConversationPageProps) {
  const chat = useStore(chats.store, (all) => all.get(chatId));
  const [error, setError] = useState<unknown>(null);
  const [Open, setOpen] = useState<{ view: View | null }>({ view });
  const [isMissing, setMissing] = useState(false);
  const started = useStarted(chatId);
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
          // A number alone, or an id that was linked to another chat. Words must not stay behind.
          drafts.move(chatId, row.id);
          if (isSendingOpen()) {
            sending().move(chatId, row.id);
          }
          navigate(chatPath(row.id, message), { replace: true });
        }
      },
      (reason: unknown) => {
        if (!isAbort(reason)) {
          setMissing(reason instanceof Problem && reason.status === 404);
          setError(reason);
        }
      },
    );
    return () => stop.abort();
  }, [chatId, tries]);
  const isKnown = chat !== undefined;
  const wasKnown = useRef(isKnown);
  useEffect(() => {
    // Its messages were erased, or are in another chat now: the server knows.
    if (wasKnown.current && !isKnown) {
      retry(0);
    }
    wasKnown.current = isKnown;
  }, [isKnown]);
  if (chat !== undefined && Open.view !== null) {
    return <Open.view key={chatId} chat={chat} message={message} />;
  }
  if (isMissing && started.length > 0) {
    return <Starting entries={started} onLook={() => retry(0)} />;
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
