// A clock and a line that a test moves.

import type { Clock, Wire } from '../../../main/ts/live/connection';

export class TestClock implements Clock {
  private time = 1_000_000;
  private timers: { at: number; action: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, action: () => void): () => void {
    const timer = { at: this.time + ms, action };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }

  /** Time passes; what is due happens in order. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await settled();
    for (;;) {
      const next = this.timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (next === undefined) {
        break;
      }
      this.timers = this.timers.filter((each) => each !== next);
      this.time = Math.max(this.time, next.at);
      next.action();
      await settled();
    }
    this.time = end;
  }
}

/** Lets all promises that can go on do so. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
  }
}

export class TestLine implements Wire {
  readonly opened: (string | null)[] = [];
  isDown = false;
  refusal: unknown = null;
  private controller: ReadableStreamDefaultController<Uint8Array> | null = null;

  open(last: string | null, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    this.opened.push(last);
    if (this.isDown) {
      return Promise.reject(new Error('no connection'));
    }
    if (this.refusal !== null) {
      const { refusal } = this;
      this.refusal = null;
      return Promise.reject(refusal as Error);
    }
    return Promise.resolve(
      new ReadableStream<Uint8Array>({
        start: (controller) => {
          this.controller = controller;
          signal.addEventListener('abort', () => {
            if (this.controller === controller) {
              this.controller = null;
            }
          });
        },
      }),
    );
  }

  /** The server sends a text. */
  async send(text: string): Promise<void> {
    this.controller?.enqueue(new TextEncoder().encode(text));
    await settled();
  }

  async cut(): Promise<void> {
    this.controller?.error(new Error('cut'));
    this.controller = null;
    await settled();
  }
}
