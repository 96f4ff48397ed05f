// The live stream of the page: `live.on('chat', …)`. All tabs of a user share it.

import type { Command, InChat, Mention } from 'services/bot-service';
import { api } from '../api/client';
import type { Chat } from '../model/chats';
import { session } from '../session/session';
import { createStore } from '../store';
import { Connection, type LiveState, type Wire } from './connection';
import { type Channel, type Heard, type Lock, Tabs } from './tabs';

export type { LiveState } from './connection';
export type { Command, Mention } from 'services/bot-service';
/** The users in a chat. */
export type Presence = InChat;

export interface LiveEvents {
  /** Without `row` if only messages changed in a way that the row does not show, such as by a status. */
  chat: { chat: string; row?: Chat | null };
  mention: Mention;
  presence: Presence;
  command: Command;
  /** Changes may have been missed: what is shown has to be loaded again. */
  resync: null;
}

type Handler<K extends keyof LiveEvents> = (event: LiveEvents[K]) => void;

const handlers: { [K in keyof LiveEvents]: Set<Handler<K>> } = {
  chat: new Set(), mention: new Set(), presence: new Set(), command: new Set(), resync: new Set(),
};
const state = createStore<LiveState>('connecting');
let running: { tabs: Tabs; connection: Connection } | null = null;

function emit<K extends keyof LiveEvents>(kind: K, event: LiveEvents[K]): void {
  for (const handler of [...handlers[kind]]) {
    try {
      handler(event);
    } catch (error) {
      // A view that fails must not stop the stream of the others.
      reportError(error);
    }
  }
}

function dispatch(heard: readonly Heard[]): void {
  for (const { name, data } of heard) {
    if (name !== 'ready' && name !== 'resync' && name in handlers && data !== '') {
      emit(name as keyof LiveEvents, JSON.parse(data));
    }
  }
}

let openedAfter: string | null = null;

const wire: Wire = {
  async open(last, signal) {
    openedAfter = last;
    const response = await api.raw('/chats/stream', {
      headers: { Accept: 'text/event-stream', ...(last === null ? {} : { 'Last-Event-ID': last }) },
      signal,
      limit: null,
    });
    return response.body as ReadableStream<Uint8Array>;
  },
};

/** Without locks, as on a page that was not loaded by https, each tab has a stream of its own. */
const lockOf = (name: string): Lock => (steal, signal, held) =>
  navigator.locks ? (navigator.locks.request(name, steal ? { steal } : { signal }, held) as Promise<unknown> as Promise<void>) : held();

function channelOf(name: string): Channel {
  return navigator.locks ? (new BroadcastChannel(name) as unknown as Channel) : { postMessage() {}, onmessage: null, close() {} };
}

/** Starts the stream of the signed-in user. */
function start(): void {
  const user = session.user();
  if (running !== null || user === null) {
    return;
  }
  const name = `balas-live-${user.id}`;
  let pending: Heard[] = [];
  const connection: Connection = new Connection(wire, {
    onEvent: (event) => {
      if (event.name === 'ready' && openedAfter === null) {
        // What happened between the first load and now was not sent.
        tabs.gap();
      }
      if (pending.length === 0) {
        // Events of one piece of the stream go to the other tabs together.
        queueMicrotask(() => {
          const events = pending;
          pending = [];
          tabs.heard(events);
        });
      }
      pending.push(event);
    },
    onState: (next) => tabs.stateChanged(next),
    onSign: () => tabs.sign(),
    onGap: () => tabs.gap(),
  });
  const tabs: Tabs = new Tabs(
    channelOf(name),
    lockOf(name),
    connection,
    {
      onHeard: dispatch,
      onState: (next) => state.set(() => next),
      onGap: () => emit('resync', null),
    },
    () => document.visibilityState === 'visible',
  );
  running = { tabs, connection };
  tabs.start();
}

function stop(): void {
  running?.tabs.close();
  running = null;
  state.set(() => 'connecting');
}

function wake(): void {
  if (document.visibilityState === 'visible') {
    running?.connection.wake();
    running?.tabs.check();
  }
}

addEventListener('online', () => running?.connection.wake());
addEventListener('offline', () => running?.connection.lost());
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    wake();
    emit('resync', null);
  }
});
document.addEventListener('visibilitychange', wake);
session.onEnd(stop);

export const live = {
  start,
  stop,
  state,
  /** Returns the function that ends it. */
  on<K extends keyof LiveEvents>(kind: K, handler: Handler<K>): () => void {
    handlers[kind].add(handler);
    return () => handlers[kind].delete(handler);
  },
};
