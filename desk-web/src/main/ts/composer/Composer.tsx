// Where the agent writes: reply or internal note, files, saved replies, emoji, send later, AI. What is written is a draft
// until the outbox has stored it.

import type { Ref } from 'preact';
import { useEffect, useId, useImperativeHandle, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FilledReply } from 'services/bot-service';
import { api, freshKey, messageOf, path } from '../api/client';
import { later } from '../app/Later';
import { agents, savedReplies, useListing } from '../conversation/directory';
import { TimeDialog } from '../conversation/Dialogs';
import { useTyping } from '../conversation/presence';
import { ahead, type Me } from '../conversation/status';
import type { Message } from '../conversation/types';
import { dateTime, language, number, text } from '../i18n';
import { nameOf as chatName, type Chat } from '../model/chats';
import { drafts, useDraft } from '../model/drafts';
import { type Draft } from '../model/drafts-state';
import { files } from '../model/files';
import { sending } from '../model/sending';
import { usualTimes } from '../model/usual-times';
import { useStore } from '../store';
import { Button, Icon, IconButton, Menu, toast, type MenuItem } from '../ui';
import { assist, availability, failureText, look, type Proposal, type Task } from './assist';
import { Attached } from './Attached';
import { useInterruption } from './interruption';
import { checked, LONGEST_NOTE, LONGEST_TEXT, MOST_FILES, outgoing, previewOf } from './outgoing';
import { permission } from './permission';
import { Scheduled } from './Scheduled';
import { Suggestions, type Suggestion } from './Suggestions';
import { insertedAt, intentOf, matching, moved, queryAt, type Intent, type Query } from './typing';

const WITH_KEYBOARD = matchMedia('(min-width: 760px) and (hover: hover)');

export interface ComposerHandle {
  focus(): void;
  attach(files: readonly File[]): void;
}

interface ComposerProps {
  chat: Chat;
  me: Me;
  nameOf: (username: string) => string;
  /** The message that the draft quotes, if it is loaded. */
  quoted: Message | null;
  quotedAuthor: string;
  handle: Ref<ComposerHandle>;
  /** A message was sent or scheduled. */
  onSent: (intent: Intent) => void;
  /** Ctrl+Enter without words resolves alone. */
  onResolve: (goesOn: boolean) => void;
  /** The summary of the AI belongs to the conversation. */
  onSummary: (summary: Proposal) => void;
}

let chooseEmoji: (emoji: string) => void = () => {};
const Emoji = later(async () => {
  const { Emoji: Grid } = await import('./Emoji');
  return () => <Grid onChoose={(emoji) => chooseEmoji(emoji)} />;
});

export function Composer({ chat, me, nameOf, quoted, quotedAuthor, handle, onSent, onResolve, onSummary }: ComposerProps) {
  const id = useId();
  const draft = useDraft(chat.id);
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState<Query | null>(null);
  const [chosen, setChosen] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const [showsEmoji, setShowsEmoji] = useState(false);
  const [isScheduling, setScheduling] = useState(false);
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const [working, setWorking] = useState<AbortController | null>(null);
  const replies = useListing(savedReplies);
  const colleagues = useListing(agents);
  const ai = useStore(availability);
  const may = permission(chat, me);
  const interruption = useInterruption(chat.channel);
  const isClosed = may.kind === 'closed';
  const mode = isClosed ? 'note' : draft.mode;
  const words = mode === 'note' ? draft.note : draft.text;
  const { typed, stopped } = useTyping(chat.id, mode === 'reply' && (chat.assignee === me.name || me.isAdmin));
  const name = chatName(chat);

  const change = (changes: Partial<Draft>) => drafts.put(chat.id, { ...drafts.get(chat.id), ...changes, at: Date.now() });
  const write = (value: string) => change(mode === 'note' ? { note: value, mode: 'note' } : { text: value, mode: 'reply' });
  const focus = () => field.current?.focus({ preventScroll: true });

  useEffect(() => void look(), []);
  useEffect(() => {
    if (WITH_KEYBOARD.matches) {
      focus();
    }
    return () => working?.abort();
  }, [chat.id]);
  // As high as its text, up to a limit.
  useLayoutEffect(() => {
    if (field.current) {
      field.current.style.height = 'auto';
      field.current.style.height = `${Math.min(field.current.scrollHeight + 2, 220)}px`;
    }
  }, [words, mode]);

  const attach = async (given: readonly File[]) => {
    if (mode === 'note') {
      // A file would turn the note into a reply to the customer.
      setProblem(text('compose.noteNoFiles'));
      return;
    }
    const before = drafts.get(chat.id);
    const { files: good, problems } = checked(given, before.files.length);
    setProblem(problems.map((it) => (it.kind === 'large' ? text('compose.tooLarge', { name: it.name, limit: it.limit }) : it.kind === 'empty' ? text('compose.emptyFile', { name: it.name }) : text('compose.tooMany', { count: MOST_FILES }))).join(' ') || null);
    for (const file of good) {
      const own = files.newId();
      const isStored = await files.put(own, file);
      change({ mode: 'reply', files: [...drafts.get(chat.id).files, { id: own, name: file.name, type: file.type || 'application/octet-stream', size: file.size }] });
      if (!isStored) {
        setProblem(text('compose.notStored'));
      }
    }
    focus();
  };
  useImperativeHandle(handle, () => ({ focus, attach: (given: readonly File[]) => void (may.kind === 'closed' ? setProblem(text(`compose.closed.${may.reason}`, { name: may.who === null ? '' : nameOf(may.who) })) : attach(given)) }), [chat.id, isClosed, may.who, mode]);

  const send = (intent: Exclude<Intent, null>, at: string | null = null) => {
    const now: Draft = { ...drafts.get(chat.id), mode };
    const resolves = intent !== 'send';
    const entries = outgoing(now, { chat: chat.id, seen: chat.waiting?.latestId ?? 'none', takes: may.kind === 'open' && may.takes, resolves, at, newKey: freshKey });
    if (entries.length === 0) {
      if (resolves && mode === 'reply') {
        onResolve(intent === 'sendResolveAndNext');
      }
      return;
    }
    const most = mode === 'note' ? LONGEST_NOTE : LONGEST_TEXT;
    if (words.trim().length > most) {
      setProblem(text('compose.tooLong', { count: number(words.trim().length), most: number(most) }));
      return;
    }
    try {
      sending().add(...entries);
    } catch {
      setProblem(text('compose.noRoom'));
      return;
    }
    // Only now it is safe to empty the composer.
    drafts.put(chat.id, mode === 'note' ? { ...drafts.get(chat.id), note: '' } : { ...drafts.get(chat.id), text: '', quotedId: null, files: [], media: null });
    setProblem(null);
    setQuery(null);
    setProposal(null);
    stopped();
    if (at !== null) {
      toast(text('later.done', { time: dateTime(at) }));
    }
    onSent(intent);
    focus();
  };

  // --- Suggestions ---

  const found: { suggestion: Suggestion; pick: () => unknown }[] = (() => {
    if (query === null) {
      return [];
    }
    if (query.kind === 'mention') {
      return matching(colleagues, query.text, ({ username, name: own }) => [username, own]).map((agent) => ({
        suggestion: { id: agent.username, title: `@${agent.username}`, detail: agent.name },
        pick: () => put(`@${agent.username} `),
      }));
    }
    return matching(replies, query.text, (reply) => [reply.shortcut, reply.textId, reply.textEn]).map((reply) => ({
      suggestion: { id: String(reply.id), title: `/${reply.shortcut}`, detail: previewOf(reply, language()) },
      pick: () => pickReply(reply.id),
    }));
  })();

  const suggest = (area: HTMLTextAreaElement) => {
    setQuery(queryAt(area.value, area.selectionStart, mode));
    setChosen(0);
  };
  const put = (by: string, at: Query | null = query) => {
    const area = field.current;
    if (area === null) {
      return;
    }
    // The draft as it is now: a saved reply comes after a while, and the user may have written on.
    const now = drafts.get(chat.id);
    const next = insertedAt(mode === 'note' ? now.note : now.text, at, area.selectionEnd, by);
    write(next.text);
    setQuery(null);
    requestAnimationFrame(() => {
      focus();
      area.setSelectionRange(next.cursor, next.cursor);
    });
  };
  const pickReply = async (reply: number) => {
    const at = query;
    try {
      const filled = await api.get<FilledReply>(path('replies', String(reply), 'message'), { query: { chat: chat.id, language: language().toUpperCase() } });
      put(filled.text ?? filled.media?.caption ?? '', at);
      if (filled.media !== null) {
        const { caption: _, ...media } = filled.media;
        change({ media });
      }
    } catch (error) {
      setProblem(messageOf(error));
    }
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (query !== null && found.length > 0 && !event.isComposing) {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by !== undefined && !event.altKey) {
        event.preventDefault();
        setChosen(moved(chosen, by, found.length));
        return;
      }
      if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && !event.ctrlKey && !event.metaKey && event.keyCode !== 229) {
        event.preventDefault();
        void found[chosen]?.pick();
        return;
      }
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        setQuery(null);
        return;
      }
    }
    const intent = intentOf(event, WITH_KEYBOARD.matches);
    if (intent !== null) {
      event.preventDefault();
      send(mode === 'note' ? 'send' : intent);
    }
  };

  // --- The AI ---

  const ask = async (task: Task) => {
    working?.abort();
    const stop = new AbortController();
    setWorking(stop);
    setProblem(null);
    try {
      const answer = await assist(chat.id, task, draft.text, stop.signal);
      if (!stop.signal.aborted) {
        if (task === 'summarise') {
          onSummary(answer);
        } else {
          setProposal(answer);
        }
      }
    } catch (error) {
      if (!stop.signal.aborted) {
        setProblem(failureText(error));
      }
    } finally {
      setWorking((now) => (now === stop ? null : now));
    }
  };
  const useProposal = () => {
    if (proposal === null) {
      return;
    }
    const before = drafts.get(chat.id).text;
    change({ text: proposal.text, mode: 'reply' });
    setProposal(null);
    if (before.trim() !== '') {
      const own = chat.id;
      toast(text('ai.undo'), { action: { label: text('conv.undo'), run: () => drafts.put(own, { ...drafts.get(own), text: before, at: Date.now() }) } });
    }
    focus();
  };
  const aiItems: MenuItem[] = [
    { label: text('ai.suggest'), onSelect: () => void ask('suggest') },
    { label: text('ai.shorten'), disabled: draft.text.trim() === '', onSelect: () => void ask('shorten') },
    { label: text('ai.translate'), disabled: draft.text.trim() === '', onSelect: () => void ask('translate') },
    { label: text('ai.summarise'), onSelect: () => void ask('summarise') },
  ];

  chooseEmoji = (emoji) => {
    setShowsEmoji(false);
    put(emoji, null);
  };
  const sendItems: (MenuItem | 'line')[] = [
    { label: text('compose.sendResolve'), hint: 'Ctrl+Enter', icon: 'check', onSelect: () => send('sendAndResolve') },
    { label: text('compose.sendResolveNext'), hint: 'Ctrl+Shift+Enter', onSelect: () => send('sendResolveAndNext') },
    'line',
    ...usualTimes(new Date()).map(({ kind, at }) => ({ label: text(`later.${kind}`), icon: 'clock' as const, hint: ahead(at), onSelect: () => send('send', at.toISOString()) })),
    { label: text('compose.sendLater'), icon: 'clock', onSelect: () => setScheduling(true) },
  ];
  const hasWords = mode === 'note' ? draft.note.trim() !== '' : draft.text.trim() !== '' || draft.files.length > 0 || draft.media !== null;
  const isListed = query !== null && found.length > 0;

  return (
    <form
      class="composer"
      data-mode={mode}
      aria-label={text('compose.label', { name })}
      onSubmit={(event) => {
        event.preventDefault();
        send('send');
      }}
    >
      <Scheduled chat={chat.id} me={me} version={chat} nameOf={nameOf} />
      {may.kind === 'closed' && (
        <div class="composer-closed" role="status">
          <p>{text(`compose.closed.${may.reason}`, { name: may.who === null ? '' : nameOf(may.who) })}</p>
          {may.reason === 'assigned' && may.who !== null && (
            <Button
              icon="mention"
              onClick={() => {
                if (draft.note.trim() === '') {
                  change({ mode: 'note', note: text('compose.askText', { name: may.who ?? '' }) });
                }
                focus();
              }}
            >
              {text('compose.ask', { name: nameOf(may.who) })}
            </Button>
          )}
        </div>
      )}
      {!isClosed && mode === 'reply' && interruption !== null && (
        <p class="composer-interrupted" role="status">
          <Icon name="alert" /> {text(`compose.interrupted.${interruption.state}`)}
        </p>
      )}
      {isClosed && draft.text.trim() !== '' && (
        <div class="composer-kept">
          <p>
            <strong>{text('compose.kept')}</strong> <span dir="auto">{draft.text}</span>
          </p>
          <Button
            onClick={() => {
              change({ mode: 'note', text: '', note: draft.note.trim() === '' ? draft.text : `${draft.note}\n${draft.text}` });
              focus();
            }}
          >
            {text('compose.keptToNote')}
          </Button>
        </div>
      )}
      <div class="composer-top">
        <div class="composer-modes" role="radiogroup" aria-label={text('compose.modes')}>
          {(['reply', 'note'] as const).map((each) => (
            <label key={each} data-mode={each}>
              <input
                type="radio"
                name={`${id}-mode`}
                checked={mode === each}
                disabled={each === 'reply' && isClosed}
                onChange={() => {
                  drafts.put(chat.id, { ...drafts.get(chat.id), mode: each });
                  setQuery(null);
                  focus();
                }}
              />
              <span>{text(`compose.${each}`)}</span>
            </label>
          ))}
        </div>
        <p class="composer-hint">{may.kind === 'open' && mode === 'reply' ? (may.hint === null ? text('compose.hint.keys') : text(`compose.hint.${may.hint}`, { name: may.who === null ? '' : nameOf(may.who) })) : mode === 'note' ? text('note.hidden') : ''}</p>
      </div>
      {problem !== null && (
        <p class="composer-problem" role="alert">
          <span>{problem}</span>
          <IconButton icon="close" label={text('conv.dismiss')} onClick={() => setProblem(null)} />
        </p>
      )}
      {!drafts.isStored(chat.id) && (
        <p class="composer-problem" role="alert">
          <span>{text('compose.draftNotStored')}</span>
        </p>
      )}
      {mode === 'reply' && draft.quotedId !== null && (
        <div class="composer-quote">
          <div class="quoted">
            <span class="quoted-author">{quoted === null ? text('msg.quoteMissing') : <bdi dir="auto">{quotedAuthor}</bdi>}</span>
            {quoted !== null && <span class="quoted-text" dir="auto">{quoted.text}</span>}
          </div>
          <IconButton icon="close" label={text('compose.removeQuote')} onClick={() => change({ quotedId: null })} />
        </div>
      )}
      {mode === 'reply' && (
        <Attached
          all={draft.files}
          media={draft.media}
          onRemove={(own) => {
            change({ files: draft.files.filter((file) => file.id !== own) });
            void files.forget(own);
          }}
          onRemoveMedia={() => change({ media: null })}
        />
      )}
      {mode === 'reply' && draft.files.length > 1 && draft.text.trim() !== '' && <p class="quiet-words">{text('compose.captionHint')}</p>}
      {working !== null && (
        <p class="ai-state" role="status">
          {text('ai.working')}
          <Button kind="quiet" onClick={() => working.abort()}>{text('ui.cancel')}</Button>
        </p>
      )}
      {proposal !== null && mode === 'reply' && (
        <section class="proposal" aria-label={text('ai.proposal')}>
          <p class="words" dir="auto">{proposal.text}</p>
          <p class="proposal-foot">
            {proposal.basis !== null && <span class="quiet-words">{text('ai.basis', { basis: proposal.basis })}</span>}
            <Button kind="quiet" onClick={() => setProposal(null)}>{text('ai.discard')}</Button>
            <Button kind="primary" onClick={useProposal}>{text('ai.use')}</Button>
          </p>
        </section>
      )}
      <div class="composer-field">
        {isListed && <Suggestions id={`${id}-list`} all={found.map(({ suggestion }) => suggestion)} chosen={chosen} onChoose={(index) => void found[index]?.pick()} />}
        {showsEmoji && (
          <div class="emoji-box" onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.stopPropagation();
              setShowsEmoji(false);
              focus();
            }
          }}>
            <Emoji />
          </div>
        )}
        <textarea
          id="words"
          ref={field}
          value={words}
          rows={1}
          dir="auto"
          aria-label={mode === 'note' ? text('compose.note') : text('compose.label', { name })}
          aria-autocomplete="list"
          aria-controls={isListed ? `${id}-list` : undefined}
          aria-activedescendant={isListed ? `${id}-list-${chosen}` : undefined}
          placeholder={text(mode === 'note' ? 'compose.noteTo' : 'compose.replyTo')}
          onInput={(event) => {
            write(event.currentTarget.value);
            suggest(event.currentTarget);
            typed();
          }}
          onKeyDown={onKeyDown}
          onClick={(event) => suggest(event.currentTarget)}
          onBlur={() => setQuery(null)}
          onPaste={(event) => {
            const given = [...(event.clipboardData?.files ?? [])];
            // Office programs add a picture of the copied text.
            if (given.length > 0 && !event.clipboardData?.getData('text/plain') && !isClosed) {
              event.preventDefault();
              void attach(given);
            }
          }}
        />
      </div>
      <div class="composer-tools">
        {mode === 'reply' && (
          <>
            <IconButton icon="attach" label={text('compose.attach')} onClick={() => chooser.current?.click()} />
            <input
              ref={chooser}
              type="file"
              multiple
              hidden
              onChange={(event) => {
                const given = [...(event.currentTarget.files ?? [])];
                event.currentTarget.value = '';
                void attach(given);
              }}
            />
          </>
        )}
        <IconButton icon="emoji" label={text('compose.emoji')} aria-expanded={showsEmoji} onClick={() => setShowsEmoji(!showsEmoji)} />
        {mode === 'reply' && (
          <Menu
            label={text('compose.saved')}
            icon="bolt"
            items={replies.length === 0 ? [{ label: text('compose.noSaved'), disabled: true, onSelect: () => {} }] : replies.slice(0, 30).map((reply) => ({ label: `/${reply.shortcut}`, hint: previewOf(reply, language()).slice(0, 60), onSelect: () => pickReply(reply.id) }))}
          />
        )}
        {mode === 'reply' && ai.reason === 'budget' && <IconButton icon="sparkle" label={text('ai.budget')} disabled />}
        {mode === 'reply' && ai.isAvailable && <Menu label={text('ai.menu')} icon="sparkle" items={aiItems} />}
        <span class="composer-space" />
        {mode === 'note' ? (
          <Button kind="primary" type="submit" icon="note" disabled={!hasWords}>
            {text('compose.addNote')}
          </Button>
        ) : (
          <span class="send-group">
            <Button kind="primary" type="submit" icon="send" disabled={!hasWords}>
              {text('compose.send')}
            </Button>
            <Menu label={text('compose.sendOptions')} icon="down" kind="primary" items={hasWords ? sendItems : sendItems.slice(0, 0).concat({ label: text('compose.sendLater'), disabled: true, onSelect: () => {} })} />
          </span>
        )}
      </div>
      {isScheduling && <TimeDialog title={text('later.title')} action={text('later.set')} days={30} onClose={() => setScheduling(false)} onChoose={(at) => send('send', at.toISOString())} />}
    </form>
  );
}
