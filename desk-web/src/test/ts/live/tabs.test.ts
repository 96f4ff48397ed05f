import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LiveState } from '../../../main/ts/live/connection';
import { type Channel, type Heard, LEADER_SILENT_MS, type Lock, Tabs } from '../../../main/ts/live/tabs';
import { settled, TestClock } from './line';

/** A browser: tabs share a channel and a lock. */
class Browser {
  readonly clock = new TestClock();
  readonly tabs: Tab[] = [];
  private holder: { robbed: () => void } | null = null;
  private readonly queue: (() => void)[] = [];

  readonly lock: Lock = async (steal, signal, held) => {
    if (steal) {
      this.holder?.robbed();
    } else if (this.holder !== null) {
      await new Promise<void>((resolve, reject) => {
        this.queue.push(resolve);
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
      if (signal.aborted) {
        return;
      }
    }
    let robbed = () => {};
    const robbery = new Promise<never>((_, reject) => {
      robbed = () => reject(new Error('stolen'));
    });
    robbery.catch(() => {});
    const own = { robbed };
    this.holder = own;
    try {
      await Promise.race([held(), robbery]);
    } finally {
      if (this.holder === own) {
        this.holder = null;
        this.queue.shift()?.();
      }
    }
  };

  open(): Tab {
    const tab = new Tab(this);
    this.tabs.push(tab);
    tab.tabs.start();
    return tab;
  }

  /** The process of the tab dies: its lock is free and it says nothing more. */
  kill(tab: Tab): void {
    tab.isDead = true;
    this.holder = null;
    this.queue.shift()?.();
  }
}

class Tab {
  readonly heard: string[] = [];
  readonly states: LiveState[] = [];
  readonly started: (string | null)[] = [];
  gaps = 0;
  isDead = false;
  isVisible = true;
  isReading = false;
  readonly channel: Channel;
  readonly tabs: Tabs;

  constructor(browser: Browser) {
    this.channel = {
      onmessage: null,
      close() {},
      postMessage: (letter) => {
        for (const other of browser.tabs) {
          if (other !== this && !other.isDead && !this.isDead) {
            other.channel.onmessage?.({ data: letter });
          }
        }
      },
    };
    this.tabs = new Tabs(
      this.channel,
      browser.lock,
      {
        start: (last) => {
          this.started.push(last);
          this.isReading = true;
          this.tabs.stateChanged('connecting');
        },
        stop: () => (this.isReading = false),
      },
      {
        onHeard: (events) => this.heard.push(...events.map(({ data }) => data)),
        onState: (state) => this.states.push(state),
        onGap: () => (this.gaps += 1),
      },
      () => this.isVisible,
      browser.clock,
    );
  }

  async reads(...ids: number[]): Promise<void> {
    this.tabs.stateChanged('live');
    this.tabs.heard(ids.map((id): Heard => ({ name: 'chat', data: `${id}`, id: `${id}` })));
    await settled();
  }
}

test('one tab reads the stream, all hear it', async () => {
  const browser = new Browser();
  const [one, two] = [browser.open(), browser.open()];
  await settled();
  await one.reads(1, 2);
  assert.deepEqual([one.isReading, two.isReading], [true, false]);
  assert.deepEqual(two.heard, ['1', '2']);
  assert.equal(two.states.at(-1), 'live');
});

test('a tab that opens later knows the state and misses nothing', async () => {
  const browser = new Browser();
  const one = browser.open();
  await settled();
  await one.reads(1, 2, 3);
  const late = browser.open();
  await settled();
  assert.equal(late.states.at(-1), 'live');
  await one.reads(4);
  assert.deepEqual(late.heard, ['4']);
  assert.equal(late.gaps, 0);
});

test('another tab goes on after the last event when the leader dies', async () => {
  const browser = new Browser();
  const [one, two, three] = [browser.open(), browser.open(), browser.open()];
  await settled();
  await one.reads(1, 2);
  browser.kill(one);
  await settled();
  assert.deepEqual(two.started, ['2']);
  await two.reads(3);
  assert.deepEqual(three.heard, ['1', '2', '3']);
  assert.equal(three.gaps, 0);
});

test('another tab goes on when the leader is closed', async () => {
  const browser = new Browser();
  const [one, two] = [browser.open(), browser.open()];
  await settled();
  await one.reads(1);
  one.tabs.close();
  await settled();
  assert.deepEqual([one.isReading, two.isReading], [false, true]);
});

test('a leader that is frozen is replaced by a visible tab, not by a hidden one', async () => {
  const browser = new Browser();
  const [one, two, three] = [browser.open(), browser.open(), browser.open()];
  two.isVisible = false;
  await settled();
  await one.reads(7);
  await browser.clock.pass(LEADER_SILENT_MS + 10_000);
  assert.deepEqual([two.isReading, three.isReading], [false, true]);
  assert.deepEqual(three.started, ['7']);
  assert.equal(one.isReading, false, 'the frozen tab stops when it wakes up');
  await three.reads(8);
  assert.deepEqual(one.heard, ['7', '8']);
});

test('a leader that shows signs of life stays', async () => {
  const browser = new Browser();
  const [one, two] = [browser.open(), browser.open()];
  await settled();
  await one.reads(1);
  for (let times = 0; times < 20; times++) {
    await browser.clock.pass(15_000);
    one.tabs.sign();
  }
  assert.deepEqual([one.isReading, two.isReading], [true, false]);
});

test('a tab that missed a letter loads again', async () => {
  const browser = new Browser();
  const [one, two] = [browser.open(), browser.open()];
  await settled();
  await one.reads(1);
  two.isDead = true;
  await one.reads(2);
  two.isDead = false;
  await one.reads(3);
  assert.equal(two.gaps, 1);
});

test('a gap of the stream reaches all tabs', async () => {
  const browser = new Browser();
  const [one, two] = [browser.open(), browser.open()];
  await settled();
  await one.reads(1);
  one.tabs.gap();
  assert.deepEqual([one.gaps, two.gaps], [1, 1]);
  await one.reads(2);
  assert.equal(two.gaps, 1);
});
