// The head of a chat: who it is, its state, and the acts. The buttons keep their places: one that was used is disabled
// there, so that a second click does nothing else.

import { useState } from 'preact/hooks';
import { plain } from '../api/refusals';
import { dateTime, text } from '../i18n';
import { kindOf, nameOf as chatName, numberOf, type Chat } from '../model/chats';
import { usualTimes } from '../model/usual-times';
import { navigate } from '../app/routes';
import { ask, Avatar, Button, Icon, IconButton, Mark, Menu, toast, type MenuItem } from '../ui';
import { acts } from './acts';
import { macros, useListing } from './directory';
import { LabelsDialog, SnoozeDialog, TransferDialog } from './Dialogs';
import { ahead, modeText, rightsIn, waitText, type Me } from './status';

interface HeadProps {
  chat: Chat;
  me: Me;
  nameOf: (username: string) => string;
  now: number;
  /** Shows why an act was refused, at the conversation. */
  onProblem: (error: unknown) => void;
  /** Marks the chat as unread and leaves it. */
  onUnread: () => Promise<void>;
}

type Open = 'transfer' | 'labels' | 'snooze' | null;

export function Head({ chat, me, nameOf, now, onProblem, onUnread }: HeadProps) {
  const [open, setOpen] = useState<Open>(null);
  const [running, setRunning] = useState<ReadonlySet<string>>(new Set());
  const allMacros = useListing(macros);
  const rights = rightsIn(chat, me);
  const name = chatName(chat);
  const isResolved = chat.conversation?.status === 'RESOLVED' && chat.waiting === null;
  const blockedBy = rights.isOthers ? text('conv.otherHas', { name: nameOf(chat.assignee ?? '') }) : undefined;

  /** One act of each kind at a time. Another kind goes on: its button would swallow the click. */
  const run = (kind: string, work: () => Promise<unknown>) => async () => {
    if (running.has(kind)) {
      return;
    }
    setRunning((kinds) => new Set([...kinds, kind]));
    try {
      await work();
    } catch (error) {
      onProblem(error);
    } finally {
      setRunning((kinds) => new Set([...kinds].filter((one) => one !== kind)));
    }
  };
  const snooze = (until: Date) =>
    run('snooze', async () => {
      await acts.snooze(chat, until);
      toast(text('conv.snoozedDone', { time: dateTime(until) }), { action: { label: text('conv.undo'), run: () => acts.reopen(chat) } });
    });
  const snoozeItems: (MenuItem | 'line')[] = [
    ...usualTimes(new Date()).map(({ kind, at }) => ({ label: text(`later.${kind}`), hint: ahead(at), onSelect: snooze(at) })),
    { label: text('conv.snoozeOther'), onSelect: () => setOpen('snooze') },
    ...(chat.snoozedUntil === null ? [] : ['line' as const, { label: text('conv.snoozeEnd'), onSelect: run('snooze', () => acts.reopen(chat)) }]),
  ];
  const runMacro = (id: number) =>
    run('more', async () => {
      const reason = await acts.macro(chat, id);
      toast(reason === null ? text('conv.macroDone') : text('conv.macroStopped', { reason: plain(reason) }), { kind: reason === null ? 'good' : 'bad' });
    });
  const block = async (): Promise<void> => {
    const isSure = chat.blocked || (await ask({ title: text('conv.block'), text: text('conv.blockText', { name }), action: text('conv.block'), danger: true }));
    if (isSure) {
      await run('more', () => acts.block(chat, !chat.blocked))();
    }
  };
  const moreItems: (MenuItem | 'line')[] = [
    { label: text('conv.transfer'), icon: 'forward', disabled: !rights.canTransfer, onSelect: () => setOpen('transfer') },
    { label: text('conv.return'), icon: 'bot', disabled: rights.isOthers || chat.mode === 'BOT', onSelect: run('more', () => acts.returnToBot(chat)) },
    { label: text('conv.pause'), icon: 'pause', disabled: rights.isOthers || chat.mode === 'PAUSE', onSelect: run('more', () => acts.pause(chat)) },
    { label: text('conv.reopen'), icon: 'refresh', disabled: rights.isOthers || chat.conversation?.status !== 'RESOLVED', onSelect: run('more', () => acts.reopen(chat)) },
    { label: text('conv.editLabels'), icon: 'label', onSelect: () => setOpen('labels') },
    {
      label: text(chat.priority === 'HIGH' ? 'conv.normal' : 'conv.high'),
      icon: 'alert',
      disabled: rights.isOthers || chat.conversation === null || chat.conversation.status === 'RESOLVED',
      onSelect: run('more', () => acts.priority(chat, chat.priority === 'HIGH' ? 'NORMAL' : 'HIGH')),
    },
    { label: text('conv.markUnread'), icon: 'mention', onSelect: run('more', onUnread) },
    ...(me.isAdmin && kindOf(chat) === 'private' ? [{ label: text(chat.blocked ? 'conv.unblock' : 'conv.block'), icon: 'stop' as const, danger: !chat.blocked, onSelect: block }] : []),
    ...(allMacros.length === 0 ? [] : ['line' as const, ...allMacros.map((macro) => ({ label: text('conv.runMacro', { name: macro.name }), icon: 'bolt' as const, disabled: rights.isOthers, onSelect: runMacro(macro.id) }))]),
  ];
  const wait = waitText(chat, now);
  return (
    <header class="chat-head">
      <a class="back icon quiet" href="#/inbox" aria-label={text('conv.back')} onClick={(event) => {
        event.preventDefault();
        navigate('#/inbox');
      }}>
        <Icon name="back" />
      </a>
      <Avatar name={name} />
      <div class="chat-words">
        <h1>
          <bdi dir="auto">{name}</bdi>
        </h1>
        <p class="chat-state">
          {chat.name !== null && <span class="number">{numberOf(chat.chatId)}</span>}
          <span data-mood={chat.assignee === me.name ? 'good' : undefined}>{modeText(chat, me, nameOf, now)}</span>
          {chat.team !== null && <span>{text('conv.team', { name: chat.team })}</span>}
          {wait !== null && <span data-mood="waiting">{wait}</span>}
          {chat.blocked && <Mark mood="bad">{text('conv.blocked')}</Mark>}
          {chat.optedOut && <Mark>{text('conv.optedOut')}</Mark>}
          {chat.labels.map((label) => (
            <Mark key={label}>
              <bdi dir="auto">{label}</bdi>
            </Mark>
          ))}
        </p>
      </div>
      <div class="acts">
        <Button class="act-take" kind={rights.canTake && chat.waiting !== null ? 'primary' : 'secondary'} disabled={!rights.canTake} busy={running.has('take')} title={blockedBy} onClick={run('take', () => acts.take(chat, me.name))}>
          {text(rights.isMine ? 'conv.taken' : 'conv.take')}
        </Button>
        <Button class="act-resolve" icon="check" disabled={!rights.canResolve} busy={running.has('resolve')} title={blockedBy} onClick={run('resolve', async () => {
          await acts.resolve(chat);
          toast(text('conv.resolvedDone'), { action: { label: text('conv.reopen'), run: () => acts.undoResolve(chat, me.name) } });
        })}>
          {text(isResolved ? 'conv.isResolved' : 'conv.resolve')}
        </Button>
        {rights.isOthers ? <IconButton class="act-snooze" icon="snooze" label={`${text('conv.snooze')}. ${blockedBy ?? ''}`} disabled /> : <Menu class="act-snooze" label={text('conv.snooze')} icon="snooze" items={snoozeItems} />}
        <Menu label={text('conv.more')} icon="more" items={moreItems} />
      </div>
      {open === 'transfer' && <TransferDialog chat={chat} me={me} onClose={() => setOpen(null)} />}
      {open === 'labels' && <LabelsDialog chat={chat} onClose={() => setOpen(null)} />}
      {open === 'snooze' && <SnoozeDialog onClose={() => setOpen(null)} onChoose={(until) => void snooze(until)()} />}
    </header>
  );
}
