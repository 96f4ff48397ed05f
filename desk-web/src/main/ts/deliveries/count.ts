// The number of failed deliveries in the navigation, for admins.

import { api } from '../api/client';
import { counts } from '../app/counts';
import type { Line } from './types';

const EVERY_MS = 60_000;
const MOST = 100;

export async function countFailed(): Promise<void> {
  const page = await api.get<{ deliveries: Line[] }>('/deliveries', { query: { state: 'FAILED', handled: false, limit: MOST } });
  counts.set({ deliveries: page.deliveries.length });
}

/** Counts now, and every minute while the page is visible. Returns the function that ends it. */
export function watchFailed(): () => void {
  const count = () => {
    if (document.visibilityState === 'visible') {
      countFailed().catch(() => {});
    }
  };
  count();
  const timer = setInterval(count, EVERY_MS);
  return () => clearInterval(timer);
}
