// Short messages at the edge of the page. A message about a part of the page belongs to that part instead.

import { session } from '../session/session';
import { createStore } from '../store';

export interface ToastMessage {
  id: number;
  text: string;
  kind: 'good' | 'bad';
  action?: { label: string; run: () => unknown };
}

const KEPT_MS = 8000;
const MOST = 3;

export const toasts = createStore<readonly ToastMessage[]>([]);
export const announcement = createStore({ text: '', count: 0 });
let last = 0;

session.onEnd(() => toasts.set(() => []));

export function closeToast(id: number): void {
  toasts.set((all) => all.filter((each) => each.id !== id));
}

/** Returns the function that closes it. With an action, such as "Undo", it stays twice as long; a failure until it is closed. */
export function toast(text: string, { kind = 'good', action }: { kind?: ToastMessage['kind']; action?: ToastMessage['action'] } = {}): () => void {
  const id = ++last;
  toasts.set((all) => [...all.filter((each) => each.text !== text).slice(1 - MOST), { id, text, kind, ...(action ? { action } : {}) }]);
  if (kind !== 'bad') {
    setTimeout(() => closeToast(id), action ? 2 * KEPT_MS : KEPT_MS);
  }
  return () => closeToast(id);
}

/** Says a sentence to screen readers, without showing it. */
export function announce(text: string): void {
  announcement.set(({ count }) => ({ text, count: count + 1 }));
}
