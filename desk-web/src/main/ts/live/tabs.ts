// All tabs of a user share one stream. The tab that holds the lock reads it and passes everything on. When it closes,
// dies or is frozen, another one goes on after the last event that it has received itself.

import { type Clock, type LiveState, systemClock } from './connection';

/** What a tab hears of the stream. */
export interface Heard {
  name: string;
  data: string;
  id: string | null;
}

type Letter =
  | { kind: 'events'; leader: string; number: number; events: Heard[] }
  | { kind: 'state'; leader: string; number: number; state: LiveState; last: string | null }
  | { kind: 'gap'; leader: string; number: number }
  | { kind: 'hello' };

export interface Channel {
  postMessage(letter: Letter): void;
  onmessage: ((event: { data: Letter }) => void) | null;
  close(): void;
}

/** Runs `held` while this tab has the lock. `steal` takes it from a tab that does not answer. Rejects if it is stolen. */
export type Lock = (steal: boolean, signal: AbortSignal, held: () => Promise<void>) => Promise<void>;

export interface Source {
  start(last: string | null): void;
  stop(): void;
}

export interface TabEvents {
  onHeard(events: Heard[]): void;
  onState(state: LiveState): void;
  /** Changes may be missing: what is shown has to be loaded again. */
  onGap(): void;
}

/** The leader sends a letter this often while its line works, and at each attempt while it does not. */
const SIGN_EVERY_MS = 5_000;
export const LEADER_SILENT_MS = 60_000;

export class Tabs {
  private readonly id = Math.random().toString(36).slice(2);
  private isLeader = false;
  private leader: string | null = null;
  private number = 0;
  private last: string | null = null;
  private state: LiveState = 'connecting';
  private heardAt: number;
  private signAt = 0;
  private release: () => void = () => {};
  private waiting = new AbortController();
  private cancelCheck: () => void = () => {};
  private isClosed = false;

  constructor(
    private readonly channel: Channel,
    private readonly lock: Lock,
    private readonly source: Source,
    private readonly events: TabEvents,
    private readonly isVisible: () => boolean,
    private readonly clock: Clock = systemClock,
  ) {
    this.heardAt = clock.now();
  }

  start(): void {
    this.channel.onmessage = ({ data }) => this.receive(data);
    this.channel.postMessage({ kind: 'hello' });
    void this.apply(false);
    this.check();
  }

  close(): void {
    this.isClosed = true;
    this.cancelCheck();
    this.waiting.abort();
    this.resign();
    this.channel.close();
  }

  /** Events of the own stream. */
  heard(events: Heard[]): void {
    if (!this.isLeader) {
      return;
    }
    this.note(events);
    this.number += 1;
    this.channel.postMessage({ kind: 'events', leader: this.id, number: this.number, events });
    this.signAt = this.clock.now();
    this.events.onHeard(events);
  }

  stateChanged(state: LiveState): void {
    if (this.isLeader && (state !== this.state || state !== 'live')) {
      this.state = state;
      this.sendState();
      this.events.onState(state);
    }
  }

  /** The own stream has shown that it works. */
  sign(): void {
    if (this.isLeader && this.clock.now() - this.signAt >= SIGN_EVERY_MS) {
      this.sendState();
    }
  }

  gap(): void {
    if (this.isLeader) {
      this.number += 1;
      this.channel.postMessage({ kind: 'gap', leader: this.id, number: this.number });
      this.events.onGap();
    }
  }

  /** Takes the lead from a tab that is silent. Called when the page returns to the screen, too. */
  check(): void {
    this.cancelCheck();
    if (this.isClosed) {
      return;
    }
    if (!this.isLeader && this.isVisible() && this.clock.now() - this.heardAt > LEADER_SILENT_MS) {
      this.heardAt = this.clock.now();
      this.follow('connecting');
      this.waiting.abort();
      this.waiting = new AbortController();
      void this.apply(true);
    }
    this.cancelCheck = this.clock.after(SIGN_EVERY_MS, () => this.check());
  }

  private async apply(steal: boolean): Promise<void> {
    const { signal } = this.waiting;
    let hasLed = false;
    try {
      await this.lock(steal, signal, () => {
        hasLed = true;
        return this.lead();
      });
    } catch {
      // Stolen by another tab, or no longer wanted.
    }
    if (hasLed) {
      this.resign();
    }
    if (!this.isClosed && !signal.aborted) {
      this.heardAt = this.clock.now();
      void this.apply(false);
    }
  }

  private lead(): Promise<void> {
    if (this.isClosed) {
      return Promise.resolve();
    }
    this.isLeader = true;
    this.number = 0;
    return new Promise((resolve) => {
      this.release = resolve;
      this.source.start(this.last);
    });
  }

  private resign(): void {
    if (this.isLeader) {
      this.isLeader = false;
      this.source.stop();
    }
    this.release();
  }

  private receive(letter: Letter): void {
    if (letter.kind === 'hello') {
      if (this.isLeader) {
        this.sendState();
      }
      return;
    }
    if (this.isLeader) {
      // A tab that was robbed of the lock without knowing it yet.
      return;
    }
    this.heardAt = this.clock.now();
    const isNew = letter.leader !== this.leader;
    const expected = this.number + (letter.kind === 'state' ? 0 : 1);
    const wasLed = this.leader !== null;
    this.leader = letter.leader;
    const missed = isNew ? wasLed && (letter.kind === 'state' ? letter.last !== this.last : letter.number !== 1) : letter.number !== expected;
    this.number = letter.number;
    if (letter.kind === 'events') {
      this.note(letter.events);
      this.events.onHeard(letter.events);
    } else if (letter.kind === 'state') {
      this.last = letter.last ?? this.last;
      this.follow(letter.state);
    }
    if (missed || letter.kind === 'gap') {
      this.events.onGap();
    }
  }

  private note(events: Heard[]): void {
    for (const { id } of events) {
      this.last = id ?? this.last;
    }
  }

  private follow(state: LiveState): void {
    if (state !== this.state) {
      this.state = state;
      this.events.onState(state);
    }
  }

  private sendState(): void {
    this.signAt = this.clock.now();
    this.channel.postMessage({ kind: 'state', leader: this.id, number: this.number, state: this.state, last: this.last });
  }
}
