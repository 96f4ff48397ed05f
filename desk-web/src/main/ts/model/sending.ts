// The outbox of the signed-in user, with the browser's storage and the server behind it.

import { api, freshKey, path, Problem, SignedOut } from '../api/client';
import type { Outcome } from '../conversation/types';
import { drafts } from './drafts';
import { files } from './files';
import { Outbox, type EntryStorage, type Lead } from './outbox';
import type { Entry, Failure } from './outbox-state';
import { storage } from './storage';

const PREFIX = 'balas.outbox.';
const UPLOAD_LIMIT = 120_000;
const MOST_REPORTED = 3;

const parsed = (json: string | null): Entry | null => {
  try {
    return json === null ? null : (JSON.parse(json) as Entry);
  } catch {
    return null;
  }
};

function storageOf(user: string): EntryStorage {
  const start = `${PREFIX}${user}.`;
  // The key of an entry has no dot, but a username may have one.
  const isOwn = (key: string) => key.startsWith(start) && !key.includes('.', start.length);
  const keys = () => storage.keys().filter(isOwn);
  return {
    all: () => keys().map((key) => parsed(storage.get(key))).filter((entry) => entry !== null),
    save: (entry) => storage.set(start + entry.key, JSON.stringify(entry)),
    drop: (key) => storage.remove(start + key),
    watch: (changed) => {
      const listener = ({ key, newValue }: StorageEvent) => {
        if (key !== null && isOwn(key)) {
          changed(key.slice(start.length), parsed(newValue));
        }
      };
      addEventListener('storage', listener);
      return () => removeEventListener('storage', listener);
    },
  };
}

// Without Web Locks, on a page without https, each tab sends for itself. The keys prevent doubles.
function lead(user: string, work: () => void, lost: () => void): Lead {
  if (!navigator.locks) {
    work();
    return { end() {}, steal() {} };
  }
  let isEnded = false;
  let wait = new AbortController();
  let release = () => {};
  const request = (steal: boolean): void => {
    wait = new AbortController();
    const { signal } = wait;
    let hasLed = false;
    navigator.locks
      .request(`${PREFIX}${user}`, steal ? { steal } : { signal }, async () => {
        if (!isEnded) {
          hasLed = true;
          work();
          await new Promise<void>((resolve) => (release = resolve));
        }
      })
      .catch(() => {
        // Another tab took the lead, or this one waits no longer.
        if (hasLed && !isEnded) {
          lost();
        }
        if (!isEnded && !signal.aborted) {
          request(false);
        }
      });
  };
  request(false);
  return {
    end() {
      isEnded = true;
      wait.abort();
      release();
    },
    steal() {
      if (document.visibilityState === 'visible') {
        wait.abort();
        request(true);
      }
    },
  };
}

export function failureOf(error: unknown): Failure {
  if (error instanceof Problem) {
    return { status: error.status, detail: error.detail, retryAfter: error.retryAfter === undefined ? undefined : error.retryAfter * 1000 };
  }
  // The session has ended, or no answer came: both are waited for.
  return { status: error instanceof SignedOut ? 401 : 0, detail: null };
}

/** The channel of a chat id such as `default:62811…`. */
export const channelOf = (chat: string): string => chat.slice(0, Math.max(0, chat.indexOf(':'))) || 'default';

let outbox: Outbox | null = null;
let shutDown = () => {};
const openings = new Set<() => void>();

/** Opens drafts and outbox of this user. What was written before the session ended is sent now. */
export function openSending(user: string, onProblem: (entry: Entry) => void): void {
  closeSending();
  drafts.openFor(user);
  const own = new Outbox({
    storage: storageOf(user),
    call: ({ method, path: to, body }, key) => (method === 'POST' ? api.post(to, body, { key }) : api.patch(to, body, { key })),
    command: (id) => api.get<Outcome>(path('commands', id)),
    upload: async (file, chat) => {
      const response = await api.raw('/media', {
        method: 'POST', query: { channel: channelOf(chat) }, headers: { 'Content-Type': file.type || 'application/octet-stream' }, body: file, limit: UPLOAD_LIMIT,
      });
      return (await response.json()) as { id: string; mimeType: string };
    },
    file: files.get,
    forget: (id) => void files.forget(id),
    failureOf,
    lead: (work, lost) => lead(user, work, lost),
    newKey: freshKey,
    now: Date.now,
    later: (ms, work) => {
      const timer = setTimeout(work, Math.min(ms, 2 ** 31 - 1));
      return () => clearTimeout(timer);
    },
  });
  own.onProblem = onProblem;
  // What waited too long while no page was open. One of each chat: the list marks them all.
  const left = new Map(own.get().filter(({ state }) => state === 'unsent').map((entry) => [entry.chat, entry]));
  [...left.values()].slice(0, MOST_REPORTED).forEach(onProblem);
  const hurry = () => own.hurry();
  addEventListener('online', hurry);
  outbox = own;
  shutDown = () => {
    removeEventListener('online', hurry);
    own.close();
  };
  openings.forEach((opened) => opened());
  forgetOrphanedFiles();
}

/** Clears the page's copy. The stored one is for the next session of the user. */
export function closeSending(): void {
  shutDown();
  shutDown = () => {};
  outbox = null;
  drafts.openFor(null);
}

function forgetOrphanedFiles(): void {
  const ids = storage.keys()
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => parsed(storage.get(key))?.file?.id)
    .filter((id) => id !== undefined);
  void files.forgetOthers(new Set([...ids, ...drafts.fileIds()]));
}

/** The outbox of the signed-in user. */
export function sending(): Outbox {
  if (outbox === null) {
    throw new Error('No user is signed in.');
  }
  return outbox;
}

export const isSendingOpen = (): boolean => outbox !== null;
