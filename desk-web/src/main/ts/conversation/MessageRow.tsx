// One message: author, quote, content, delivery, reactions, and what can be done with it.

import { memo } from './memo';
import { useState } from 'preact/hooks';
import { plain } from '../api/refusals';
import { text, time } from '../i18n';
import type { Entry } from '../model/outbox-state';
import { hasFailed, isAutomatic, isByUser, isOurs } from '../model/messages';
import { announce, Icon, IconButton, Menu, type IconName, type MenuItem } from '../ui';
import { Content, inShort } from './Content';
import { failureText } from './failures';
import { actsOf, ownReaction, reactionsOf, reasonOf, ticksOf, votesOf, type Ticks } from './ticks';
import type { Message } from './types';

/** What the rows of a conversation can do. One object for all rows, so that it never makes them draw again. */
export interface RowActions {
  quote(message: Message): void;
  react(message: Message, emoji: string | null): Promise<void>;
  forward(message: Message): void;
  edit(message: Message): void;
  remove(message: Message): Promise<void>;
  sendAgain(message: Message): void;
  editAndSend(message: Message): void;
  markUnread(message: Message): Promise<void>;
  why(message: Message): void;
  view(message: Message): void;
  jump(id: string): void;
  translate: ((message: Message) => Promise<string>) | null;
  retry(entry: Entry): void;
  take(entry: Entry): void;
  drop(entry: Entry): void;
}

export interface MessageRowProps {
  message: Message;
  starts: boolean;
  author: string;
  quoted: Message | null;
  quotedAuthor: string;
  /** An edit that is under way or was refused. */
  edit: Entry | undefined;
  channel: string;
  isActive: boolean;
  isTarget: boolean;
  mayWrite: boolean;
  /** Changes when a pending message becomes slow. */
  now: number;
  actions: RowActions;
}

const TICKS: Record<Ticks, IconName> = {
  pending: 'clock', slow: 'clock', accepted: 'clock', sent: 'check', delivered: 'both', read: 'both', played: 'both', failed: 'alert', dropped: 'alert',
};
const copy = async (words: string) => {
  await navigator.clipboard.writeText(words);
  announce(text('msg.copied'));
};
const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

function Foot({ message, isActive, now, actions }: MessageRowProps) {
  const ticks = ticksOf(message, now);
  const reason = reasonOf(message);
  return (
    <p class="foot">
      {message.backfilled && <span>{text('msg.backfilled')}</span>}
      {message.editedAt !== null && message.deletedAt === null && <span>{text('msg.edited')}</span>}
      {isAutomatic(message) && (
        <button type="button" class="quiet why" tabIndex={isActive ? 0 : -1} onClick={() => actions.why(message)}>
          {text('msg.why')}
        </button>
      )}
      {ticks === 'slow' && <span>{text('msg.status.slow')}</span>}
      {(ticks === 'failed' || ticks === 'dropped') && (
        <span class="reason">
          {text(`msg.status.${ticks}`)}
          {reason && `: ${failureText(reason.text)}`}
        </span>
      )}
      <time dateTime={message.sentAt}>{time(message.sentAt)}</time>
      {ticks !== null && (
        <span class="ticks" data-ticks={ticks} title={text(`msg.status.${ticks}`)}>
          <Icon name={TICKS[ticks]} />
          <span class="sr-only">{text(`msg.status.${ticks}`)}</span>
        </span>
      )}
    </p>
  );
}

function Actions({ message, mayWrite, actions, onTranslated }: MessageRowProps & { onTranslated: (words: string) => void }) {
  const own = ownReaction(message);
  const { translate } = actions;
  const isGone = message.deletedAt !== null;
  const isText = message.content?.['@type'] === 'Text';
  const canAct = !isGone && !(hasFailed(message) && message.providerId === null);
  const items: (MenuItem | 'line')[] = [
    ...(canAct && mayWrite ? [{ label: text('msg.reply'), icon: 'quote' as const, onSelect: () => actions.quote(message) }] : []),
    ...(canAct ? [{ label: text('msg.forward'), icon: 'forward' as const, onSelect: () => actions.forward(message) }] : []),
    { label: text('msg.copy'), icon: 'copy', onSelect: () => copy(message.text) },
    ...(translate !== null && !isOurs(message) && !isGone && message.text.trim() !== '' ? [{ label: text('msg.translate'), icon: 'globe' as const, onSelect: () => translate(message).then(onTranslated) }] : []),
    ...(!isOurs(message) ? [{ label: text('msg.unreadFrom'), icon: 'mention' as const, onSelect: () => actions.markUnread(message) }] : []),
    ...(canAct && mayWrite && isOurs(message) && isText ? [{ label: text('msg.edit'), icon: 'edit' as const, onSelect: () => actions.edit(message) }] : []),
    ...(canAct && mayWrite && isOurs(message) ? ['line' as const, { label: text('msg.delete'), icon: 'trash' as const, danger: true, onSelect: () => actions.remove(message) }] : []),
  ];
  return (
    <div class="msg-actions" role="toolbar" aria-label={text('msg.actions')}>
      {canAct && mayWrite && (
        <Menu label={text('msg.react')} icon="emoji" class="reaction-menu" items={[
          ...QUICK.map((emoji) => ({ label: emoji, checked: own === emoji, onSelect: () => actions.react(message, own === emoji ? null : emoji) })),
          ...(own !== null && !QUICK.includes(own) ? [{ label: text('msg.removeReaction', { emoji: own }), onSelect: () => actions.react(message, null) }] : []),
        ]} />
      )}
      {canAct && mayWrite && <IconButton icon="quote" label={text('msg.reply')} onClick={() => actions.quote(message)} />}
      <Menu label={text('msg.actions')} icon="more" items={items} />
    </div>
  );
}

function Deleted({ message, channel }: { message: Message; channel: string }) {
  const [isShown, setShown] = useState(false);
  return (
    <>
      <p class="gone">{text('msg.deleted')}</p>
      {isShown ? (
        <div class="was-deleted">
          <Content content={message.content} words={message.text} channel={channel} />
        </div>
      ) : (
        <button type="button" class="quiet fold" onClick={() => setShown(true)}>
          {text('msg.showDeleted')}
        </button>
      )}
    </>
  );
}

function Translation({ words, onClose }: { words: string; onClose: () => void }) {
  return (
    <div class="translation">
      <p class="quiet-words">{text('msg.translation')}</p>
      <p class="words" dir="auto">{words}</p>
      <button type="button" class="quiet fold" onClick={onClose}>
        {text('ui.close')}
      </button>
    </div>
  );
}

function Row(props: MessageRowProps) {
  const { message, starts, author, quoted, quotedAuthor, edit, channel, isActive, isTarget, actions } = props;
  const [translation, setTranslation] = useState<string | null>(null);
  const ours = isOurs(message) ? (isAutomatic(message) ? 'bot' : 'person') : undefined;
  const failed = hasFailed(message);
  const reactions = reactionsOf(message);
  const isText = message.content?.['@type'] === 'Text';
  return (
    <li class="msg" id={`m-${message.id}`} data-id={message.id} data-ours={ours} data-starts={starts || undefined} data-failed={failed || undefined} data-target={isTarget || undefined} tabIndex={isActive ? 0 : -1}>
      <article class="bubble">
        <h2 class={starts ? 'author' : 'sr-only'}>
          <bdi dir="auto">{author}</bdi>
        </h2>
        {message.quotedId !== null && (
          <button type="button" class="quoted" tabIndex={isActive ? 0 : -1} onClick={() => actions.jump(quoted?.id ?? message.quotedId ?? '')}>
            <span class="quoted-author">{quoted ? <bdi dir="auto">{quotedAuthor}</bdi> : text('msg.quoteMissing')}</span>
            {quoted && <span class="quoted-text" dir="auto">{inShort(quoted)}</span>}
          </button>
        )}
        {message.deletedAt !== null ? <Deleted message={message} channel={channel} /> : <Content content={message.content} words={message.text} channel={channel} onOpen={() => actions.view(message)} />}
        {votesOf(message).map(({ option, count }) => (
          <p key={option} class="quiet-words" dir="auto">{text('msg.votes', { option, count })}</p>
        ))}
        {translation !== null && <Translation words={translation} onClose={() => setTranslation(null)} />}
        <Foot {...props} />
        {actsOf(message).map((act) => (
          <p key={act.id} class="act-state" data-state={act.state}>
            {act.state === 'pending' ? text(`msg.actPending.${act.kind}`) : text(`msg.actFailed.${act.kind}`, { reason: failureText(act.reason) })}
          </p>
        ))}
        {edit !== undefined && edit.state !== 'done' && (
          <div class="act-state" data-state={edit.problem === null && edit.state !== 'late' && edit.state !== 'unsent' ? 'pending' : 'failed'}>
            <p>{edit.state === 'refused' ? text('msg.editFailed', { reason: plain(edit.problem ?? '') }) : edit.state === 'late' ? text('out.late') : edit.state === 'unsent' ? text('out.unsent') : text('msg.editing')}</p>
            {(edit.state === 'refused' || edit.state === 'late' || edit.state === 'unsent') && (
              <>
                <p class="words" dir="auto">{edit.text}</p>
                <p class="msg-buttons">
                  <button type="button" onClick={() => actions.retry(edit)}>{text('out.retry')}</button>
                  <button type="button" onClick={() => actions.edit(message)}>{text('out.edit')}</button>
                  <button type="button" onClick={() => actions.drop(edit)}>{text('out.remove')}</button>
                </p>
              </>
            )}
          </div>
        )}
        {failed && isByUser(message) && (isText || message.content?.['@type'] === 'Media') && (
          <p class="msg-buttons">
            <button type="button" onClick={() => actions.sendAgain(message)}>{text('msg.sendAgain')}</button>
            {isText && <button type="button" onClick={() => actions.editAndSend(message)}>{text('msg.editAndSend')}</button>}
          </p>
        )}
        {isActive && <Actions {...props} onTranslated={setTranslation} />}
      </article>
      {reactions.length > 0 && (
        <ul class="reactions">
          {reactions.map(({ emoji, count, isOurs: own }) => (
            <li key={emoji} data-own={own || undefined} title={text('msg.reactionOf', { emoji, name: text(own ? 'msg.us' : 'msg.customer') })}>
              {emoji}
              {count > 1 && ` ${count}`}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

export const MessageRow = memo(Row);
