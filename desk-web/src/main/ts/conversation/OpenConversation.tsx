// An open chat: its head, its messages and the composer.

import type { VNode } from 'preact';
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { api, freshKey, messageOf, path } from '../api/client';
import { chatPath, navigate } from '../app/routes';
import { availability, translated, type Proposal } from '../composer/assist';
import { Composer, type ComposerHandle } from '../composer/Composer';
import { isolated, text } from '../i18n';
import { nextWaiting } from '../inbox/act';
import { live } from '../live/live';
import { nameOf as chatName, type Chat } from '../model/chats';
import { drafts, useDraft } from '../model/drafts';
import { withReturned } from '../model/drafts-state';
import { causes, find } from '../model/messages';
import { localId, needsUser, of, type Entry, type NewEntry } from '../model/outbox-state';
import { sending } from '../model/sending';
import { setOpenChat } from '../model/session';
import { session } from '../session/session';
import { useStore } from '../store';
import { ask, ErrorState, IconButton, toast } from '../ui';
import { acts } from './acts';
import { agents, useListing } from './directory';
import { EditDialog, ForwardDialog, WhyDialog } from './Dialogs';
import { explanation } from './events';
import { isMoving, isPicture } from './files';
import { Head } from './Head';
import { edits, items as itemsOf, type Item } from './items';
import { MessageRow, type RowActions } from './MessageRow';
import { Messages } from './Messages';
import { openChat } from './open';
import { DayRow, EventRow, eventText, NoteRow, SendingRow, UnreadRow } from './OtherRows';
import { usePresence } from './presence';
import { Reading } from './reading';
import { rightsIn } from './status';
import type { MediaContent, Message, Note } from './types';
import { Viewer, type Shown } from './Viewer';

const CLOCK_MS = 15_000;
const READ_AFTER_MS = 400;

type Dialogs = { kind: 'why' | 'forward' | 'edit' | 'view'; message: Message } | null;

export function OpenConversation({ chat, message }: { chat: Chat; message: string | undefined }) {
  const user = session.user();
  const me = useMemo(() => ({ name: user?.name ?? '', isAdmin: user?.isAdmin ?? false }), [user?.name, user?.isAdmin]);
  const opened = useMemo(() => openChat(chat.id), [chat.id]);
  const { conversation } = opened;
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const [written, wrote] = useReducer((count: number) => count + 1, 0);
  const [now, tick] = useReducer(() => Date.now(), Date.now());
  const [active, setActive] = useState<string | null>(null);
  const [dialog, setDialog] = useState<Dialogs>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const [summary, setSummary] = useState<Proposal | null>(null);
  const [isDropping, setDropping] = useState(false);
  const composer = useRef<ComposerHandle>(null);
  const reading = useMemo(() => new Reading(), [chat.id]);
  const all = useListing(agents);
  const names = useMemo(() => new Map(all.map((agent) => [agent.username, agent.name])), [all]);
  const usernames = useMemo(() => new Set(all.map(({ username }) => username.toLowerCase())), [all]);
  const nameOf = useMemo(() => (username: string) => names.get(username) ?? username, [names]);
  const present = usePresence(chat.id, me.name);
  const ai = useStore(availability);
  const draft = useDraft(chat.id);
  const view = conversation.get();
  const outbox = of(sending().get(), chat.id);
  const latest = useRef({ chat, active });
  latest.current = { chat, active };

  // --- Loading and the live stream ---

  useEffect(() => {
    setOpenChat(chat.id);
    const ends = [conversation.subscribe(() => redraw(0)), sending().subscribe(() => redraw(0))];
    if (message !== undefined) {
      void conversation.open(message, 0);
    } else if (opened.isKnown && chat.unread === 0) {
      void conversation.refresh(opened.place?.id ?? null);
    } else {
      opened.place = null;
      void conversation.open(null, chat.unread);
    }
    return () => {
      setOpenChat(null);
      ends.forEach((end) => end());
    };
  }, [chat.id, message]);
  useEffect(() => {
    const refresh = () => void conversation.refresh(opened.place?.id ?? null);
    const ends = [live.on('chat', (event) => event.chat === chat.id && refresh()), live.on('resync', refresh)];
    const timer = setInterval(() => {
      tick(0);
      void conversation.catchUp(opened.place?.id ?? null);
    }, CLOCK_MS);
    return () => {
      ends.forEach((end) => end());
      clearInterval(timer);
    };
  }, [chat.id]);
  // What was confirmed is in the history soon; the stream may be down.
  const confirmed = outbox.filter(({ state }) => state === 'done').length;
  useEffect(() => {
    if (confirmed > 0) {
      void conversation.refresh();
    }
  }, [confirmed]);
  useEffect(() => {
    sending().shown(new Set([...causes(view.messages), ...view.notes.map(({ id }) => id)]));
  }, [view.messages, view.notes, confirmed]);
  useEffect(() => {
    // The inbox counts news in front of the title.
    const entitle = (title: string) => (document.title = (/^\(\d+\+?\) /.exec(document.title)?.[0] ?? '') + title);
    entitle(`${isolated(chatName(chat))} · Balas`);
    return () => void entitle('Balas');
  }, [chat.name]);

  // --- Reading ---

  const lastId = view.messages.list[view.messages.list.length - 1]?.id ?? null;
  const read = () => {
    const newest = conversation.get().messages.list.at(-1)?.id ?? null;
    if (reading.reports(newest, latest.current.chat.unread, document.visibilityState === 'visible')) {
      api.post(path('chats', chat.id, 'read'), undefined, { key: freshKey() }).catch(() => {
        // Tried again when the line is back, or the next message comes.
        reading.failed();
      });
    }
  };
  useEffect(() => {
    const timer = setTimeout(read, READ_AFTER_MS);
    document.addEventListener('visibilitychange', read);
    const end = live.state.subscribe(() => live.state.get() === 'live' && read());
    return () => {
      end();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', read);
    };
  }, [chat.unread, lastId]);

  // --- Acts ---

  const fail = (error: unknown) => setNotice(messageOf(error));
  const goOn = () =>
    nextWaiting(chat.id).then((next) => (next === null ? navigate('#/inbox') : navigate(chatPath(next)))).catch(fail);
  const authorOf = (it: Message): string => {
    switch (it.author) {
      case 'CUSTOMER':
        return it.authorName || chatName(chat);
      case 'AGENT':
      case 'ADMIN':
        return it.authorUser === null ? text(it.author === 'ADMIN' ? 'msg.admin' : 'msg.agent') : it.authorUser === me.name ? text('msg.you') : nameOf(it.authorUser);
      case 'BOT':
        return text('msg.bot');
      case 'AI':
        return text('msg.ai');
      case 'NOTICE':
        return text('msg.notice');
      case 'PHONE':
        return text('msg.phone');
      case 'API':
        return text('msg.api');
    }
  };
  const giveBack = ({ kind, text: words, file, media, quotedId }: Pick<Entry, 'kind' | 'text' | 'file' | 'media' | 'quotedId'>) => {
    const before = drafts.get(chat.id);
    if (kind === 'note') {
      const note = before.note.trim() === '' ? (words ?? '') : `${words}\n${before.note}`;
      drafts.put(chat.id, { ...before, mode: 'note', note, at: Date.now() });
    } else {
      drafts.put(chat.id, {
        ...(words === null ? before : withReturned(before, words)),
        mode: 'reply',
        files: file === null ? before.files : [...before.files, { id: file.id, name: file.name, type: file.type, size: file.size }],
        media: media ?? before.media,
        quotedId: quotedId ?? before.quotedId,
        at: Date.now(),
      });
    }
    composer.current?.focus();
  };
  /** Returns whether the browser has stored it, so that it is sent. */
  const store = (entry: NewEntry): boolean => {
    try {
      sending().add(entry);
      return true;
    } catch {
      setNotice(text('compose.noRoom'));
      return false;
    }
  };
  const markUnread = async (from?: string): Promise<void> => {
    reading.leave();
    try {
      await acts.markUnread(chat.id, from);
    } catch (error) {
      reading.stay();
      throw error;
    }
    navigate('#/inbox');
  };
  const actions: RowActions = useMemo(
    () => ({
      quote: ({ id }) => {
        drafts.put(chat.id, { ...drafts.get(chat.id), quotedId: id, mode: 'reply', at: Date.now() });
        composer.current?.focus();
      },
      react: ({ id }, emoji) => acts.react(chat.id, id, emoji).catch(fail).then(() => conversation.refresh(id)),
      forward: (it) => setDialog({ kind: 'forward', message: it }),
      edit: (it) => setDialog({ kind: 'edit', message: it }),
      remove: async ({ id }) => {
        if (await ask({ title: text('msg.deleteTitle'), text: text('msg.deleteText'), action: text('msg.delete').replace('…', ''), danger: true })) {
          await acts.deleteMessage(chat.id, id).catch(fail);
          await conversation.refresh(id);
        }
      },
      sendAgain: ({ id, content, quotedId }) => {
        // A second click must not send it twice.
        if (of(sending().get(), chat.id).some((entry) => entry.kind === 'reply' && entry.messageId === id && !needsUser(entry))) {
          return;
        }
        const common = { key: freshKey(), chat: chat.id, kind: 'reply' as const, messageId: id, quotedId, seen: latest.current.chat.waiting?.latestId ?? 'none', takes: latest.current.chat.assignee === null && !me.isAdmin };
        if (content?.['@type'] === 'Text') {
          store({ ...common, text: content.body });
        } else if (content?.['@type'] === 'Media') {
          store({ ...common, text: content.caption ?? null, media: mediaOf(content) });
        }
        wrote(0);
      },
      editAndSend: ({ content, quotedId }) => giveBack({ kind: 'reply', text: content?.['@type'] === 'Text' ? content.body : null, file: null, media: null, quotedId }),
      markUnread: ({ id }) => markUnread(id).catch(fail),
      why: (it) => setDialog({ kind: 'why', message: it }),
      view: (it) => setDialog({ kind: 'view', message: it }),
      jump: (id) => void conversation.jumpTo(id),
      translate: ai.isAvailable ? (it) => translated(chat.id, it.text) : null,
      retry: ({ key }) => sending().retry(key),
      take: ({ key }) => {
        const entry = sending().remove(key);
        if (entry !== null) {
          giveBack(entry);
        }
      },
      drop: ({ key }) => {
        const entry = sending().remove(key);
        if (entry !== null && (entry.text !== null || entry.file !== null)) {
          toast(text('out.removed'), { action: { label: text('conv.undo'), run: () => giveBack(entry) } });
        }
      },
    }),
    [chat.id, conversation, me, ai.isAvailable, reading],
  );
  const deleteNote = useMemo(
    () => (note: Note) =>
      acts.deleteNote(chat.id, note.id).then(
        () => conversation.removeNote(note.id),
        (error: unknown) => fail(error),
      ),
    [chat.id, conversation],
  );

  // --- What is shown ---

  const dayOf = useMemo(() => (at: string) => new Date(at).toDateString(), []);
  const outboxKey = outbox.map(({ key, state, attempts, file }) => `${key} ${state} ${attempts} ${file?.mediaId ?? ''}`).join();
  // In the drawing in which a message appears, its entry is gone.
  const known = useMemo(() => causes(view.messages), [view.messages]);
  const pending = outbox.filter(({ state, commandId }) => state !== 'done' || commandId === null || !known.has(localId(commandId)));
  const items = useMemo(
    () => itemsOf({
      messages: view.messages.list, hasOlder: view.messages.older !== null, hasNewer: view.messages.newer !== null, notes: view.notes, events: view.events,
      outbox: pending, firstUnread: view.firstUnread, me: me.name, dayOf,
    }),
    [view.messages, view.notes, view.events, view.firstUnread, outboxKey],
  );
  const editing = useMemo(() => edits(outbox), [outboxKey]);
  const byId = useMemo(() => {
    const found = new Map<string, Message>();
    for (const it of view.messages.list) {
      found.set(it.id, it);
      if (it.providerId !== null) {
        found.set(it.providerId, it);
      }
    }
    return found;
  }, [view.messages]);
  const mayWrite = !rightsIn(chat, me).isOthers && !chat.blocked;
  const lastRow = items.findLast(({ kind }) => kind === 'message')?.id ?? null;
  // A row whose inputs are the same is the same element, so that it is not even compared.
  const drawn = useRef(new Map<string, { inputs: readonly unknown[]; element: VNode }>());
  const row = (id: string, inputs: readonly unknown[], draw: () => VNode): VNode => {
    const known = drawn.current.get(id);
    if (known !== undefined && known.inputs.every((input, index) => Object.is(input, inputs[index]))) {
      return known.element;
    }
    const element = draw();
    drawn.current.set(id, { inputs, element });
    return element;
  };
  const render = (item: Item): VNode => {
    switch (item.kind) {
      case 'day':
        return <DayRow key={item.id} at={item.at} today={new Date(now).toDateString()} />;
      case 'unread':
        return <UnreadRow key={item.id} />;
      case 'event':
        return <EventRow key={item.id} event={item.event} words={eventText(item.event, nameOf, me.name)} />;
      case 'note':
        return <NoteRow key={item.id} note={item.note} author={item.note.author === me.name ? text('msg.you') : nameOf(item.note.author)} usernames={usernames} mayDelete={me.isAdmin || item.note.author === me.name} onDelete={deleteNote} />;
      case 'sending':
        return <SendingRow key={item.id} entry={item.entry} starts={item.starts} actions={actions} />;
      case 'message': {
        const { message: it, starts } = item;
        const quoted = it.quotedId === null ? null : (byId.get(it.quotedId) ?? null);
        const edit = editing.get(it.id);
        const isActive = item.id === (active ?? lastRow);
        const isTarget = view.target?.id === item.id;
        const time = it.status === null || it.status === 'PENDING' ? now : 0;
        return row(item.id, [it, starts, quoted, edit, isActive, isTarget, mayWrite, time, actions, names, chat.name], () => (
          <MessageRow
            key={item.id}
            message={it}
            starts={starts}
            author={authorOf(it)}
            quoted={quoted}
            quotedAuthor={quoted === null ? '' : authorOf(quoted)}
            edit={edit}
            channel={chat.channel}
            isActive={isActive}
            isTarget={isTarget}
            mayWrite={mayWrite}
            now={time}
            actions={actions}
          />
        ));
      }
    }
  };
  const shownMedia: Shown[] = dialog?.kind === 'view'
    ? view.messages.list.flatMap((it) => (it.content?.['@type'] === 'Media' && it.deletedAt === null && (it.content.mediaId || it.content.link) && (isPicture(it.content) || isMoving(it.content)) ? [{ message: it, content: it.content }] : []))
    : [];
  const quotedByDraft = draft.quotedId === null ? null : (find(view.messages, draft.quotedId) ?? null);
  const typing = present.filter(({ activity }) => activity === 'TYPING').map(({ username }) => nameOf(username));
  const looking = present.map(({ username }) => nameOf(username));

  return (
    <section
      class="conversation"
      aria-label={text('conv.label', { name: chatName(chat) })}
      data-dropping={isDropping || undefined}
      onDragOver={(event) => {
        if (event.dataTransfer?.types.includes('Files')) {
          event.preventDefault();
          setDropping(true);
        }
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setDropping(false)}
      onDrop={(event) => {
        setDropping(false);
        if (event.dataTransfer && event.dataTransfer.files.length > 0) {
          event.preventDefault();
          composer.current?.attach([...event.dataTransfer.files]);
        }
      }}
    >
      <Head chat={chat} me={me} nameOf={nameOf} now={now} onProblem={fail} onUnread={() => markUnread()} />
      {notice !== null && (
        <p class="conv-notice" role="alert" data-kind="bad">
          <span>{notice}</span>
          <IconButton icon="close" label={text('conv.dismiss')} onClick={() => setNotice(null)} />
        </p>
      )}
      {view.isTargetMissing && (
        <p class="conv-notice" role="status">
          <span>{text('conv.targetMissing')}</span>
          <IconButton icon="close" label={text('conv.dismiss')} onClick={() => conversation.forgetTarget()} />
        </p>
      )}
      {summary !== null && (
        <section class="conv-notice summary" aria-label={text('ai.summary')}>
          <div>
            <h2>{text('ai.summary')}</h2>
            <p class="words" dir="auto">{summary.text}</p>
            {summary.basis !== null && <p class="quiet-words">{text('ai.basis', { basis: summary.basis })}</p>}
          </div>
          <IconButton icon="close" label={text('conv.dismiss')} onClick={() => setSummary(null)} />
        </section>
      )}
      {view.phase === 'failed' ? (
        <ErrorState error={view.error} onRetry={() => conversation.open(message ?? null, chat.unread)} />
      ) : (
        <Messages
          chat={opened}
          view={view}
          items={items}
          active={active}
          setActive={setActive}
          render={render}
          written={written}
          onEnd={(isSeen) => {
            if (reading.moved(isSeen)) {
              setTimeout(read, READ_AFTER_MS);
            }
          }}
        />
      )}
      <p class="presence" role="status" data-kind={typing.length > 0 ? 'typing' : undefined}>
        {typing.length > 0 ? text('conv.typing', { names: joined(typing), count: typing.length }) : looking.length > 0 ? text('conv.looking', { names: joined(looking), count: looking.length }) : ''}
      </p>
      <Composer
        chat={chat}
        me={me}
        nameOf={nameOf}
        quoted={quotedByDraft}
        quotedAuthor={quotedByDraft === null ? '' : authorOf(quotedByDraft)}
        handle={composer}
        onSent={(intent) => {
          conversation.forgetUnread();
          wrote(0);
          if (intent === 'sendResolveAndNext') {
            void goOn();
          }
        }}
        onResolve={(goesOn) => {
          if (rightsIn(chat, me).canResolve) {
            acts.resolve(chat).then(() => {
              toast(text('conv.resolvedDone'), { action: { label: text('conv.reopen'), run: () => acts.undoResolve(chat, me.name) } });
            }, fail);
          }
          if (goesOn) {
            void goOn();
          }
        }}
        onSummary={setSummary}
      />
      {isDropping && <div class="drop-cover">{text('compose.drop')}</div>}
      {dialog?.kind === 'why' && <WhyDialog explanation={explanation(dialog.message, view.timeline)} onJump={actions.jump} onClose={() => setDialog(null)} />}
      {dialog?.kind === 'forward' && (
        <ForwardDialog
          message={dialog.message}
          chat={chat}
          onClose={() => setDialog(null)}
          onChoose={(to) => {
            if (store({ key: freshKey(), chat: chat.id, kind: 'forward', text: null, messageId: dialog.message.id, to: to.id })) {
              toast(text('msg.forwarding', { name: chatName(to) }));
            }
          }}
        />
      )}
      {dialog?.kind === 'edit' && (
        <EditDialog
          message={dialog.message.id}
          start={editing.get(dialog.message.id)?.text ?? (dialog.message.content?.['@type'] === 'Text' ? dialog.message.content.body : '')}
          onClose={() => setDialog(null)}
          onSave={(words) => {
            const old = editing.get(dialog.message.id);
            if (!store({ key: freshKey(), chat: chat.id, kind: 'edit', text: words, messageId: dialog.message.id })) {
              return false;
            }
            if (old !== undefined) {
              sending().remove(old.key);
            }
            return true;
          }}
        />
      )}
      {dialog?.kind === 'view' && <Viewer all={shownMedia} start={dialog.message.id} channel={chat.channel} authorOf={authorOf} onClose={() => setDialog(null)} />}
    </section>
  );
}

const joined = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : text('conv.and', { first: names.slice(0, -1).join(', '), last: names[names.length - 1] ?? '' });

const mediaOf = ({ kind, mediaId, link, mimeType, fileName }: MediaContent) => ({
  kind, mimeType, ...(mediaId ? { mediaId } : { link: link ?? null }), ...(fileName ? { fileName } : {}),
});
