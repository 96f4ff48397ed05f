// What the inbox needs of a browser, and a server whose answers a test decides. Imported before the inbox.

import type { Chat } from '../../../main/ts/model/chats';

const none = (): void => {};
const target = { addEventListener: none, removeEventListener: none };

class SilentChannel {
  onmessage = null;
  postMessage = none;
  close = none;
}

const listeners = new Map<string, (() => void)[]>();

export const page = {
  ...target,
  addEventListener: (name: string, action: () => void) => void listeners.set(name, [...(listeners.get(name) ?? []), action]),
  visibilityState: 'visible',
  hasFocus: () => true,
  title: 'Balas',
  documentElement: {},
};

/** The user goes to another tab, or comes back. */
export function show(visibility: 'visible' | 'hidden'): void {
  page.visibilityState = visibility;
  page.hasFocus = () => visibility === 'visible';
  listeners.get('visibilitychange')?.forEach((action) => action());
}

/** Frames are drawn on a visible page only. */
let frames: (() => void)[] = [];
setFrames();

function setFrames(): void {
  Object.defineProperty(globalThis, 'requestAnimationFrame', { configurable: true, value: (action: () => void) => frames.push(action) });
}

export function draw(): void {
  const due = frames;
  frames = [];
  if (page.visibilityState === 'visible') {
    due.forEach((action) => action());
  }
}

export const kept = new Map<string, string>();
const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };

function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

define('BroadcastChannel', SilentChannel);
define('document', page);
define('navigator', { language: 'en' });
define('location', { hash: '' });
define('addEventListener', none);
define('sessionStorage', storage);
define('localStorage', storage);
define('reportError', (error: unknown) => {
  throw error;
});
// The redrawing of waiting times would keep the test running.
define('setInterval', none);

type Answer = { body: unknown } | { error: unknown };

export class TestServer {
  readonly calls: string[] = [];
  /** The bodies of bulk actions. */
  readonly bulk: { dryRun?: boolean; chats?: { id: string; seen?: string }[] }[] = [];
  counts: Record<string, number> = { waiting: 0, mine: 0, unassigned: 0, team: 0, all: 0, open: 0, snoozed: 0, resolved: 0, bot: 0, groups: 0 };
  /** The answer to a call of the list. A promise is answered later. */
  list: (query: URLSearchParams) => { chats: Chat[]; next: string | null } | Promise<{ chats: Chat[]; next: string | null }> = () => ({ chats: [], next: null });
  /** A promise is answered later. */
  teams: unknown[] | Promise<unknown[]> = [];
  /** Who is in a chat. */
  present: { username: string; activity: 'LOOKING' | 'TYPING' }[] = [];
  isDown = false;
  private stream: ReadableStreamDefaultController<Uint8Array> | null = null;
  private last = 0;

  constructor() {
    define('fetch', (address: string, options: { signal: AbortSignal | null; body: string | null }) => {
      if (address === '/chats/bulk') {
        this.bulk.push(JSON.parse(options.body ?? '{}'));
      }
      return this.answer(address, options.signal);
    });
  }

  private async answer(address: string, signal: AbortSignal | null): Promise<Response> {
    const { pathname, searchParams } = new URL(address, 'http://desk');
    this.calls.push(pathname);
    if (this.isDown) {
      throw new TypeError('no connection');
    }
    if (pathname === '/chats/stream') {
      return new Response(new ReadableStream<Uint8Array>({ start: (controller) => void (this.stream = controller) }));
    }
    const { body } = (await this.bodyOf(pathname, searchParams)) as { body: unknown };
    if (signal?.aborted) {
      throw new DOMException('aborted', 'AbortError');
    }
    return new Response(JSON.stringify(body));
  }

  private async bodyOf(path: string, query: URLSearchParams): Promise<Answer> {
    if (path === '/teams') {
      return { body: { teams: await this.teams } };
    }
    const fixed: Record<string, unknown> = {
      '/chats/counts': this.counts, '/labels': { labels: [] }, '/agents': { agents: [] }, '/views': { views: [] }, '/mentions': { mentions: [] },
      '/chats/bulk': { id: 'b1', state: 'FINISHED', chats: 1, done: 1, refused: 0, late: 0, pending: 0, refusals: [] },
    };
    return { body: path === '/chats' ? await this.list(query) : path.endsWith('/presence') ? { users: this.present } : fixed[path] };
  }

  listCalls(): number {
    return this.calls.filter((path) => path === '/chats').length;
  }

  ready(): Promise<void> {
    return this.send('ready', []);
  }

  rows(...rows: Chat[]): Promise<void> {
    return this.send(...rows.flatMap((row): [string, unknown] => ['chat', { chat: row.id, row }]));
  }

  private async send(...events: unknown[]): Promise<void> {
    let text = '';
    for (let index = 0; index < events.length; index += 2) {
      text += `id:${++this.last}\nevent:${events[index] as string}\ndata:${JSON.stringify(events[index + 1])}\n\n`;
    }
    try {
      this.stream?.enqueue(new TextEncoder().encode(text));
    } catch {
      // The page has closed the stream.
    }
    await settled();
  }

  async cut(): Promise<void> {
    this.stream?.error(new Error('cut'));
    await settled();
  }
}

export async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    draw();
  }
}
