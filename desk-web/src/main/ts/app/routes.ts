// Addresses of the page, after "#". A link is a usual `<a href="#/…">`.

import { useEffect, useState } from 'preact/hooks';

export type RouteName = 'inbox' | 'chat' | 'deliveries' | 'users' | 'audit' | 'help' | 'account' | 'invitation' | 'setup' | 'reset' | 'unknown';

export interface Route {
  name: RouteName;
  params: Readonly<Record<string, string>>;
}

const PATTERNS: readonly [RouteName, RegExp][] = [
  ['inbox', /^\/?(?:inbox(?:\/(?<view>[^/]+))?)?$/],
  ['chat', /^\/chats\/(?<chatId>[^/]+)$/],
  // The address of the former page.
  ['inbox', /^\/chats$/],
  ['deliveries', /^\/deliveries(?:\/(?<status>\w+))?$/],
  ['users', /^\/users$/],
  ['audit', /^\/audit$/],
  ['help', /^\/help(?:\/(?<topic>\w+))?$/],
  ['account', /^\/account$/],
  ['invitation', /^\/invitation\/(?<secret>[\w-]{16,200})$/],
  ['setup', /^\/setup\/(?<secret>[\w-]{16,200})$/],
  ['reset', /^\/reset$/],
];

/** `#/chats/default:62…?message=3` is `{name: 'chat', params: {chatId: 'default:62…', message: '3'}}`. */
export function parse(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  for (const [name, pattern] of PATTERNS) {
    const found = pattern.exec(path);
    if (found) {
      const params: Record<string, string> = Object.fromEntries(new URLSearchParams(query));
      for (const [key, value] of Object.entries(found.groups ?? {})) {
        if (value !== undefined) {
          params[key] = decoded(value);
        }
      }
      return { name, params };
    }
  }
  return { name: 'unknown', params: {} };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

export const chatPath = (chatId: string, message?: string): string =>
  `#/chats/${encodeURIComponent(chatId)}${message === undefined ? '' : `?message=${encodeURIComponent(message)}`}`;

/** `navigate('#/deliveries')`. With `replace` the present address does not stay in the history. */
export function navigate(path: string, { replace = false } = {}): void {
  const hash = path.startsWith('#') ? path : `#${path}`;
  if (hash === location.hash) {
    return;
  }
  if (replace) {
    history.replaceState(null, '', hash);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = hash;
  }
}

export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    changed();
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return parse(hash);
}
