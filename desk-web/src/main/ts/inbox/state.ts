// The state of the inbox and what changes it: pages of the server, the live stream and the user.

import type { AgentList, ChatPage, LabelList, MentionPage, SavedViewList, TeamList } from 'services/bot-service';
import { api, isAbort } from '../api/client';
import { counts as shown } from '../app/counts';
import { language } from '../i18n';
import { live, type Mention } from '../live/live';
import { chats, type Change, type Chat, keepInUse, type Source } from '../model/chats';
import { type Counts, parameters, type Query, type Viewer } from '../model/views';
import { session, state as sessionState } from '../session/session';
import { createStore } from '../store';
import { ASK_EVERY_MS, counted, countedPage, type Counting } from './counting';
import { actedOn, caughtUp, changed, type Context, emptyList, held, type ListState, opened, type Page, pageLoaded, refreshed } from './list';
import { notify } from './notify';
import { NONE, type Selection } from './selection';
import { type Agent, type Label, plainQuery, type SavedView, type TeamDetails } from './types';

const FIRST_PAGE = 50;
const NEXT_PAGE = 200;
const MOST_OF_PAGE = 200;

export interface InboxState {
  list: ListState;
  loading: 'first' | 'more' | null;
  error: unknown;
  counting: Counting;
  selection: Selection;
  /** The row that the keyboard is at. */
  cursor: string | null;
  savedView: number | null;
  /** What the list showed before the search. */
  base: Query | null;
  views: readonly SavedView[];
  labels: readonly Label[];
  agents: readonly Agent[];
  teams: readonly TeamDetails[];
  mentions: readonly Mention[];
}

const EMPTY: InboxState = {
  list: emptyList(plainQuery('waiting')),
  loading: null,
  error: null,
  counting: { counts: null, isStale: false },
  selection: NONE,
  cursor: null,
  savedView: null,
  base: null,
  views: [],
  labels: [],
  agents: [],
  teams: [],
  mentions: [],
};

export const inbox = createStore<InboxState>(EMPTY);

const viewer = (): Viewer => ({ username: session.user()?.name ?? '', teams: inbox.get().teams });
export const context = (): Context => ({ viewer: viewer(), get: chats.get });

function setList(change: (list: ListState) => ListState): void {
  const now = inbox.get().list;
  const list = change(now);
  if (list !== now) {
    inbox.set({ list });
  }
}

keepInUse(() => {
  const { list } = inbox.get();
  return new Set([...list.members, ...list.shown, ...(list.open === null ? [] : [list.open])]);
});

// --- Loading ---

let loading = new AbortController();

/** A page of the list. Its rows are known afterwards. */
async function page(query: Query, limit: number, after: string | null, signal: AbortSignal): Promise<Page> {
  const mark = chats.mark();
  const found = await api.get<ChatPage>('/chats', { query: { ...parameters(query), limit, ...(after === null ? {} : { after }) }, signal });
  if (!signal.aborted) {
    chats.putAll(found.chats, mark);
  }
  return found;
}

/** Runs one load of the list at a time. A newer one replaces it. */
async function load(kind: 'first' | 'more', run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  inbox.set({ loading: kind, error: null });
  try {
    await run(signal);
    if (!signal.aborted) {
      inbox.set({ loading: null });
    }
  } catch (error) {
    if (!signal.aborted && !isAbort(error)) {
      inbox.set({ loading: null, error });
    }
  }
}

/** Shows a list from its beginning. */
export function show(query: Query, savedView: number | null = null): void {
  const { list } = inbox.get();
  inbox.set({ list: emptyList(query, list.open), selection: NONE, cursor: null, savedView, base: null });
  remember(query, savedView);
  void loadFirst();
}

/** Searches all chats. No words: back to the view before. */
export function search(words: string): void {
  const { list, base, savedView } = inbox.get();
  const before = base ?? { ...list.query, words: '' };
  if (words === list.query.words) {
    return;
  }
  if (words === '') {
    show(before, savedView);
    return;
  }
  inbox.set({ list: emptyList({ ...before, view: 'all', words }, list.open), selection: NONE, cursor: null, base: before });
  void loadFirst();
}

function loadFirst(): Promise<void> {
  return load('first', async (signal) => {
    const mark = chats.mark();
    const found = await page(inbox.get().list.query, FIRST_PAGE, null, signal);
    add(found, mark, signal);
    // Filters of rare chats: the server may look through a part of its list without finding a full page.
    if (found.chats.length < FIRST_PAGE && found.next !== null && !signal.aborted) {
      add(await page(inbox.get().list.query, NEXT_PAGE, found.next, signal), mark, signal);
    }
  });
}

function add(found: Page, mark: number, signal: AbortSignal): void {
  if (!signal.aborted) {
    setList((list) => withNewer(pageLoaded(list, found, context()), mark));
  }
}

/** A chat that came into the view while the page was on its way is not on the page. */
function withNewer(list: ListState, mark: number): ListState {
  const changes = chats.changedSince(mark).map((id) => ({ id, before: undefined, row: chats.get(id) ?? null }));
  return changed(list, changes, context());
}

export function loadMore(): void {
  const { list, loading: now, error } = inbox.get();
  // After a failure the user, or the return of the line, tries again.
  if (list.next === null || now !== null || error !== null) {
    return;
  }
  const mark = chats.mark();
  void load('more', async (signal) => add(await page(list.query, NEXT_PAGE, list.next, signal), mark, signal));
}

/** Whether a reload failed, so that the list lacks what happened meanwhile. */
let isBehind = false;

export function retry(): void {
  if (!inbox.get().list.isLoaded) {
    void loadFirst();
  } else if (isBehind) {
    void reload();
  } else {
    inbox.set({ error: null });
    loadMore();
  }
}

/** Loads what is shown again, as far as it was loaded, without moving it. */
async function reload(): Promise<void> {
  const { list, loading: now } = inbox.get();
  void askCounts();
  void loadMentions();
  if (now === 'first' || !list.isLoaded) {
    await loadFirst();
    return;
  }
  const mark = chats.mark();
  isBehind = true;
  await load('more', async (signal) => {
    let limit = Math.max(FIRST_PAGE, list.members.length);
    let found: Page = await page(list.query, Math.min(limit, MOST_OF_PAGE), null, signal);
    // Rows far below are loaded again in pages, so that a long list is right everywhere.
    while (found.next !== null && found.chats.length < Math.min(limit, 2_000)) {
      const more = await page(list.query, MOST_OF_PAGE, found.next, signal);
      found = { chats: [...found.chats, ...more.chats], next: more.next };
      limit = more.chats.length === 0 ? 0 : limit;
    }
    if (!signal.aborted && inbox.get().list.query === list.query) {
      isBehind = false;
      setList((state) => withNewer(refreshed(state, found, context()), mark));
    }
  });
}

// --- Counts and what filters offer ---

/** An event of the stream comes at most this long after its change. */
const EVENT_DELAY_MS = 2_000;
let askedAt = 0;
let asking: ReturnType<typeof setTimeout> | null = null;
let questions = 0;
/** A change before this time may be part of the server's numbers. */
let sureFrom = 0;

function setStale(isStale: boolean): void {
  const { counting } = inbox.get();
  if (counting.isStale !== isStale) {
    inbox.set({ counting: { ...counting, isStale } });
  }
}

async function askCounts(): Promise<void> {
  const own = ++questions;
  askedAt = Date.now();
  sureFrom = Infinity;
  setStale(false);
  let isAnswered = false;
  await quietly<Counts>('/chats/counts', (counts) => {
    // The answer to an earlier question may be older.
    if (own === questions) {
      isAnswered = true;
      inbox.set((state) => ({ ...state, counting: { ...state.counting, counts } }));
      shown.set({ inbox: counts.waiting });
    }
  });
  if (own === questions) {
    sureFrom = Date.now() + EVENT_DELAY_MS;
    if (!isAnswered) {
      // The numbers stay as they are; the next change asks again.
      setStale(true);
    }
  }
}

function askCountsLater(): void {
  if (asking === null && document.visibilityState === 'visible') {
    asking = setTimeout(() => {
      asking = null;
      void askCounts();
    }, Math.max(0, askedAt + ASK_EVERY_MS - Date.now()));
  }
}

/** Without a message if it fails. The answer to a user who has signed out meanwhile is dropped. */
function quietly<T>(path: string, use: (answer: T) => void): Promise<void> {
  const user = session.user();
  return api.get<T>(path).then((answer) => void (session.user()?.id === user?.id && use(answer)), () => {});
}

export function loadLabels(): Promise<void> {
  return quietly<LabelList>('/labels', ({ labels }) => inbox.set({ labels }));
}

const AGENTS_KEPT_MS = 15_000;
let agentsAt = 0;

/** Who is available changes often: asked for when a menu shows it. */
export function loadAgents(): Promise<void> {
  if (Date.now() - agentsAt < AGENTS_KEPT_MS) {
    return Promise.resolve();
  }
  agentsAt = Date.now();
  return quietly<AgentList>('/agents', ({ agents }) => inbox.set({ agents }));
}

export function loadViews(): Promise<void> {
  return quietly<SavedViewList>('/views', ({ views }) => inbox.set({ views }));
}

/** Teams change seldom, but the page is open all day. */
const TEAMS_KEPT_MS = 10 * 60_000;
let teamsAt = 0;

async function loadTeams(): Promise<void> {
  teamsAt = Date.now();
  let isAnswered = false;
  await quietly<TeamList>('/teams', ({ teams }) => {
    isAnswered = true;
    if (JSON.stringify(teams) !== JSON.stringify(inbox.get().teams)) {
      inbox.set({ teams });
    }
  });
  if (!isAnswered) {
    // Without teams their view is empty: asked again within a minute.
    teamsAt = 0;
  }
}

/** A list that came before the teams has left their chats out. */
function fillTeams(): void {
  const { list, teams } = inbox.get();
  if (isStarted && teams.length > 0 && list.isLoaded && (list.query.view === 'team' || list.query.filter.team !== undefined)) {
    void reload();
  }
}

/** A changed team moves chats into the view of the user's teams and out of it. */
async function refreshTeams(): Promise<void> {
  const { teams } = inbox.get();
  if (isStarted && document.visibilityState === 'visible' && Date.now() - teamsAt >= TEAMS_KEPT_MS) {
    await loadTeams();
    if (isStarted && inbox.get().teams !== teams) {
      await reload();
    }
  }
}

function loadMentions(): Promise<void> {
  return quietly<MentionPage>('/mentions?unseen=true&limit=200', ({ mentions }) => inbox.set({ mentions }));
}

/** The channels that are known here: agents may not list them. */
export function channels(): string[] {
  const names = new Set(inbox.get().teams.flatMap((team) => team.channels));
  for (const chat of chats.store.get().values()) {
    names.add(chat.channel);
  }
  return [...names].sort();
}

/** A chat has the name or the id of its team. */
export function teamName(team: string): string {
  return inbox.get().teams.find(({ id, name }) => `${id}` === team || name.toLowerCase() === team.toLowerCase())?.name ?? team;
}

export const agentName = (username: string): string => inbox.get().agents.find((agent) => agent.username === username)?.name ?? username;

// --- The live stream ---

let queue: { id: string; row: Chat | null }[] = [];
let flushing = false;

// Changes of one frame are applied together. A hidden page has no frames, and its timers may come minutes late.
function later(action: () => void): void {
  if (document.visibilityState === 'visible') {
    requestAnimationFrame(action);
  } else {
    queueMicrotask(action);
  }
}

function flush(): void {
  flushing = false;
  const changes = queue;
  queue = [];
  if (changes.length > 0) {
    chats.change(changes, 'live');
  }
}

function onChange(changes: readonly Change[], source: Source): void {
  const state = inbox.get();
  const around = context();
  const list = changed(state.list, changes, around);
  const counting = source === 'page' ? countedPage(state.counting, changes, around.viewer) : counted(state.counting, changes, around.viewer, Date.now() < sureFrom);
  if (list !== state.list || counting !== state.counting) {
    inbox.set({ list, counting });
    if (counting.counts !== null) {
      shown.set({ inbox: counting.counts.waiting });
    }
  }
  if (counting.isStale) {
    askCountsLater();
  }
  if (source === 'live') {
    notify(changes);
  }
}

function onMention(mention: Mention): void {
  inbox.set((state) => {
    const others = state.mentions.filter(({ noteId }) => noteId !== mention.noteId);
    return { ...state, mentions: mention.seenAt === null ? [mention, ...others] : others };
  });
}

export async function seeMention(mention: Mention): Promise<void> {
  inbox.set((state) => ({ ...state, mentions: state.mentions.filter(({ noteId }) => noteId !== mention.noteId) }));
  await api.post(`/mentions/${encodeURIComponent(mention.noteId)}/seen`);
}

let isStarted = false;
let languageOfRows = language();

/** Starts once after the sign-in: the stream, the list and what it needs. */
export function startInbox(): void {
  if (session.user() === null) {
    return;
  }
  if (isStarted) {
    if (languageOfRows !== language()) {
      languageOfRows = language();
      void reload();
    }
    return;
  }
  isStarted = true;
  languageOfRows = language();
  const { query, savedView } = remembered();
  inbox.set({ list: emptyList(query, inbox.get().list.open), savedView });
  void loadFirst();
  void askCounts();
  const teams = loadTeams();
  void teams.then(fillTeams);
  void Promise.all([teams, loadLabels(), loadAgents(), loadViews(), loadMentions()]).then(() => setList((list) => ({ ...list })));
}

chats.onChange(onChange);
live.on('chat', ({ chat, row }) => {
  if (row === undefined) {
    return;
  }
  queue.push({ id: chat, row });
  if (!flushing) {
    flushing = true;
    later(flush);
  }
});
live.on('mention', onMention);
live.on('resync', () => isStarted && void reload());
live.state.subscribe(() => {
  if (live.state.get() === 'live' && inbox.get().error !== null) {
    retry();
  }
});
document.addEventListener('visibilitychange', () => {
  // The frame that was asked for does not come while the page is hidden.
  flush();
  if (inbox.get().counting.isStale) {
    askCountsLater();
  }
  void refreshTeams();
});
setInterval(() => void refreshTeams(), 60_000);
sessionState.subscribe(startInbox);
session.onEnd(() => {
  isStarted = false;
  agentsAt = 0;
  questions += 1;
  if (asking !== null) {
    clearTimeout(asking);
    asking = null;
  }
  loading.abort();
  queue = [];
  chats.clear();
  inbox.set(() => EMPTY);
});

// --- The user ---

export const hold = (isHeld: boolean): void => setList((list) => held(list, isHeld));
export const acted = (ids: Iterable<string>): void => setList((list) => actedOn(list, new Set(ids)));
export const catchUp = (): void => setList(caughtUp);
export const open = (id: string | null): void => setList((list) => opened(list, id));

export function choose(change: (selection: Selection) => Selection): void {
  inbox.set((state) => ({ ...state, selection: change(state.selection) }));
}

// The view outlives a reload of the tab.
const KEY = 'balas-inbox';

function remember(query: Query, savedView: number | null): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ user: session.user()?.id, query: { ...query, words: '' }, savedView }));
  } catch {
    // The browser keeps nothing for this page.
  }
}

function remembered(): { query: Query; savedView: number | null } {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as { user: number; query: Query; savedView: number | null } | null;
    if (kept !== null && kept.user === session.user()?.id) {
      return kept;
    }
  } catch {
    // As if nothing was kept.
  }
  return { query: plainQuery('waiting'), savedView: null };
}

