// Whether our number of a chat sends now. Agents may not list the channels, but see which ones send nothing.

import { useEffect } from 'preact/hooks';
import type { Interruption } from 'services/sender-service';
import { api } from '../api/client';
import { Listing, useListing } from '../conversation/directory';

const EVERY_MS = 60_000;

const interrupted = new Listing<Interruption>(() => api.get<Interruption[]>('/channels/interrupted'));

export const interruptionOf = (all: readonly Interruption[], channel: string): Interruption | null => all.find(({ name }) => name === channel) ?? null;

/** Null if the channel sends, as far as is known. Asks again every minute while the page is visible. */
export function useInterruption(channel: string): Interruption | null {
  const all = useListing(interrupted);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') {
        void interrupted.load(true);
      }
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return interruptionOf(all, channel);
}
