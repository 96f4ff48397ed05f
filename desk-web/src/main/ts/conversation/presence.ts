// Who else has the chat open or types in it, and our own signs of it.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { InChat } from 'services/bot-service';
import { api, path } from '../api/client';
import { live } from '../live/live';
import type { Present } from './types';

const LOOK_EVERY_MS = 20_000;
const TYPE_EVERY_MS = 5_000;
const CUSTOMER_EVERY_MS = 6_000;

/** Calls back with the users in this chat, now and at each change. Returns the function that ends it. */
export function watchPresence(chat: string, changed: (users: readonly Present[]) => void): () => void {
  let latest = 0;
  const ask = () => {
    const own = ++latest;
    // An event that came meanwhile is newer than the answer.
    api.get<InChat>(path('chats', chat, 'presence')).then(({ users }) => own === latest && changed(users)).catch(() => {});
  };
  const ends = [
    live.on('presence', (event) => {
      if (event.chat === chat) {
        latest += 1;
        changed(event.users);
      }
    }),
    // Who has left during a break is in no event.
    live.on('resync', ask),
    live.state.subscribe(() => live.state.get() === 'live' && ask()),
    () => void (latest += 1),
  ];
  ask();
  return () => ends.forEach((end) => end());
}

/** The other users in this chat. Reports that this user looks at it while the page is visible. */
export function usePresence(chat: string, me: string): readonly Present[] {
  const [present, setPresent] = useState<readonly Present[]>([]);
  useEffect(() => {
    const end = watchPresence(chat, (users) => setPresent(users.filter(({ username }) => username !== me)));
    const look = () => {
      if (document.visibilityState === 'visible') {
        api.put(path('chats', chat, 'presence'), { activity: 'LOOKING' }).catch(() => {});
      }
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      end();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      api.delete(path('chats', chat, 'presence')).catch(() => {});
    };
  }, [chat, me]);
  return present;
}

/** Returns what to call at each key. `showsCustomer`: WhatsApp shows "typing…" to the customer. */
export function useTyping(chat: string, showsCustomer: boolean): { typed: () => void; stopped: () => void } {
  const last = useRef({ desk: 0, customer: 0 });
  useEffect(() => () => void (last.current = { desk: 0, customer: 0 }), [chat]);
  return {
    typed: () => {
      const now = Date.now();
      if (now - last.current.desk > TYPE_EVERY_MS) {
        last.current.desk = now;
        api.put(path('chats', chat, 'presence'), { activity: 'TYPING' }).catch(() => {});
      }
      if (showsCustomer && now - last.current.customer > CUSTOMER_EVERY_MS) {
        last.current.customer = now;
        api.put(path('chats', chat, 'typing'), { typing: true }).catch(() => {});
      }
    },
    stopped: () => {
      last.current.desk = 0;
      api.put(path('chats', chat, 'presence'), { activity: 'LOOKING' }).catch(() => {});
      if (last.current.customer > 0) {
        last.current.customer = 0;
        api.put(path('chats', chat, 'typing'), { typing: false }).catch(() => {});
      }
    },
  };
}
