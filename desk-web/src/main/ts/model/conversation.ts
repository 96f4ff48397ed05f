// One open chat: its messages, notes and timeline, and what is being loaded.

import { eventOf, type ChatEvent } from '../conversation/events';
import type { MessagePage, Note, TimelineEntry, TimelinePage } from '../conversation/types';
import * as model from './messages';
import type { Messages } from './messages';

export interface View {
  phase: 'loading' | 'ready' | 'failed';
  error: unknown;
  messages: Messages;
  notes: readonly Note[];
  /** By the id of the message or command. */
  timeline: ReadonlyMap<string, TimelineEntry>;
  events: readonly ChatEvent[];
  /** Where the reader begins; fixed when the chat is opened. */
  firstUnread: string | null;
  loading: 'older' | 'newer' | null;
  /** The older or newer messages could not be loaded. */
  moreFailed: boolean;
  /** The message to which the reader jumped. `count` distinguishes two jumps to one message. */
  target: { id: string; count: number } | null;
  /** The message of the link does not exist any more. */
  isTargetMissing: boolean;
}

export interface ConversationPorts {
  messages(query: Record<string, string | number>, signal: AbortSignal): Promise<MessagePage>;
  notes(signal: AbortSignal): Promise<Note[]>;
  timeline(query: Record<string, string | number>, signal: AbortSignal): Promise<TimelinePage>;
  isMissing(error: unknown): boolean;
}

const PAGE = 50;
const LONG_PAGE = 200;
const EMPTY: View = {
  phase: 'loading', error: null, messages: model.NO_MESSAGES, notes: [], timeline: new Map(), events: [], firstUnread: null, loading: null,
  moreFailed: false, target: null, isTargetMissing: false,
};

export class Conversation {
  private view: View = EMPTY;
  private stop = new AbortController();
  private readonly watchers = new Set<() => void>();
  private refreshing: Promise<void> | null = null;
  private isStale = false;
  /** The last refresh failed, or a part of it. */
  private isBehind = false;
  private timelineCursor: string | null = null;
  private jumps = 0;

  constructor(private readonly ports: ConversationPorts) {}

  get(): View {
    return this.view;
  }

  subscribe(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Loads the end, or the messages around one. `unread` is the count of the chat's row. */
  async open(message: string | null, unread: number): Promise<void> {
    if (message !== null) {
      await this.jumpTo(message);
      return;
    }
    await this.toEnd(unread);
  }

  /** Shows the newest messages, and as many as are unread. */
  async toEnd(unread = 0): Promise<void> {
    this.restart();
    await this.load(async (signal) => {
      const page = await this.ports.messages({ limit: unread > PAGE / 2 ? LONG_PAGE : PAGE }, signal);
      const messages = model.atEnd(page);
      return { messages, firstUnread: model.firstUnread(messages, unread), target: null };
    });
  }

  /** Shows a message; loads what is around it if it is not there. If it is gone, the reader stays where they are. */
  async jumpTo(id: string): Promise<void> {
    const known = model.find(this.view.messages, id);
    if (known !== undefined) {
      this.change({ target: { id: known.id, count: ++this.jumps }, isTargetMissing: false });
      return;
    }
    if (this.view.phase !== 'ready') {
      this.restart();
      await this.load((signal) => this.aroundOrEnd(id, signal));
      return;
    }
    const { signal } = this.stop;
    try {
      const page = await this.ports.messages({ around: id, limit: PAGE }, signal);
      this.restart();
      await this.load(async () => this.shownAround(page, id));
    } catch (error) {
      if (!signal.aborted) {
        this.change({ isTargetMissing: this.ports.isMissing(error), moreFailed: !this.ports.isMissing(error) });
      }
    }
  }

  private async aroundOrEnd(id: string, signal: AbortSignal): Promise<Partial<View>> {
    try {
      return this.shownAround(await this.ports.messages({ around: id, limit: PAGE }, signal), id);
    } catch (error) {
      if (!this.ports.isMissing(error)) {
        throw error;
      }
      return { messages: model.atEnd(await this.ports.messages({ limit: PAGE }, signal)), target: null, isTargetMissing: true };
    }
  }

  private shownAround(page: MessagePage, id: string): Partial<View> {
    const messages = model.around(page);
    return { messages, target: { id: model.find(messages, id)?.id ?? id, count: ++this.jumps }, isTargetMissing: false };
  }

  /** The user has answered, so nothing is new any more. */
  forgetUnread(): void {
    this.change({ firstUnread: null });
  }

  /** The notice about a message that is gone was read. */
  forgetTarget(): void {
    this.change({ isTargetMissing: false });
  }

  async loadOlder(): Promise<void> {
    const { older } = this.view.messages;
    if (older === null || this.view.loading !== null || this.view.phase !== 'ready') {
      return;
    }
    await this.loadMore('older', async (signal) => {
      const page = await this.ports.messages({ before: older, limit: PAGE }, signal);
      return model.withOlder(this.view.messages, page);
    });
    await this.coverTimeline();
  }

  async loadNewer(): Promise<void> {
    const { newer } = this.view.messages;
    if (newer === null || this.view.loading !== null || this.view.phase !== 'ready') {
      return;
    }
    await this.loadMore('newer', async (signal) => {
      const page = await this.ports.messages({ after: newer, limit: PAGE }, signal);
      return model.withNewer(this.view.messages, page, PAGE);
    });
  }

  /** The chat has changed. Calls during a refresh lead to one more. `near` is a message in sight. */
  async refresh(near: string | null = null): Promise<void> {
    if (this.view.phase === 'failed') {
      await this.toEnd();
      return;
    }
    this.isStale = true;
    if (this.view.phase === 'loading') {
      // The answer that is awaited may be older than the change.
      return;
    }
    this.refreshing ??= this.refreshAll(near).finally(() => {
      this.refreshing = null;
    });
    await this.refreshing;
  }

  /** Makes up for a refresh that failed. Called now and then: a quiet chat has no next event. */
  async catchUp(near: string | null = null): Promise<void> {
    if (this.isBehind) {
      await this.refresh(near);
    }
  }

  close(): void {
    this.stop.abort();
    this.watchers.clear();
  }

  addNote(note: Note): void {
    this.change({ notes: [note, ...this.view.notes.filter(({ id }) => id !== note.id)] });
  }

  removeNote(id: string): void {
    this.change({ notes: this.view.notes.filter((note) => note.id !== id) });
  }

  private async refreshAll(near: string | null): Promise<void> {
    const { signal } = this.stop;
    while (this.isStale && !signal.aborted) {
      this.isStale = false;
      this.isBehind = false;
      try {
        const isAtEnd = this.view.messages.newer === null;
        const { list } = this.view.messages;
        // What is in sight may be a note or an event.
        const found = list.findIndex(({ id }) => id === near);
        const center = list[found < 0 ? list.length >> 1 : found]?.id;
        const isFar = found >= 0 && list.length - found > PAGE;
        // Without notes or timeline the messages are shown all the same.
        const [page, sight, notes, timeline] = await Promise.all([
          isAtEnd || center === undefined ? this.ports.messages({ limit: PAGE }, signal) : this.ports.messages({ around: center, limit: PAGE }, signal),
          isAtEnd && isFar ? this.ports.messages({ around: near ?? '', limit: PAGE }, signal) : null,
          this.ports.notes(signal).catch(() => null),
          this.ports.timeline({ limit: PAGE }, signal).catch(() => null),
        ]);
        if (signal.aborted) {
          return;
        }
        this.isBehind = notes === null || timeline === null;
        this.merge(page, isAtEnd, notes ?? this.view.notes, timeline?.entries ?? []);
        if (sight !== null) {
          this.merge(sight, false, this.view.notes, []);
        }
      } catch {
        // The next event, the end of the break or `catchUp` refreshes again.
        if (!signal.aborted) {
          this.isBehind = true;
        }
        return;
      }
    }
  }

  private merge(page: MessagePage, isAtEnd: boolean, notes: readonly Note[], entries: readonly TimelineEntry[]): void {
    const known = this.view.messages;
    // More than a page has come at once: what is between is loaded when the reader scrolls there.
    const messages = model.replaced(known, page, isAtEnd) ?? (isAtEnd ? model.atEnd(page) : known);
    this.change({ messages, notes: sameNotes(this.view.notes, notes) ? this.view.notes : notes, ...this.withTimeline(entries) });
  }

  private withTimeline(entries: readonly TimelineEntry[]): Partial<View> {
    const known = this.view.timeline;
    const isNew = entries.some((entry) => {
      const old = known.get(entry.id);
      return old === undefined || old.outcome !== entry.outcome || old.rule !== entry.rule;
    });
    if (!isNew) {
      return {};
    }
    const timeline = new Map(known);
    entries.forEach((entry) => timeline.set(entry.id, entry));
    return { timeline, events: [...timeline.values()].map(eventOf).filter((event) => event !== null) };
  }

  /** Loads the timeline as far back as the messages. */
  private async coverTimeline(): Promise<void> {
    const { signal } = this.stop;
    for (let round = 0; round < 5 && this.timelineCursor !== null && !signal.aborted; round++) {
      const first = this.view.messages.list[0];
      const oldest = Math.min(...[...this.view.timeline.values()].map(({ at }) => Date.parse(at)));
      if (first === undefined || oldest <= Date.parse(first.sentAt)) {
        return;
      }
      try {
        const page = await this.ports.timeline({ before: this.timelineCursor, limit: LONG_PAGE }, signal);
        if (signal.aborted) {
          return;
        }
        this.timelineCursor = page.next;
        this.change(this.withTimeline(page.entries));
      } catch {
        return;
      }
    }
  }

  private restart(): void {
    this.stop.abort();
    this.stop = new AbortController();
    this.refreshing = null;
    this.isStale = false;
    this.isBehind = false;
    this.timelineCursor = null;
    this.change({ ...EMPTY, notes: this.view.notes });
  }

  private async load(work: (signal: AbortSignal) => Promise<Partial<View>>): Promise<void> {
    const { signal } = this.stop;
    // Notes and timeline are extras: without them the messages are shown all the same.
    const notes = this.ports.notes(signal).catch(() => this.view.notes);
    const timeline = this.ports.timeline({ limit: PAGE * 2 }, signal).catch((): TimelinePage => ({ entries: [], next: null }));
    try {
      const changes = await work(signal);
      if (!signal.aborted) {
        this.change({ ...changes, phase: 'ready', error: null });
        if (this.isStale) {
          void this.refresh();
        }
      }
    } catch (error) {
      if (!signal.aborted) {
        this.change({ phase: 'failed', error });
      }
      return;
    }
    const [ownNotes, page] = await Promise.all([notes, timeline]);
    if (!signal.aborted) {
      this.timelineCursor = page.next;
      this.change({ notes: ownNotes, ...this.withTimeline(page.entries) });
      await this.coverTimeline();
    }
  }

  private async loadMore(side: 'older' | 'newer', work: (signal: AbortSignal) => Promise<Messages>): Promise<void> {
    const { signal } = this.stop;
    this.change({ loading: side, moreFailed: false });
    try {
      const messages = await work(signal);
      if (!signal.aborted) {
        this.change({ messages, loading: null });
      }
    } catch {
      if (!signal.aborted) {
        this.change({ loading: null, moreFailed: true });
      }
    }
  }

  private change(changes: Partial<View>): void {
    const isSame = (Object.keys(changes) as (keyof View)[]).every((key) => Object.is(changes[key], this.view[key]));
    if (!isSame) {
      this.view = { ...this.view, ...changes };
      this.watchers.forEach((watcher) => watcher());
    }
  }
}

const sameNotes = (one: readonly Note[], other: readonly Note[]): boolean =>
  one.length === other.length && one.every((note, index) => note.id === other[index]?.id);
