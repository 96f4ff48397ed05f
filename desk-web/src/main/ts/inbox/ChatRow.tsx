import { Component } from 'preact';
import { chatPath } from '../app/routes';
import { duration, listTime, number, text, textOr, dateTime } from '../i18n';
import { type Chat, type Hit, isConversation, kindOf, nameOf } from '../model/chats';
import { waits } from '../model/views';
import { Avatar, Badge, Bidi, Icon, type IconName } from '../ui';
import { agentName, teamName } from './state';
import type { Label } from './types';
import { urgency, waited } from './wait';

export interface RowActions {
  onChoose(id: string, isRange: boolean): void;
  onFocus(id: string): void;
}

interface Props extends RowActions {
  chat: Chat;
  hit: Hit | undefined;
  isOpen: boolean;
  isCursor: boolean;
  isChosen: boolean;
  /** It is no longer in the view. */
  hasLeft: boolean;
  /** What the user has begun to write, or null. */
  draft: string | null;
  /** Something that the user wrote here was not sent, or perhaps not. */
  hasProblem: boolean;
  labels: readonly Label[];
  /** Another object when names of agents or teams have been loaded. */
  names: object;
  me: string;
  language: string;
  now: number;
  /** The calendar day: at midnight "14.30" becomes "Yesterday". */
  day: string;
}

const KINDS: Record<string, IconName> = {
  IMAGE: 'picture', GIF: 'picture', VIDEO: 'play', SHORT: 'play', AUDIO: 'play', VOICE: 'voice', DOCUMENT: 'file', STICKER: 'emoji',
  LOCATION: 'location', LIVE_LOCATION: 'location', CONTACT: 'person', CONTACT_LIST: 'users', POLL: 'check', ORDER: 'note', EVENT: 'clock', CHOICE: 'check',
};
const AVATARS: Partial<Record<ReturnType<typeof kindOf>, IconName>> = { group: 'users', story: 'clock', newsletter: 'globe', broadcast: 'globe' };

function Preview({ chat, hit, draft }: Pick<Props, 'chat' | 'hit' | 'draft'>) {
  if (hit !== undefined) {
    return (
      <span class="chat-row-preview" dir="auto">
        {hit.excerpt.map((part, index) => (part.hit ? <mark key={index}>{part.text}</mark> : part.text))}
      </span>
    );
  }
  if (draft !== null) {
    return (
      <span class="chat-row-preview">
        <span class="chat-row-draft">{text('inbox.draft')} </span>
        <Bidi>{draft}</Bidi>
      </span>
    );
  }
  const isCustomerLast = chat.lastAuthor === 'CUSTOMER';
  const icon = isCustomerLast && chat.lastKind !== null ? KINDS[chat.lastKind] : undefined;
  const words = chat.lastCustomerText ?? chat.lastText ?? '';
  return (
    <span class="chat-row-preview">
      {!isCustomerLast && (
        <span class="chat-row-answered" title={text('inbox.answered', { author: textOr(`inbox.author.${chat.lastAuthor}`, chat.lastAuthor) })}>
          <Icon name="quote" />
          <span class="sr-only">{text('inbox.answered', { author: textOr(`inbox.author.${chat.lastAuthor}`, chat.lastAuthor) })} </span>
        </span>
      )}
      {icon && <Icon name={icon} />}
      <Bidi>{words}</Bidi>
    </span>
  );
}

function Wait({ chat, now }: { chat: Chat; now: number }) {
  if (chat.waiting === null || !waits(chat)) {
    return null;
  }
  const { reason, dueAt, since } = chat.waiting;
  const how = urgency(chat.waiting, now);
  const target = dueAt ? text(how === 'missed' ? 'inbox.targetMissed' : 'inbox.targetAt', { at: dateTime(dueAt) }) : '';
  return (
    <span class="mark chat-row-wait" data-urgency={how} title={[text(`inbox.reason.${reason}`), text('inbox.waitsSince', { at: dateTime(since) }), target].filter(Boolean).join('\n')}>
      {how === 'missed' && <Icon name="alert" />}
      <span class="sr-only">{text('inbox.waits')} </span>
      <time dateTime={since}>{duration(waited(chat.waiting, now))}</time>
      {how === 'missed' && <span class="sr-only"> {text('inbox.missed')}</span>}
      <span class="chat-row-reason"> · {text(`inbox.reason.${reason}`)}</span>
    </span>
  );
}

/** One word on who has the chat or where it is. */
function Place({ chat, me }: { chat: Chat; me: string }) {
  if (!isConversation(chat)) {
    return <span class="mark">{text(`inbox.kind.${kindOf(chat)}`)}</span>;
  }
  if (chat.snoozedUntil !== null) {
    return (
      <span class="mark" title={dateTime(chat.snoozedUntil)}>
        <Icon name="snooze" /> {text('inbox.snoozedUntil', { at: listTime(chat.snoozedUntil) })}
      </span>
    );
  }
  if (chat.assignee !== null) {
    return (
      <span class="mark" data-mood={chat.assignee === me ? 'good' : 'plain'}>
        <Icon name="person" /> {chat.assignee === me ? text('inbox.you') : <Bidi>{agentName(chat.assignee)}</Bidi>}
      </span>
    );
  }
  if (chat.mode === 'PAUSE') {
    return <span class="mark" data-mood="waiting">{text('inbox.botOff')}</span>;
  }
  if (waits(chat)) {
    return null;
  }
  if (chat.conversation?.status === 'RESOLVED') {
    return (
      <span class="mark">
        <Icon name="check" /> {text('inbox.resolved')}
      </span>
    );
  }
  return kindOf(chat) === 'group' ? null : <span class="mark">{text(chat.mode === 'BOT' && chat.humanUntil === null ? 'inbox.bot' : 'inbox.botSilent')}</span>;
}

function LabelMark({ name, labels }: { name: string; labels: readonly Label[] }) {
  const color = labels.find((label) => label.name === name)?.color;
  return (
    <span class="mark chat-row-label">
      <span class="chat-row-dot" aria-hidden="true" style={color ? { backgroundColor: color } : {}} />
      <Bidi>{name}</Bidi>
    </span>
  );
}

/** A row of the list. Drawn again only if what it shows has changed. */
export class ChatRow extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const now = this.props;
    return (Object.keys(next) as (keyof Props)[]).some((key) => next[key] !== now[key] && (key !== 'now' || now.chat.waiting !== null));
  }

  override render({ chat, hit, isOpen, isCursor, isChosen, hasLeft, draft, hasProblem, labels, me, now, onChoose, onFocus }: Props) {
    const name = nameOf(chat);
    const unread = isConversation(chat) ? chat.unread : 0;
    const at = hit?.sentAt ?? chat.lastAt;
    const icon = AVATARS[kindOf(chat)];
    return (
      <div class="chat-row" data-unread={unread > 0 || undefined} data-chosen={isChosen || undefined} data-left={hasLeft || undefined} data-id={chat.id}>
        <a
          class="chat-row-link"
          href={chatPath(chat.id, hit?.messageId)}
          tabIndex={isCursor ? 0 : -1}
          aria-current={isOpen ? 'page' : undefined}
          onFocus={() => onFocus(chat.id)}
          onClick={(event) => {
            if (event.shiftKey) {
              event.preventDefault();
              onChoose(chat.id, true);
            }
          }}
        >
          <Avatar name={name} {...(icon === undefined ? {} : { icon })} />
          <span class="chat-row-words">
            <span class="chat-row-line">
              <span class="chat-row-name">
                <Bidi>{name}</Bidi>
              </span>
              {chat.priority === 'HIGH' && (
                <span class="chat-row-high" title={text('inbox.high')}>
                  <Icon name="bolt" />
                  <span class="sr-only">{text('inbox.high')}</span>
                </span>
              )}
              <time class="chat-row-time" dateTime={at} title={dateTime(at)}>
                {listTime(at)}
              </time>
            </span>
            <span class="chat-row-line">
              <Preview chat={chat} hit={hit} draft={draft} />
              {unread > 0 && <Badge count={unread} label={text('inbox.unread')} most={99} />}
            </span>
            <span class="chat-row-marks">
              {hasLeft && <span class="mark">{text('inbox.left')}</span>}
              {hasProblem && (
                <span class="mark" data-mood="bad">
                  <Icon name="alert" /> {text('inbox.checkMessage')}
                </span>
              )}
              <Wait chat={chat} now={now} />
              <Place chat={chat} me={me} />
              {chat.blocked && <span class="mark" data-mood="bad">{text('inbox.blocked')}</span>}
              {chat.labels.slice(0, 3).map((label) => (
                <LabelMark key={label} name={label} labels={labels} />
              ))}
              {chat.labels.length > 3 && <span class="mark">+{number(chat.labels.length - 3)}</span>}
              {chat.team !== null && (
                <span class="mark">
                  <Icon name="users" /> <Bidi>{teamName(chat.team)}</Bidi>
                </span>
              )}
            </span>
          </span>
        </a>
        <label class="chat-row-choose" title={text('inbox.choose', { name })}>
          <input
            type="checkbox"
            checked={isChosen}
            tabIndex={isCursor ? 0 : -1}
            aria-label={text('inbox.choose', { name })}
            onClick={(event) => {
              event.preventDefault();
              onChoose(chat.id, event.shiftKey);
              // The browser restores the former tick after this event.
              setTimeout(() => this.forceUpdate());
            }}
          />
        </label>
      </div>
    );
  }
}
