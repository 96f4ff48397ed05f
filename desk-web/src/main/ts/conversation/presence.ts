// Who else has the chat open or types in it, and our own signs of it.

import { useEffect, useRef, useState } from 'preact/hooks';
import { api, path } from '../api/client';
import { live } from '../live/live';
import type { Present } from './types';

const LOOK_EVERY_MS = 20_000;
const TYPE_EVERY_MS = 5_000;
const CUSTOMER_EVERY_MS = 6_000;

/** The other users in this chat. Reports that this user looks at it while the page is visible. */
export function usePresence(chat: string, me: string): readonly Present[] {
  const [present, setPresent] = useState<readonly Present[]>([]);
  useEffect(() => {
    const others = (users: readonly Present[]) => setPresent(users.filter(({ username }) => username !== me));
    const end = live.on('presence', (event) => event.chat === chat && others(event.users));
    const look = () => {
      if (document.visibilityState === 'visible') {
        api.put(path('chats', chat, 'presence'), { activity: 'LOOKING' }).catch(() => {});
      }
    };
    look();
    api.get<{ users: Present[] }>(path('chats', chat, 'presence')).then(({ users }) => others(users)).catch(() => {});
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
