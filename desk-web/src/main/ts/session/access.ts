// The access token. It is kept in memory only; the cookie that renews it is hidden from scripts. Tabs renew one at a
// time where the browser has locks. Two renewals at once are harmless.

import { Offline, Problem } from '../api/problem';

const LIMIT_MS = 20_000;

let current: string | null = null;
let end: (reason: 'ended' | 'other-user') => void = () => {};
let ask: () => Promise<boolean> = () => Promise.resolve(false);

export interface Answer {
  response: Response;
  body: Record<string, unknown>;
}

/** Posts without the client's renewal. Throws if there is no answer. */
export async function post(path: string, body: unknown, bearer: string | null = null): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  return { response, body: response.status === 204 ? {} : await response.json().catch(() => ({})) };
}

/** The user's id in a token. */
export function subject(token: string): string | null {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return (JSON.parse(atob(payload)) as { sub?: string }).sub ?? null;
  } catch {
    return null;
  }
}

const alone = <T>(action: () => Promise<T>): Promise<T> =>
  navigator.locks ? (navigator.locks.request('balas-session', action) as Promise<T>) : action();

/** Returns whether there is a token now. `stale` is the rejected one: another call may have renewed it meanwhile. */
async function renew(stale: string | null): Promise<boolean> {
  return alone(async () => {
    if (current !== stale) {
      return current !== null;
    }
    const { response, body } = await post('/auth/refresh', {}).catch((error: Error) => {
      throw new Offline(error.name === 'TimeoutError' ? 'time' : 'connection');
    });
    if (response.status === 401 || response.status === 403) {
      const had = current !== null;
      current = null;
      if (had) {
        end('ended');
      }
      return false;
    }
    if (!response.ok) {
      throw new Problem(response.status, body);
    }
    const next = body['access_token'] as string;
    // The cookie is common to all tabs: another user may have signed in meanwhile.
    if (current !== null && subject(next) !== subject(current)) {
      current = null;
      end('other-user');
      return false;
    }
    current = next;
    return true;
  });
}

export const access = {
  token: (): string | null => current,
  set(token: string | null): void {
    current = token;
  },
  renew,
  /** Asks the user for their password or a code. Returns whether the server accepted it. */
  confirm: (): Promise<boolean> => ask(),
  /** Who is notified when the server has ended the session, and who asks for a confirmation. */
  connect(handlers: { end: typeof end; ask: typeof ask }): void {
    ({ end, ask } = handlers);
  },
};
