// The number of failed deliveries in the navigation, and the numbers that send nothing, for admins.

import { api } from '../api/client';
import { counts } from '../app/counts';
import { session } from '../session/session';
import { createStore } from '../store';
import type { ChannelStatus, DeliveryPage } from './types';

const EVERY_MS = 60_000;
const MOST = 100;

export async function countFailed(): Promise<void> {
  const page = await api.get<DeliveryPage>('/deliveries', { query: { state: 'FAILED', handled: false, limit: MOST } });
  counts.set({ deliveries: page.deliveries.length });
}

/** The names of our numbers that are not connected to WhatsApp. Their messages wait. */
export const disconnected = createStore<readonly string[]>([]);

session.onEnd(() => disconnected.set(() => []));

async function lookAtChannels(): Promise<void> {
  const down = (await api.get<ChannelStatus[]>('/channels')).filter(({ state }) => state === 'DOWN').map(({ name }) => name);
  disconnected.set((before) => (before.join() === down.join() ? before : down));
}

/** Counts now, and every minute while the page is visible. Returns the function that ends it. */
export function watchFailed(): () => void {
  const count = () => {
    if (document.visibilityState === 'visible') {
      countFailed().catch(() => {});
      lookAtChannels().catch(() => {});
    }
  };
  count();
  const timer = setInterval(count, EVERY_MS);
  return () => clearInterval(timer);
}
