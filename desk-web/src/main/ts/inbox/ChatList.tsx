import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { number, text, useLanguage } from '../i18n';
import { live } from '../live/live';
import { chats } from '../model/chats';
import { drafts } from '../model/drafts';
import { chatsWithProblem } from '../model/outbox-state';
import { isSendingOpen, sending } from '../model/sending';
import { useUser } from '../session/session';
import { useStore } from '../store';
import { Button, EmptyState, ErrorState, Icon, Spinner } from '../ui';
import { useNow } from './clock';
import { ChatRow } from './ChatRow';
import { isBehind, leftView, unseen } from './list';
import { extended, isOn, toggled } from './selection';
import { catchUp, choose, hold, inbox, loadMore, retry } from './state';
import { isPlain } from './types';
import { type Part, scrollTo, visiblePart } from './window';

/** Rows before the end at which the next page is loaded. */
const NEAR_END = 40;

const setCursor = (cursor: string): void => void (inbox.get().cursor !== cursor && inbox.set({ cursor }));
const onChoose = (id: string, isRange: boolean): void =>
  choose((selection) => (isRange ? extended(selection, id, inbox.get().list.shown) : toggled(selection, id)));

/** Scrolls to a row of the list and moves the focus to it. */
export let focusRow: (id: string) => void = () => {};

export function ChatList() {
  const { list, loading, error, selection, cursor, labels, agents, teams } = useStore(inbox);
  const names = useMemo(() => ({}), [agents, teams]);
  const rows = useStore(chats.store);
  const connection = useStore(live.state);
  const language = useLanguage();
  const me = useUser().name;
  const now = useNow();
  const day = new Date(now).toDateString();
  useDrafts();
  const problems = useProblems();
  const box = useRef<HTMLDivElement>(null);
  const ruler = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | null>(null);
  const [rowHeight, setRowHeight] = useState(0);
  const [part, setPart] = useState<Part>({ first: 0, end: 30 });
  const isPointed = useRef(false);
  const { shown, query } = list;

  const decideHold = (): void => {
    const isScrolled = (box.current?.scrollTop ?? 0) > 4;
    hold(isPointed.current || isScrolled || isOn(inbox.get().selection));
  };

  const measure = (): void => {
    const element = box.current;
    const height = ruler.current?.offsetHeight ?? 0;
    if (element === null) {
      return;
    }
    setRowHeight(height);
    const count = inbox.get().list.shown.length;
    const next = visiblePart(element.scrollTop, element.clientHeight, height, count);
    setPart((before) => (before.first === next.first && before.end === next.end ? before : next));
    if (height > 0 && count > 0 && next.end + NEAR_END >= count) {
      loadMore();
    }
  };

  useLayoutEffect(measure, [shown.length, list.next, loading]);
  useEffect(() => {
    const observer = new ResizeObserver(measure);
    [box.current, ruler.current].forEach((element) => element && observer.observe(element));
    const left = (): void => {
      if (document.visibilityState !== 'visible') {
        isPointed.current = false;
        decideHold();
      }
    };
    document.addEventListener('visibilitychange', left);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', left);
      hold(false);
    };
  }, []);
  // Another list begins at its top.
  useLayoutEffect(() => {
    if (box.current !== null) {
      box.current.scrollTop = 0;
    }
    decideHold();
  }, [query]);
  useEffect(decideHold, [isOn(selection)]);

  const showRow = (id: string): void => {
    const element = box.current;
    const index = inbox.get().list.shown.indexOf(id);
    if (element === null || index < 0) {
      return;
    }
    const top = scrollTo(index, element.scrollTop, element.clientHeight, ruler.current?.offsetHeight ?? 0);
    if (top !== null) {
      element.scrollTop = top;
      measure();
    }
  };
  focusRow = (id) => {
    wanted.current = id;
    setCursor(id);
    showRow(id);
    focusWanted();
  };
  const focusWanted = (): void => {
    if (wanted.current !== null) {
      const link = box.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(wanted.current)}"] .chat-row-link`);
      if (link) {
        wanted.current = null;
        link.focus({ preventScroll: true });
      }
    }
  };
  useLayoutEffect(focusWanted);
  // The chat that the keyboard opens stays in sight.
  useEffect(() => void (list.open !== null && !isPointed.current && showRow(list.open)), [list.open]);

  const { fresh, left, behind } = useMemo(() => ({ fresh: unseen(list), left: leftView(list), behind: isBehind(list) }), [list]);
  const first = cursor !== null && shown.includes(cursor) ? cursor : (list.open !== null && shown.includes(list.open) ? list.open : shown[0]);
  const cursorIndex = first === undefined ? -1 : shown.indexOf(first);
  const indices = Array.from({ length: Math.max(0, part.end - part.first) }, (_, index) => part.first + index).filter((index) => index < shown.length);
  // The row with the focus stays in the page, or the focus would be lost.
  if (cursorIndex >= 0 && !indices.includes(cursorIndex)) {
    indices.push(cursorIndex);
  }

  return (
    <div class="list-body" data-choosing={isOn(selection) || undefined}>
      <div class="chat-row-ruler" ref={ruler} aria-hidden="true" />
      {behind && (
        <Button
          class="list-news"
          icon="refresh"
          kind="primary"
          onClick={() => {
            catchUp();
            box.current?.scrollTo({ top: 0 });
          }}
        >
          {fresh > 0 ? text('inbox.fresh', { count: fresh }) : text('inbox.update')}
        </Button>
      )}
      <div
        class="list-scroll"
        ref={box}
        onScroll={() => {
          decideHold();
          measure();
        }}
        onPointerEnter={(event) => {
          isPointed.current = event.pointerType === 'mouse';
          decideHold();
        }}
        onPointerLeave={() => {
          isPointed.current = false;
          decideHold();
        }}
      >
        {!list.isLoaded && loading === 'first' && <Spinner />}
        {!list.isLoaded && error !== null && <ErrorState error={error} onRetry={retry} />}
        {list.isLoaded && shown.length === 0 && loading === null && <Empty />}
        {shown.length > 0 && (
          <ul class="list-rows" aria-label={text('inbox.chats')} aria-busy={loading !== null} style={{ height: `${shown.length * rowHeight}px` }}>
            {indices.map((index) => {
              const id = shown[index] as string;
              const chat = rows.get(id);
              return (
                chat && (
                  <li key={id} aria-setsize={list.next === null ? shown.length : -1} aria-posinset={index + 1} style={{ transform: `translateY(${index * rowHeight}px)` }}>
                    <ChatRow
                      chat={chat}
                      hit={list.hits.get(id)}
                      isOpen={id === list.open}
                      isCursor={id === first}
                      isChosen={selection.isWhole || selection.ids.has(id)}
                      hasLeft={left.has(id)}
                      draft={drafts.preview(id)}
                      hasProblem={problems.has(id)}
                      labels={labels}
                      names={names}
                      me={me}
                      language={language}
                      now={now}
                      day={day}
                      onChoose={onChoose}
                      onFocus={setCursor}
                    />
                  </li>
                )
              );
            })}
          </ul>
        )}
        {list.isLoaded && error !== null && (
          <p class="list-foot" role="alert">
            {text(connection === 'offline' ? 'inbox.offline' : 'inbox.moreFailed')} <Button kind="quiet" onClick={retry}>{text('ui.retry')}</Button>
          </p>
        )}
        {list.isLoaded && loading === 'more' && list.next !== null && (
          <p class="list-foot" role="status">
            {text('ui.loading')}
          </p>
        )}
        {list.isLoaded && list.next === null && shown.length > 20 && <p class="list-foot">{text('inbox.end', { count: number(shown.length) })}</p>}
      </div>
      {connection === 'offline' && list.isLoaded && (
        <p class="list-offline" role="status">
          <Icon name="alert" /> {text('inbox.offline')}
        </p>
      )}
    </div>
  );
}

function Empty() {
  const { list } = useStore(inbox);
  if (list.query.words !== '') {
    return <EmptyState icon="search" title={text('inbox.noHits', { words: list.query.words })} text={text('inbox.noHitsHint')} />;
  }
  if (!isPlain(list.query)) {
    return <EmptyState icon="filter" title={text('inbox.noMatches')} text={text('inbox.noMatchesHint')} />;
  }
  const { view } = list.query;
  return <EmptyState icon={view === 'waiting' || view === 'unassigned' || view === 'team' ? 'check' : 'inbox'} title={text(`inbox.empty.${view}`)} text={text('inbox.emptyHint')} />;
}

/** Draws again when a draft begins, changes or ends. */
function useDrafts(): void {
  const [, redraw] = useState(0);
  useEffect(() => drafts.subscribe(() => redraw((count) => count + 1)), []);
}

/** The chats in which the user has to decide about a message that was not sent. */
function useProblems(): ReadonlySet<string> {
  const [, redraw] = useState(0);
  useEffect(() => (isSendingOpen() ? sending().subscribe(() => redraw((count) => count + 1)) : undefined), []);
  return chatsWithProblem(isSendingOpen() ? sending().get() : []);
}
