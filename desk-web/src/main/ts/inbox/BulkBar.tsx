import { useState } from 'preact/hooks';
import { messageOf } from '../api/client';
import { plain } from '../api/refusals';
import { ahead } from '../conversation/status';
import { dateTime, number, text } from '../i18n';
import { chats, nameOf } from '../model/chats';
import { usualTimes } from '../model/usual-times';
import { MOST_COUNTED } from '../model/views';
import { useUser } from '../session/session';
import { useStore } from '../store';
import { Bidi, Button, Dialog, Field, IconButton, Menu, type MenuItem, toast } from '../ui';
import { actOnChosen, bulk, canMarkChosen, countOf, markChosen } from './act';
import { all, NONE } from './selection';
import { choose, inbox, loadAgents } from './state';

/** Instead of the head of the list while chats are chosen. */
export function BulkBar() {
  const { selection, list, labels, agents, teams, counting } = useStore(inbox);
  const me = useUser().name;
  const [isPicking, setPicking] = useState(false);
  const count = selection.ids.size;
  const loaded = Math.min(list.shown.length, 1_000);
  const isAll = count >= loaded;
  const known = list.query.words === '' && Object.keys(list.query.filter).length === 0 ? counting.counts?.[list.query.view] : undefined;
  const canTakeWhole = isAll && list.next !== null && !selection.isWhole;
  const assign: (MenuItem | 'line')[] = [
    { label: text('inbox.assignMe'), icon: 'person', onSelect: () => actOnChosen({ action: 'ASSIGN' }) },
    ...(agents.length > 1 ? ['line' as const] : []),
    ...agents
      .filter(({ username }) => username !== me)
      .map(({ username, name, available, load }) => ({
        label: name,
        hint: available ? text('inbox.load', { count: load }) : text('inbox.away'),
        onSelect: () => actOnChosen({ action: 'ASSIGN', assignee: username }),
      })),
    ...(teams.length > 0 ? ['line' as const] : []),
    ...teams.map(({ id, name }) => ({ label: name, icon: 'users' as const, onSelect: () => actOnChosen({ action: 'ASSIGN', team: `${id}` }) })),
  ];
  const snooze: MenuItem[] = [
    ...usualTimes(new Date()).map(({ kind, at }) => ({ label: text(`later.${kind}`), hint: ahead(at), onSelect: () => actOnChosen({ action: 'SNOOZE', until: at.toISOString() }) })),
    { label: text('inbox.snooze.pick'), onSelect: () => setPicking(true) },
  ];
  const more: MenuItem[] = [
    { label: text('inbox.bulk.RETURN_TO_BOT'), icon: 'bot', onSelect: () => actOnChosen({ action: 'RETURN_TO_BOT' }) },
    ...(canMarkChosen()
      ? [
          { label: text('inbox.markRead'), icon: 'check' as const, onSelect: () => markChosen(true) },
          { label: text('inbox.markUnread'), icon: 'inbox' as const, onSelect: () => markChosen(false) },
        ]
      : []),
  ];
  return (
    <div class="bulk" role="toolbar" aria-label={text('inbox.bulk')}>
      <div class="bulk-line">
        <IconButton icon="close" label={text('inbox.clear')} onClick={() => choose(() => NONE)} />
        <p class="bulk-count" role="status">
          {selection.isWhole
            ? text('inbox.wholeChosen', { count: known === undefined ? '' : countOf(known, MOST_COUNTED) })
            : text('inbox.chosen', { count })}
        </p>
        {!isAll && (
          <Button kind="quiet" onClick={() => choose(() => all(list.shown))}>
            {text('inbox.chooseAll', { count: loaded })}
          </Button>
        )}
        {canTakeWhole && (
          <Button kind="quiet" onClick={() => choose((now) => ({ ...now, isWhole: true }))}>
            {known === undefined ? text('inbox.chooseWhole') : text('inbox.chooseWholeCount', { count: countOf(known, MOST_COUNTED) })}
          </Button>
        )}
      </div>
      {count > 0 && (
        <div class="bulk-line" onFocusCapture={() => void loadAgents()} onPointerEnter={() => void loadAgents()}>
          <Menu label={text('inbox.bulk.ASSIGN')} kind="secondary" items={assign}>
            {text('inbox.bulk.ASSIGN')}
          </Menu>
          <Button onClick={() => actOnChosen({ action: 'RESOLVE' })}>
            {text('inbox.bulk.RESOLVE')}
          </Button>
          <Menu label={text('inbox.bulk.SNOOZE')} icon="snooze" kind="secondary" items={snooze} />
          <Menu
            label={text('inbox.bulk.LABEL')}
            icon="label"
            kind="secondary"
            items={
              labels.length === 0
                ? [{ label: text('inbox.noLabels'), disabled: true, onSelect: () => {} }]
                : labels.map(({ name }) => ({ label: name, onSelect: () => actOnChosen({ action: 'LABEL', labels: [name] }) }))
            }
          />
          <Menu label={text('inbox.more')} icon="more" kind="secondary" items={more} />
        </div>
      )}
      {isPicking && <SnoozeDialog onClose={() => setPicking(false)} />}
    </div>
  );
}

const local = (date: Date): string => new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

function SnoozeDialog({ onClose }: { onClose: () => void }) {
  const [at, setAt] = useState(local(usualTimes(new Date()).find(({ kind }) => kind === 'tomorrowMorning')?.at ?? new Date()));
  const end = new Date(at);
  const isValid = !Number.isNaN(end.getTime()) && end > new Date();
  return (
    <Dialog title={text('inbox.bulk.SNOOZE')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          actOnChosen({ action: 'SNOOZE', until: end.toISOString() }).catch((error: unknown) => toast(messageOf(error), { kind: 'bad' }));
        }}
      >
        <Field
          type="datetime-local"
          label={text('inbox.snooze.until')}
          value={at}
          onInput={setAt}
          hint={isValid ? dateTime(end.toISOString()) : undefined}
          error={isValid ? undefined : text('inbox.snooze.past')}
        />
        <div class="dialog-buttons">
          <Button onClick={onClose}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={!isValid}>
            {text('inbox.bulk.SNOOZE')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** How far the bulk action is, and what was refused. */
export function BulkProgress() {
  const { running, refused, action } = useStore(bulk);
  if (running !== null) {
    const finished = running.chats - running.pending;
    return (
      <div class="bulk-progress" role="status">
        <span>{text('inbox.bulk.running', { action: action === null ? '' : text(`inbox.bulk.${action}`), done: finished, count: running.chats })}</span>
        <progress value={finished} max={Math.max(1, running.chats)} aria-label={text('inbox.bulk')} />
      </div>
    );
  }
  if (refused === null) {
    return null;
  }
  const close = (): void => bulk.set({ refused: null });
  return (
    <Dialog title={text('inbox.bulk.result')} onClose={close}>
      <p>{text('inbox.bulk.partly', { done: refused.done, count: refused.chats })}</p>
      {refused.late > 0 && <p>{text('inbox.bulk.late', { count: refused.late })}</p>}
      <ul class="refusals">
        {refused.refusals.map(({ chat, rule }) => {
          const known = chats.get(chat);
          return (
            <li key={chat}>
              <a href={`#/chats/${encodeURIComponent(chat)}`} onClick={close}>
                <Bidi>{known === undefined ? chat : nameOf(known)}</Bidi>
              </a>{' '}
              <span class="quiet-words">{plain(rule)}</span>
            </li>
          );
        })}
      </ul>
      {refused.refusals.length < refused.refused && <p class="quiet-words">{text('inbox.bulk.moreRefused', { count: number(refused.refused - refused.refusals.length) })}</p>}
      <div class="dialog-buttons">
        <Button kind="primary" onClick={close}>
          {text('ui.close')}
        </Button>
      </div>
    </Dialog>
  );
}
