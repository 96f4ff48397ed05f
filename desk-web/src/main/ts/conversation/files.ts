// Files of messages. The address of a picture cannot carry a token, so each file is fetched and shown from memory.

import { useEffect, useState } from 'preact/hooks';
import { api, path } from '../api/client';
import { session } from '../session/session';
import type { MediaContent } from './types';

const MOST_KEPT = 80;
const LIMIT_MS = 120_000;
const kept = new Map<string, Promise<string>>();

const keyOf = (content: MediaContent, channel: string) => `${channel} ${content.mediaId ?? content.link}`;

async function fetched(content: MediaContent, channel: string): Promise<string> {
  const response = content.mediaId
    ? await api.raw(path('media', content.mediaId), { query: { channel }, limit: LIMIT_MS })
    : await api.raw('/media', { query: { link: content.link ?? '' }, limit: LIMIT_MS });
  return URL.createObjectURL(await response.blob());
}

function forget(url: Promise<string>): void {
  url.then((address) => URL.revokeObjectURL(address)).catch(() => {});
}

/** The address of the file in memory. */
export function urlOf(content: MediaContent, channel: string): Promise<string> {
  const key = keyOf(content, channel);
  const known = kept.get(key);
  if (known !== undefined) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const url = fetched(content, channel);
  url.catch(() => kept.delete(key));
  kept.set(key, url);
  const oldest = kept.entries().next().value;
  if (kept.size > MOST_KEPT && oldest !== undefined) {
    kept.delete(oldest[0]);
    forget(oldest[1]);
  }
  return url;
}

session.onEnd(() => {
  kept.forEach(forget);
  kept.clear();
});

export type MediaState = { url: string | null; hasFailed: boolean; retry: () => void };

/** Loads the file once `isWanted`. */
export function useMedia(content: MediaContent, channel: string, isWanted: boolean): MediaState {
  const [state, setState] = useState<{ url: string | null; hasFailed: boolean }>({ url: null, hasFailed: false });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (!isWanted) {
      return undefined;
    }
    let isCurrent = true;
    setState({ url: null, hasFailed: false });
    urlOf(content, channel).then(
      (url) => isCurrent && setState({ url, hasFailed: false }),
      () => isCurrent && setState({ url: null, hasFailed: true }),
    );
    return () => {
      isCurrent = false;
    };
  }, [keyOf(content, channel), isWanted, tries]);
  return { ...state, retry: () => setTries((count) => count + 1) };
}

/** Lets the browser save a file under its name. */
export async function download(content: MediaContent, channel: string, name: string): Promise<void> {
  const link = document.createElement('a');
  link.href = await urlOf(content, channel);
  link.download = name;
  link.click();
}

const SHOWN = /^image\/(?:jpeg|png|webp|gif)\b/;
export const isPicture = (content: MediaContent): boolean => SHOWN.test(content.mimeType) && content.kind !== 'DOCUMENT';
export const isMoving = (content: MediaContent): boolean => content.mimeType.startsWith('video/') && content.kind !== 'DOCUMENT';
export const isSound = (content: MediaContent): boolean => content.mimeType.startsWith('audio/');
