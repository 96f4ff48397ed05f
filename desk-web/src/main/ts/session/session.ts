// Who is signed in. The end of a session clears the page: the sign-in page replaces every view, and each store that keeps
// data of a user clears it in `session.onEnd`.

import type { UserView } from 'services/auth-service';
import { api, Offline, Problem } from '../api/client';
import { createStore, useStore } from '../store';
import { text } from '../i18n';
import { access, post } from './access';

export interface User {
  id: number;
  /** The username, as in `assignee`. */
  name: string;
  displayName: string;
  email: string | null;
  role: UserView['role'];
  isAdmin: boolean;
  totp: boolean;
}

export type Notice = 'ended' | 'signed-out' | 'other-user' | null;

export type State =
  | { phase: 'starting'; failure: Error | null }
  | { phase: 'signed-out'; notice: Notice }
  | { phase: 'signed-in'; user: User };

export const state = createStore<State>({ phase: 'starting', failure: null });

const ends: (() => void)[] = [];
// The former page of the desk takes any message of this channel for a sign-out.
const ENDED = 'balas-session';
const BEGAN = 'balas-session-began';
const channels = new Map<string, BroadcastChannel>();

function finish(notice: Notice): void {
  access.set(null);
  const wasIn = state.get().phase === 'signed-in';
  state.set(() => ({ phase: 'signed-out', notice }));
  if (wasIn) {
    ends.forEach((action) => action());
  }
}

async function enter(): Promise<void> {
  const me = await api.get<UserView>('/auth/me');
  const { id, name, username, email, role, totp } = me;
  state.set(() => ({ phase: 'signed-in', user: { id, name: username, displayName: name, email, role, totp, isAdmin: role === 'admin' } }));
}

/** Resumes the session of the cookie, if there is one. */
async function start(): Promise<void> {
  try {
    if (await access.renew(access.token())) {
      await enter();
    } else if (state.get().phase === 'starting') {
      finish(null);
    }
  } catch (error) {
    if (state.get().phase === 'starting') {
      state.set(() => ({ phase: 'starting', failure: error as Error }));
    }
  }
}

async function open(path: string, body: unknown, bearer: string | null = null): Promise<Record<string, unknown>> {
  const answer = await post(path, body, bearer).catch((error: Error) => {
    throw new Offline(error.name === 'TimeoutError' ? 'time' : 'connection');
  });
  if (!answer.response.ok) {
    throw new Problem(answer.response.status, answer.body);
  }
  return answer.body;
}

/** Throws a Problem whose `code` says whether an authenticator code is required. */
async function signIn(identifier: string, password: string, totp = ''): Promise<void> {
  const body = await open('/auth/login', { identifier, password, ...(totp === '' ? {} : { totp }), cookie: true });
  access.set(body['access_token'] as string);
  await enter();
  channels.get(BEGAN)?.postMessage('began');
}

export interface Registration {
  name: string;
  email: string;
  username: string;
  password: string;
  invitation?: string;
  setup_token?: string;
}

async function register(person: Registration): Promise<void> {
  await open('/auth/register', person);
}

async function reset(identifier: string, code: string, password: string): Promise<void> {
  await open('/auth/reset', { identifier, code, password });
}

async function signOut(): Promise<void> {
  try {
    await open('/auth/logout', {}, access.token());
  } catch (error) {
    // A session that has ended already is signed out.
    if (!(error instanceof Problem) || error.status !== 401) {
      throw error;
    }
  }
  channels.get(ENDED)?.postMessage('ended');
  finish('signed-out');
}

export const session = {
  user(): User | null {
    const now = state.get();
    return now.phase === 'signed-in' ? now.user : null;
  },
  token: access.token,
  renew: access.renew,
  /** Called by the client when the server has ended the session. */
  end: (): void => finish('ended'),
  /** For stores with data of a user: the action runs when the session has ended. */
  onEnd(action: () => void): void {
    ends.push(action);
  },
  start,
  signIn,
  signOut,
  register,
  reset,
};

/** The signed-in user. Views of the desk are shown only while there is one. */
export function useUser(): User {
  const now = useStore(state);
  if (now.phase !== 'signed-in') {
    throw new Error(text('api.signedOut'));
  }
  return now.user;
}

function listen(name: string, action: () => void): void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = action;
  channels.set(name, channel);
}

/** Called once, by the page. `ask` asks the user to confirm their identity. */
export function connect(ask: () => Promise<boolean>): void {
  access.connect({ end: finish, ask });
  listen(ENDED, () => finish('signed-out'));
  listen(BEGAN, () => {
    if (state.get().phase === 'signed-out') {
      void start();
    }
  });
}
