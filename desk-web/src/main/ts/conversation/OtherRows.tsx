// The rows of a conversation that are no stored messages: days, notes, events, and what is being sent.

import { plain } from '../api/refusals';
import { dateTime, dayName, text, textOr, time } from '../i18n';
import type { Entry } from '../model/outbox-state';
import { needsUser } from '../model/outbox-state';
import { ask, Icon, IconButton } from '../ui';
import { sentence, type ChatEvent } from './events';
import { mentions } from './formatting';
import { memo } from './memo';
import type { RowActions } from './MessageRow';
import { Rich } from './Rich';
import type { Note } from './types';

/** `today` is any moment of the present day: "Today" becomes "Yesterday" at midnight. */
export const DayRow = memo(({ at, today }: { at: string; today: string }) => (
  <li class="day">
    <time dateTime={at.slice(0, 10)} title={dateTime(at)}>{dayName(at, today)}</time>
  </li>
));

export const UnreadRow = memo((_: object) => (
  <li class="unread-line" id="m-unread">
    <span>{text('conv.unread')}</span>
  </li>
));

interface NoteRowProps {
  note: Note;
  author: string;
  usernames: ReadonlySet<string>;
  mayDelete: boolean;
  onDelete: (note: Note) => Promise<unknown>;
}

export const NoteRow = memo(({ note, author, usernames, mayDelete, onDelete }: NoteRowProps) => (
  <li class="msg note-row" id={`m-${note.id}`} data-id={note.id}>
    <article class="note-card" aria-label={text('note.by', { name: author })}>
      <p class="note-head">
        <Icon name="note" />
        <span>
          {text('note.label')} · <bdi dir="auto">{author}</bdi>
        </span>
        <time dateTime={note.at} title={dateTime(note.at)}>{time(note.at)}</time>
        {mayDelete && (
          <IconButton
            icon="trash"
            label={text('note.delete')}
            onClick={async () => {
              if (await ask({ title: text('note.deleteTitle'), text: text('note.deleteText'), action: text('note.delete'), danger: true })) {
                await onDelete(note);
              }
            }}
          />
        )}
      </p>
      <p class="words" dir="auto">
        {mentions(note.text, usernames).map((part, index) => (part.isMention ? <mark key={index} class="mentioned">{part.text}</mark> : part.text))}
      </p>
    </article>
  </li>
));

export function eventText(event: ChatEvent, nameOf: (username: string) => string, me: string): string {
  const known = event.rule === null ? null : sentence(event.rule);
  return text(`event.${event.kind}`, {
    by: event.by === null ? text('event.system') : event.by === me ? text('msg.you') : nameOf(event.by),
    to: event.to === null ? '' : event.kind === 'transferredToTeam' ? event.to : event.to === me ? text('event.you') : nameOf(event.to),
    until: event.until === null ? '' : dateTime(event.until),
    reason: known === null ? (event.rule ?? '') : textOr(`msg.rule.${known.key}`, event.rule ?? '', { name: known.name }),
  });
}

export const EventRow = memo(({ event, words }: { event: ChatEvent; words: string }) => (
  <li class="event" data-kind={event.kind} data-id={event.id}>
    <span dir="auto">{words}</span> <time dateTime={event.at} title={dateTime(event.at)}>{time(event.at)}</time>
  </li>
));

function stateText(entry: Entry): string {
  switch (entry.state) {
    case 'refused':
      return entry.problem !== null ? text('out.refused', { reason: plain(entry.problem) }) : entry.file !== null ? text('out.lostFile') : text('out.refusedPlain');
    case 'late':
      return text('out.late');
    case 'unsent':
      return text('out.unsent');
    case 'deciding':
      return text('out.deciding');
    case 'sending':
      return text(entry.file !== null && entry.file.mediaId === undefined ? 'out.uploading' : 'out.sending');
    case 'done':
      return text('msg.status.pending');
    case 'waiting':
      return entry.attempts > 0 ? `${text('out.waiting')}${entry.problem === null ? '' : ` ${text('out.lastTry', { reason: plain(entry.problem) })}`}` : text('out.sending');
  }
}

function headingOf({ kind, at }: Entry): string | null {
  switch (kind) {
    case 'later':
      return text('out.later', { time: dateTime(at ?? '') });
    case 'forward':
      return text('out.forward');
    case 'resolve':
      return text('out.resolve');
    case 'edit':
      return text('out.editing');
    case 'reply':
    case 'note':
      return null;
  }
}

interface SendingRowProps {
  entry: Entry;
  starts: boolean;
  actions: Pick<RowActions, 'retry' | 'take' | 'drop' | 'jump'>;
}

/** What the user wrote and the server does not have yet. */
export const SendingRow = memo(({ entry, starts, actions }: SendingRowProps) => {
  const failed = needsUser(entry);
  const isNote = entry.kind === 'note';
  const heading = headingOf(entry);
  return (
    <li class={isNote ? 'msg note-row' : 'msg'} data-ours={isNote ? undefined : 'person'} data-starts={starts || undefined} data-failed={failed || undefined} data-sending={entry.state} data-id={entry.key}>
      <article class={isNote ? 'note-card' : 'bubble'}>
        <h2 class={starts ? 'author' : 'sr-only'}>{isNote ? text('note.label') : text('msg.you')}</h2>
        {heading && <p class="quiet-words">{heading}</p>}
        {(entry.file ?? entry.media) && (
          <p class="card">
            <Icon name="file" />
            <span class="card-text" dir="auto">{entry.file?.name ?? entry.media?.fileName ?? text(`media.${entry.media?.kind ?? 'DOCUMENT'}`)}</span>
          </p>
        )}
        {entry.text !== null && <Rich>{entry.text}</Rich>}
        <p class="foot">
          <span class={failed ? 'reason' : ''}>{stateText(entry)}</span>
          {!failed && (
            <span class="ticks" data-ticks="pending">
              <Icon name="clock" />
            </span>
          )}
        </p>
        {(failed || (entry.state === 'waiting' && entry.attempts > 0)) && (
          <p class="msg-buttons">
            <button type="button" onClick={() => actions.retry(entry)}>{text('out.retry')}</button>
            {failed && entry.kind !== 'forward' && entry.kind !== 'resolve' && entry.kind !== 'edit' && <button type="button" onClick={() => actions.take(entry)}>{text('out.edit')}</button>}
            {entry.kind === 'edit' && <button type="button" onClick={() => actions.jump(entry.messageId ?? '')}>{text('out.show')}</button>}
            <button type="button" onClick={() => actions.drop(entry)}>{text('out.remove')}</button>
          </p>
        )}
      </article>
    </li>
  );
});
