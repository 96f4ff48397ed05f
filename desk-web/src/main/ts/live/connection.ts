// One stream that is opened again after every break. A line that is silent for too long counts as broken: the server
// sends a comment every 15 s.

import { eventReader, type StreamEvent } from './events';

export type LiveState = 'live' | 'connecting' | 'offline';

export interface Clock {
  now(): number;
  /** Returns a function that cancels. */
  after(ms: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, action) {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

export const SILENT_MS = 40_000;
/** A line that was silent for this long is tried anew when the page returns to the screen. */
const DOUBTFUL_MS = 20_000;
const OPEN_WITHIN_MS = 20_000;
const SHORTEST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8_000;
/** A shorter connection does not end the series of breaks, so that a server that hangs up at once is not hammered. */
const STEADY_MS = 5_000;
/** Breaks in a row after which the page calls itself offline. */
const OFFLINE_AFTER = 2;

export interface Wire {
  /** Opens the stream after the event with this id. Rejects with an error that may have `retryAfter` in seconds. */
  open(last: string | null, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

export interface ConnectionEvents {
  onEvent(event: StreamEvent): void;
  onState(state: LiveState): void;
  /** Bytes have arrived, be it only a comment. */
  onSign(): void;
  /** The server does not know the last event any more, so that changes may be missing. */
  onGap(): void;
}

export class Connection {
  private attempt: AbortController | null = null;
  private cancelTimer: () => void = () => {};
  private breaks = 0;
  private signAt = 0;
  private beganAt = 0;
  private last: string | null = null;
  private isStopped = true;
  private isWaiting = false;

  constructor(
    private readonly wire: Wire,
    private readonly events: ConnectionEvents,
    private readonly clock: Clock = systemClock,
    private readonly random: () => number = Math.random,
  ) {}

  start(last: string | null): void {
    this.last = last;
    this.isStopped = false;
    this.breaks = 0;
    this.events.onState('connecting');
    void this.connect();
  }

  stop(): void {
    this.isStopped = true;
    this.isWaiting = false;
    this.cancelTimer();
    this.attempt?.abort();
    this.attempt = null;
  }

  /** The page is back on the screen or the network is back: does not wait for the next attempt. */
  wake(): void {
    if (this.isStopped) {
      return;
    }
    if (this.isWaiting) {
      void this.connect();
    } else if (this.clock.now() - this.signAt > DOUBTFUL_MS) {
      this.attempt?.abort();
    }
  }

  /** The browser has lost its network. */
  lost(): void {
    if (!this.isStopped && !this.isWaiting) {
      this.breaks = OFFLINE_AFTER;
      this.attempt?.abort();
    }
  }

  private async connect(): Promise<void> {
    this.isWaiting = false;
    this.cancelTimer();
    const attempt = new AbortController();
    this.attempt = attempt;
    this.beganAt = this.signAt = this.clock.now();
    let retryAfterMs = 0;
    this.watch(attempt, OPEN_WITHIN_MS);
    try {
      const stream = await this.wire.open(this.last, attempt.signal);
      await this.read(stream, attempt);
    } catch (error) {
      const problem = error as { status?: number; retryAfter?: number };
      retryAfterMs = (problem.retryAfter ?? 0) * 1000;
      if (problem.status === 400 && this.last !== null && !attempt.signal.aborted) {
        this.last = null;
        this.events.onGap();
      }
    }
    if (this.attempt !== attempt || this.isStopped) {
      return;
    }
    this.retry(retryAfterMs);
  }

  private async read(stream: ReadableStream<Uint8Array>, attempt: AbortController): Promise<void> {
    const reader = stream.getReader();
    const cancel = () => void reader.cancel().catch(() => {});
    attempt.signal.addEventListener('abort', cancel);
    const text = new TextDecoder();
    const events = eventReader((event) => {
      this.last = event.id ?? this.last;
      this.events.onEvent(event);
    });
    try {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        if (attempt.signal.aborted) {
          return;
        }
        this.sign(attempt);
        events(text.decode(piece.value, { stream: true }));
      }
    } finally {
      attempt.signal.removeEventListener('abort', cancel);
    }
  }

  private sign(attempt: AbortController): void {
    this.signAt = this.clock.now();
    if (this.signAt - this.beganAt >= STEADY_MS) {
      this.breaks = 0;
    }
    this.watch(attempt, SILENT_MS);
    this.events.onState('live');
    this.events.onSign();
  }

  private watch(attempt: AbortController, ms: number): void {
    this.cancelTimer();
    this.cancelTimer = this.clock.after(ms, () => attempt.abort());
  }

  private retry(atLeastMs: number): void {
    this.cancelTimer();
    this.breaks += 1;
    this.events.onState(this.breaks >= OFFLINE_AFTER ? 'offline' : 'connecting');
    const wait = Math.min(SHORTEST_WAIT_MS * 2 ** (this.breaks - 1), LONGEST_WAIT_MS);
    this.isWaiting = true;
    this.cancelTimer = this.clock.after(Math.max(atLeastMs, wait * (0.75 + this.random() / 2)), () => void this.connect());
  }
}
