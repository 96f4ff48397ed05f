// The frame around every view: navigation with counts, the connection, the user's menu.

import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { api } from '../api/client';
import { ConversationPage } from '../conversation/ConversationPage';
import { agents, useListing } from '../conversation/directory';
import type { Agent } from '../conversation/types';
import { watchFailed } from '../deliveries/count';
import { LANGUAGES, language, setLanguage, text } from '../i18n';
import { InboxPage } from '../inbox/InboxPage';
import { live } from '../live/live';
import { isUnderWay } from '../model/outbox-state';
import { watchScheduled } from '../model/scheduled';
import { sending } from '../model/sending';
import { session, useUser } from '../session/session';
import { useStore } from '../store';
import { ask, Avatar, Badge, Icon, Menu, type IconName } from '../ui';
import { Boundary } from './Boundary';
import { counts, type Counts } from './counts';
import { later } from './Later';
import { navigate, useRoute, type Route, type RouteName } from './routes';

interface Place {
  name: RouteName;
  path: string;
  label: 'app.inbox' | 'app.deliveries' | 'app.users' | 'app.audit' | 'app.help';
  icon: IconName;
  count?: keyof Counts;
  admin?: boolean;
}

const PLACES: readonly Place[] = [
  { name: 'inbox', path: '#/inbox', label: 'app.inbox', icon: 'inbox', count: 'inbox' },
  { name: 'deliveries', path: '#/deliveries', label: 'app.deliveries', icon: 'deliveries', count: 'deliveries', admin: true },
  { name: 'users', path: '#/users', label: 'app.users', icon: 'users', admin: true },
  { name: 'audit', path: '#/audit', label: 'app.audit', icon: 'audit', admin: true },
  { name: 'help', path: '#/help', label: 'app.help', icon: 'help' },
];

const SHEETS: Partial<Record<RouteName, ComponentType>> = {
  deliveries: later(async () => (await import('../deliveries/DeliveriesPage')).DeliveriesPage),
  users: later(async () => (await import('../users/UsersPage')).UsersPage),
  audit: later(async () => (await import('../audit/AuditPage')).AuditPage),
  account: later(async () => (await import('../account/AccountPage')).AccountPage),
  help: later(async () => (await import('../help/HelpPage')).HelpPage),
};

function Navigation({ route }: { route: Route }) {
  const user = useUser();
  const now = useStore(counts);
  const place = route.name === 'chat' ? 'inbox' : route.name;
  return (
    <nav class="places" aria-label={text('app.main')}>
      {PLACES.filter((each) => user.isAdmin || !each.admin).map(({ name, path, label, icon, count }) => (
        <a key={name} href={path} aria-current={place === name ? 'page' : undefined}>
          <Icon name={icon} />
          <span class="place-name">{text(label)}</span>
          {count !== undefined && now[count] > 0 && (
            <Badge count={now[count]} label={text(count === 'inbox' ? 'app.waiting' : 'app.failed', { count: '' }).trim()} mood={count === 'deliveries' ? 'bad' : 'plain'} most={99} />
          )}
        </a>
      ))}
    </nav>
  );
}

function Connection() {
  const state = useStore(live.state);
  return (
    <p class="connection" role="status" data-state={state}>
      <span class="connection-text">{text(`app.${state}`)}</span>
    </p>
  );
}

/** Whether the user takes new chats of teams that assign automatically. */
const choose = (availability: Agent['availability']) => async () => {
  await api.put('/agents/me/availability', { availability });
  await agents.load(true);
};

async function signOut(): Promise<void> {
  const waits = sending().get().some(isUnderWay);
  if (!waits || (await ask({ title: text('app.signOutTitle'), text: text('app.signOutText'), action: text('app.signOut') }))) {
    await session.signOut();
  }
}

function UserMenu() {
  const user = useUser();
  const isAvailable = useListing(agents).some(({ username, availability }) => username === user.name && availability === 'AVAILABLE');
  return (
    <Menu
      class={`user-menu ${isAvailable ? 'is-available' : ''}`}
      label={text('app.account', { name: user.displayName })}
      items={[
        { label: text('conv.available'), hint: text('app.availableHint'), checked: isAvailable, onSelect: choose('AVAILABLE') },
        { label: text('conv.away'), hint: text('app.awayHint'), checked: !isAvailable, onSelect: choose('AWAY') },
        'line' as const,
        ...LANGUAGES.map(({ code, name }) => ({ label: name, checked: code === language(), onSelect: () => setLanguage(code) })),
        'line' as const,
        { label: text('app.ownAccount'), icon: 'person', onSelect: () => navigate('#/account') },
        { label: text('app.signOut'), onSelect: signOut },
      ]}
    >
      <Avatar name={user.displayName} />
      <span class="user-name">{user.displayName}</span>
      <Icon name="down" />
    </Menu>
  );
}

function View({ route }: { route: Route }) {
  const user = useUser();
  const { view, chatId, message } = route.params;
  if (route.name === 'inbox' || route.name === 'chat') {
    return (
      <InboxPage view={view} chatId={chatId}>
        {chatId !== undefined && (
          <Boundary key={chatId}>
            <ConversationPage chatId={chatId} message={message} />
          </Boundary>
        )}
      </InboxPage>
    );
  }
  const place = PLACES.find((each) => each.name === route.name);
  const Sheet = SHEETS[route.name];
  if (Sheet === undefined || (place?.admin && !user.isAdmin)) {
    return (
      <div class="sheet">
        <h1>{text('app.notFound')}</h1>
        <p>
          <a href="#/inbox">{text('app.toInbox')}</a>
        </p>
      </div>
    );
  }
  return (
    <div class="sheet">
      <Sheet />
    </div>
  );
}

export function Shell() {
  const route = useRoute();
  const { isAdmin } = useUser();
  useEffect(() => {
    live.start();
    return () => live.stop();
  }, []);
  useEffect(() => (isAdmin ? watchFailed() : undefined), [isAdmin]);
  useEffect(watchScheduled, []);
  return (
    <div class="shell" data-chat={route.name === 'chat' || undefined}>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        {text('app.skip')}
      </a>
      <header class="rail">
        <a class="brand" href="#/inbox" aria-label="Balas">
          <span class="brand-mark" aria-hidden="true" />
        </a>
        <Navigation route={route} />
        <Connection />
        <UserMenu />
      </header>
      <main class="view" id="main" tabIndex={-1}>
        <Boundary key={route.name === 'chat' ? 'inbox' : route.name}>
          <View route={route} />
        </Boundary>
      </main>
    </div>
  );
}
