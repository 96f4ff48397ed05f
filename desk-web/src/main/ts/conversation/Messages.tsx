// The scrolled messages of a chat. The reader's place is kept when messages are loaded, arrive or grow.

import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { text } from '../i18n';
import { newSince } from '../model/messages';
import type { View } from '../model/conversation';
import { announce, Badge, Button, Icon, Spinner } from '../ui';
import type { Item } from './items';
import type { OpenChat } from './open';
import { isNearEnd, placeOf, restore } from './place';

interface MessagesProps {
  chat: OpenChat;
  view: View;
  items: readonly Item[];
  /** The id of the row with the keyboard's focus or under the mouse. */
  active: string | null;
  setActive: (id: string) => void;
  render: (item: Item) => ComponentChildren;
  /** The reader sees the end, or no longer. */
  onEnd: (isSeen: boolean) => void;
  /** Another number: the user has written, so the end is shown. */
  written: number;
}

const LOAD_AT_PX = 900;

export function Messages({ chat, view, items, active, setActive, render, onEnd, written }: MessagesProps) {
  const { conversation } = chat;
  const area = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(chat.place === null);
  const [showsEnd, setShowsEnd] = useState(true);
  const [lastSeen, setLastSeen] = useState<string | null>(null);
  const isPlaced = useRef(false);
  const jumped = useRef(0);
  const hasNewer = view.messages.newer !== null;
  const last = view.messages.list[view.messages.list.length - 1]?.id ?? null;
  const latest = useRef({ hasNewer, last, onEnd });
  latest.current = { hasNewer, last, onEnd };

  // Those who do not see the page hear of what the customer writes.
  const announced = useRef<string | null>(null);
  useEffect(() => {
    const count = announced.current === null || hasNewer ? 0 : newSince(view.messages, announced.current);
    if (count > 0) {
      announce(text('conv.newMessages', { count }));
    }
    announced.current = hasNewer ? null : last;
  }, [last]);

  /** Puts the reader back where they were. */
  const hold = () => {
    const box = area.current;
    if (box === null) {
      return;
    }
    if (isAtEnd.current && !latest.current.hasNewer) {
      box.scrollTop = box.scrollHeight;
    } else if (chat.place !== null) {
      restore(box, chat.place);
    }
  };

  const note = () => {
    const box = area.current;
    if (box === null || !isPlaced.current) {
      return;
    }
    const end = isNearEnd(box) && !latest.current.hasNewer;
    isAtEnd.current = end;
    chat.place = end || list.current === null ? null : placeOf(box, list.current);
    setShowsEnd(end);
    if (end) {
      setLastSeen(latest.current.last);
    }
    latest.current.onEnd(end);
    if (box.scrollTop < LOAD_AT_PX) {
      void conversation.loadOlder();
    }
    if (latest.current.hasNewer && box.scrollHeight - box.scrollTop - box.clientHeight < LOAD_AT_PX) {
      void conversation.loadNewer();
    }
  };

  // The first drawing: the place of the last visit, the first unread message, or the end.
  useLayoutEffect(() => {
    const box = area.current;
    if (box === null || view.phase !== 'ready') {
      isPlaced.current = false;
      return;
    }
    if (isPlaced.current) {
      hold();
    } else {
      // What comes from now on is new.
      setLastSeen(last);
      const line = view.firstUnread === null ? null : box.querySelector('#m-unread');
      if (view.target === null && (chat.place === null || !restore(box, chat.place))) {
        isAtEnd.current = true;
        hold();
        if (line !== null && line.getBoundingClientRect().top < box.getBoundingClientRect().top) {
          line.scrollIntoView({ block: 'start' });
          box.scrollTop -= 48;
        }
      } else if (view.target === null) {
        isAtEnd.current = false;
      }
    }
    if (view.target !== null && view.target.count !== jumped.current) {
      jumped.current = view.target.count;
      isAtEnd.current = false;
      const row = box.querySelector<HTMLElement>(`[data-id="${CSS.escape(view.target.id)}"]`);
      if (row !== null) {
        // Rows that were never shown have an estimated height, so the first jump may miss.
        row.scrollIntoView({ block: 'center' });
        requestAnimationFrame(() => row.scrollIntoView({ block: 'center' }));
        setActive(view.target.id);
      }
    }
    isPlaced.current = true;
    note();
  }, [items, view.phase, view.target]);

  // Pictures that arrive, folded texts that open, and another size of the window.
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (isPlaced.current) {
        hold();
      }
    });
    for (const element of [area.current, list.current]) {
      if (element !== null) {
        observer.observe(element);
      }
    }
    return () => observer.disconnect();
  }, [view.phase]);

  const fresh = useMemo(() => (showsEnd ? 0 : newSince(view.messages, lastSeen)), [showsEnd, view.messages, lastSeen]);

  const toEnd = async () => {
    isAtEnd.current = true;
    chat.place = null;
    if (hasNewer) {
      isPlaced.current = false;
      await conversation.toEnd();
    } else {
      hold();
      note();
    }
  };

  useEffect(() => {
    if (written > 0) {
      void toEnd();
    }
  }, [written]);

  const over = (event: Event) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('li.msg[data-id]')?.dataset['id'];
    if (id !== undefined && id !== active) {
      setActive(id);
    }
  };

  const onKey = (event: KeyboardEvent) => {
    const row = event.target as HTMLElement;
    if (!row.matches('li.msg, .messages') || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' && event.key !== 'End')) {
      return;
    }
    event.preventDefault();
    if (event.key === 'End') {
      void toEnd();
      return;
    }
    const all = [...(list.current?.querySelectorAll<HTMLElement>('li.msg[data-id]') ?? [])];
    const at = all.findIndex((it) => it.dataset['id'] === active);
    const next = at < 0 ? all[all.length - 1] : all[at + (event.key === 'ArrowDown' ? 1 : -1)];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <div class="messages-frame">
      <div class="messages" ref={area} tabIndex={0} role="region" aria-label={text('conv.messages')} onScroll={note} onPointerOver={over} onFocusIn={over} onKeyDown={onKey}>
        {view.phase === 'loading' && <Spinner label={text('conv.loading')} />}
        {view.phase === 'ready' && (
          <>
            {view.moreFailed && (
              <p class="more-failed" role="alert">
                {text('conv.moreFailed')} <Button kind="quiet" onClick={() => (view.messages.newer !== null && isAtEnd.current ? conversation.loadNewer() : conversation.loadOlder())}>{text('ui.retry')}</Button>
              </p>
            )}
            {view.messages.older !== null && !view.moreFailed && (
              <Button kind="quiet" class="earlier" busy={view.loading === 'older'} onClick={() => conversation.loadOlder()}>
                {text('conv.older')}
              </Button>
            )}
            {items.length === 0 && <p class="quiet-words no-messages">{text('conv.empty')}</p>}
            <ol class="bubbles" ref={list}>{items.map(render)}</ol>
            {view.loading === 'newer' && <Spinner />}
          </>
        )}
      </div>
      {!showsEnd && view.phase === 'ready' && (
        <Button class="to-end" onClick={toEnd} aria-label={fresh > 0 ? text('conv.newMessages', { count: fresh }) : text('conv.toEnd')}>
          {fresh > 0 && <Badge count={fresh} />}
          <span class="to-end-text">{fresh > 0 ? text('conv.newMessages', { count: fresh }) : text('conv.toEnd')}</span>
          <Icon name="down" />
        </Button>
      )}
    </div>
  );
}
