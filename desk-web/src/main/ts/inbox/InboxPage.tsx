import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from '../api/client';
import { chatPath, navigate } from '../app/routes';
import { disconnected } from '../deliveries/count';
import { text } from '../i18n';
import { chats } from '../model/chats';
import { isView } from '../model/views';
import { useStore } from '../store';
import { EmptyState, Icon, IconButton, Menu, toast } from '../ui';
import { markUnread, nextWaiting } from './act';
import { BulkBar, BulkProgress } from './BulkBar';
import { ChatList, focusRow } from './ChatList';
import { Chips, FilterPanel } from './Filters';
import { commandOf } from './keys';
import { neighbour } from './list';
import { Mentions } from './Mentions';
import { NewChat } from './NewChat';
import { wantNotifications, wantSound, wishes } from './notify';
import { all, extended, isOn, NONE, toggled } from './selection';
import { Shortcuts } from './Shortcuts';
import { setSingleKeys, singleKeys } from './single-keys';
import { catchUp, choose, inbox, open, search, show, startInbox } from './state';
import { plainQuery, queryOf } from './types';
import { ViewMenu, ViewNavigation } from './Views';
import type { SavedView } from './types';

export interface InboxPageProps {
  view: string | undefined;
  chatId: string | undefined;
  /** The open conversation. */
  children: ComponentChildren;
}

const TYPED_MS = 300;
const WIDE = '(min-width: 1280px)';

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = () => setMatches(media.matches);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, [query]);
  return matches;
}

/** Shows the view of the address. A click on a view has shown it already. */
function useAddress(view: string | undefined, views: readonly SavedView[]): void {
  // The saved views come later than the page.
  useEffect(() => {
    const saved = /^saved-(\d+)$/.exec(view ?? '')?.[1];
    const found = views.find(({ id }) => id === Number(saved));
    if (found !== undefined && inbox.get().savedView !== found.id) {
      show(queryOf(found.filter), found.id);
    }
  }, [view, views]);
  // What the user has filtered or saved since stays.
  useEffect(() => {
    const { list, base, savedView } = inbox.get();
    if (view !== undefined && isView(view) && ((base ?? list.query).view !== view || savedView !== null)) {
      show(plainQuery(view));
    }
  }, [view]);
}

/** For admins: why the messages of a number wait. */
function Disconnected() {
  const names = useStore(disconnected);
  return names.length === 0 ? null : (
    <p class="list-disconnected" role="status">
      <Icon name="alert" /> <a href="#/deliveries/waiting">{text('inbox.disconnected', { names: names.join(', ') })}</a>
    </p>
  );
}

function Search({ onFilter, isFiltering }: { onFilter: () => void; isFiltering: boolean }) {
  const { list } = useStore(inbox);
  const [words, setWords] = useState(list.query.words);
  const typed = useRef<ReturnType<typeof setTimeout>>();
  const searched = useRef(list.query.words);
  // Another view was chosen. The words that are being typed stay as they are.
  useEffect(() => {
    if (list.query.words !== searched.current) {
      searched.current = list.query.words;
      setWords(list.query.words);
    }
  }, [list.query]);
  const find = (value: string): void => {
    clearTimeout(typed.current);
    // The server wants a letter or a digit.
    const found = value.trim();
    searched.current = /[\p{L}\p{N}]/u.test(found) ? found : '';
    search(searched.current);
  };
  return (
    <div class="list-find" role="search">
      <input
        id="find"
        type="search"
        aria-label={text('inbox.search')}
        aria-keyshortcuts="/"
        placeholder={text('inbox.searchHint')}
        autocomplete="off"
        value={words}
        onInput={(event) => {
          const { value } = event.currentTarget;
          setWords(value);
          clearTimeout(typed.current);
          typed.current = setTimeout(() => find(value), TYPED_MS);
        }}
        onKeyDown={(event) => {
          const first = inbox.get().list.shown[0];
          if (event.key === 'Enter') {
            find(words);
          } else if (event.key === 'ArrowDown' && first !== undefined) {
            event.preventDefault();
            focusRow(first);
          } else if (event.key === 'Escape') {
            event.preventDefault();
            setWords('');
            find('');
            event.currentTarget.blur();
          }
        }}
      />
      <IconButton icon="filter" label={text('inbox.filters')} aria-expanded={isFiltering} onClick={onFilter} />
    </div>
  );
}

function Options({ onShortcuts, onNewChat }: { onShortcuts: () => void; onNewChat: () => void }) {
  const { sound, notification } = useStore(wishes);
  const hasLetters = useStore(singleKeys);
  return (
    <Menu
      label={text('inbox.options')}
      icon="more"
      items={[
        { label: text('inbox.newChat'), icon: 'plus', onSelect: onNewChat },
        'line',
        { label: text('inbox.sound'), checked: sound, onSelect: () => wantSound(!sound) },
        {
          label: text('inbox.notifications'),
          checked: notification,
          onSelect: async () => {
            if (!(await wantNotifications(!notification))) {
              toast(text('inbox.notificationsRefused'), { kind: 'bad' });
            }
          },
        },
        'line',
        { label: text('inbox.pick'), icon: 'check', onSelect: () => choose(() => ({ ...NONE, isPicking: true })) },
        { label: text('inbox.shortcuts'), ...(hasLetters ? { hint: '?' } : {}), onSelect: onShortcuts },
        { label: text('inbox.singleKeys'), checked: hasLetters, onSelect: () => setSingleKeys(!hasLetters) },
      ]}
    />
  );
}

export function InboxPage({ view, chatId, children }: InboxPageProps) {
  const { selection, views, list, base } = useStore(inbox);
  const isWide = useMedia(WIDE);
  const [isFiltering, setFiltering] = useState(false);
  const [hasShortcuts, setShortcuts] = useState(false);
  const [isWriting, setWriting] = useState(false);
  const isMentions = view === 'mentions';

  useEffect(startInbox, []);
  useAddress(view, views);
  useEffect(() => open(chatId ?? null), [chatId]);
  useShortcuts(chatId ?? null, () => setShortcuts(true));

  const isChoosing = isOn(selection) && !isMentions;
  return (
    <div class="inbox" data-open={chatId !== undefined || undefined}>
      {isWide && <ViewNavigation isMentions={isMentions} />}
      <section class="list" aria-label={text('inbox.chats')}>
        {(isChoosing || !isWide) && <h1 class="sr-only">{title()}</h1>}
        {isChoosing ? (
          <BulkBar />
        ) : (
          <div class="list-head">
            <div class="list-title">
              {isWide ? <h1>{title()}</h1> : <ViewMenu isMentions={isMentions} />}
              <Options onShortcuts={() => setShortcuts(true)} onNewChat={() => setWriting(true)} />
            </div>
            {!isMentions && <Search isFiltering={isFiltering} onFilter={() => setFiltering(!isFiltering)} />}
            {!isMentions && isFiltering && <FilterPanel />}
            {!isMentions && <Chips />}
          </div>
        )}
        <BulkProgress />
        <Disconnected />
        {isMentions ? <Mentions /> : <ChatList />}
      </section>
      <section class="inbox-chat" aria-label={text('inbox.conversation')}>
        {chatId === undefined ? <EmptyState icon="inbox" title={text('inbox.chooseChat')} text={text('inbox.chooseChatHint')} /> : children}
      </section>
      {hasShortcuts && <Shortcuts onClose={() => setShortcuts(false)} />}
      {isWriting && <NewChat onClose={() => setWriting(false)} />}
    </div>
  );

  function title(): string {
    if (isMentions || base !== null) {
      return text(isMentions ? 'inbox.view.mentions' : 'inbox.hits');
    }
    const { savedView } = inbox.get();
    return views.find(({ id }) => id === savedView)?.name ?? text(`inbox.view.${list.query.view}`);
  }
}

const FIELDS = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]';

function useShortcuts(chatId: string | null, help: () => void): void {
  const latest = useRef({ chatId, help });
  latest.current = { chatId, help };
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      // Menus, choices and dialogs have keys of their own, and a composition is not a shortcut.
      if (event.defaultPrevented || event.isComposing || target.closest('dialog, select, [role="menu"]') !== null || document.querySelector('dialog[open]') !== null) {
        return;
      }
      const place = target.closest(FIELDS) !== null ? 'field' : target.closest('.list-scroll') !== null ? 'list' : 'page';
      const command = commandOf(event, place, singleKeys.get());
      if (command !== null && run(command, latest.current, place)) {
        event.preventDefault();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** Returns false if there is nothing to do, so that the key keeps its usual effect. */
function run(command: NonNullable<ReturnType<typeof commandOf>>, { chatId, help }: { chatId: string | null; help: () => void }, place: 'list' | 'page' | 'field'): boolean {
  const { list, cursor, selection } = inbox.get();
  const at = place === 'list' ? (cursor ?? chatId) : chatId ?? cursor;
  const go = (id: string | null): boolean => {
    if (id === null) {
      return false;
    }
    if (place === 'field') {
      // While a reply is written, the next chat is opened, not only reached.
      navigate(chatPath(id));
    } else {
      focusRow(id);
    }
    return true;
  };
  switch (command) {
    case 'next':
      return go(neighbour(list, at, 1));
    case 'previous':
      return go(neighbour(list, at, -1));
    case 'first':
      return go(list.shown[0] ?? null);
    case 'last':
      return go(list.shown.at(-1) ?? null);
    case 'open':
      return false;
    case 'nextWaiting':
      nextWaiting(chatId).then(
        (id) => (id === null ? toast(text('inbox.nobodyWaits')) : navigate(chatPath(id))),
        (error: unknown) => toast(messageOf(error), { kind: 'bad' }),
      );
      return true;
    case 'choose':
      return at !== null && (choose((now) => toggled(now, at)), true);
    case 'chooseRange':
      return at !== null && (choose((now) => extended(now, at, list.shown)), true);
    case 'chooseAll':
      choose(() => all(list.shown));
      return true;
    case 'clear':
      return isOn(selection) && (choose(() => NONE), true);
    case 'unread':
      if (at === null || chats.get(at) === undefined) {
        return false;
      }
      if (at === chatId) {
        navigate('#/inbox');
      }
      markUnread(at).catch((error: unknown) => toast(messageOf(error), { kind: 'bad' }));
      return true;
    case 'catchUp':
      catchUp();
      return true;
    case 'search': {
      const field = document.getElementById('find');
      field?.focus();
      return field !== null;
    }
    case 'help':
      help();
      return true;
  }
}
