// Sends what users write, in the order of writing, and keeps it until the server has it. One tab sends for all tabs of the
// browser; the others add, retry and remove entries in the shared storage.

import type { Outcome } from '../conversation/types';
import * as model from './outbox-state';
import type { Entries, Entry, Failure, NewEntry } from './outbox-state';

/** Where entries live between reloads. Each has a record of its own, so that tabs do not overwrite each other. */
export interface EntryStorage {
  all(): Entry[];
  save(entry: Entry): void;
  drop(key: string): void;
  /** Calls back when another tab has changed an entry; null if it is gone. */
  watch(changed: (key: string, entry: Entry | null) => void): () => void;
}

export interface OutboxPorts {
  storage: EntryStorage;
  /** Throws what `failureOf` understands. */
  call(request: model.Request, key: string): Promise<unknown>;
  command(id: string): Promise<Outcome>;
  upload(file: Blob, chat: string): Promise<{ id: string; mimeType: string }>;
  file(id: string): Promise<Blob | null>;
  forget(id: string): void;
  failureOf(error: unknown): Failure;
  /** Calls `work` when this tab becomes the one that sends, and `lost` when another one took that from it. */
  lead(work: () => void, lost: () => void): Lead;
  newKey(): string;
  now(): number;
  later(ms: number, work: () => void): () => void;
}

export interface Lead {
  end(): void;
  /** Takes the lead from a tab that does not answer. */
  steal(): void;
}

const LOOK_EVERY = 15_000;

export class Outbox {
  private entries: Entries = [];
  private isLeading = false;
  private isClosed = false;
  private readonly busy = new Set<string>();
  private readonly watchers = new Set<() => void>();
  private stopWatching: () => void = () => {};
  private readonly leading: Lead;
  private cancelLook: () => void = () => {};
  private cancelTimer: () => void = () => {};
  /** Called when a follow-up such as `resolve` was refused, so that the user hears of it elsewhere too. */
  onProblem: (entry: Entry) => void = () => {};

  constructor(private readonly ports: OutboxPorts) {
    this.entries = model.loaded(ports.storage.all(), ports.now());
    this.stopWatching = ports.storage.watch((key, entry) => this.changedElsewhere(key, entry));
    this.leading = ports.lead(
      () => {
        this.isLeading = true;
        // The tab that sent before may have left entries behind.
        this.become(model.loaded(ports.storage.all(), ports.now()));
        this.pump();
      },
      () => {
        this.isLeading = false;
        this.watchLeader();
      },
    );
    this.watchLeader();
  }

  get(): Entries {
    return this.entries;
  }

  subscribe(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** Stores it before it returns. Throws if the browser has no room. */
  add(...entries: NewEntry[]): void {
    const now = this.ports.now();
    // Equal times would lose their order in the storage.
    const fresh = entries.map((entry, index) => ({ ...model.created(entry, now), createdAt: now + index }));
    try {
      fresh.forEach((entry) => this.ports.storage.save(entry));
    } catch (error) {
      // All or none: the user writes on, and a part would be sent after a reload.
      fresh.forEach(({ key }) => this.ports.storage.drop(key));
      throw error;
    }
    this.become(fresh.reduce(model.added, this.entries));
    this.pump();
    this.watchLeader();
  }

  retry(key: string): void {
    this.update(model.retried(this.entries, key, this.ports.newKey(), this.ports.now()));
    this.pump();
  }

  /** Returns the entry, so that its text can go back to the composer. Null if it is being sent right now. */
  remove(key: string): Entry | null {
    const entry = this.entries.find((it) => it.key === key);
    if (entry === undefined || entry.state === 'sending') {
      return null;
    }
    this.update(model.removed(this.entries, key));
    return entry;
  }

  /** The chat has another id now. */
  move(from: string, to: string): void {
    this.update(model.moved(this.entries, from, to));
  }

  /** The conversation shows these commands, notes and scheduled replies by now. */
  shown(ids: ReadonlySet<string>): void {
    this.update(model.shown(this.entries, ids));
  }

  /** The line or the session is back. */
  hurry(): void {
    this.update(model.hurried(this.entries, this.ports.now()));
    this.pump();
  }

  /** The stream brought the result of a command. */
  decided(outcome: Outcome): void {
    const decided = this.entries.find(({ commandId, state }) => commandId === outcome.commandId && !model.needsUser({ state }));
    this.update(model.decided(this.entries, outcome, this.ports.now()));
    if (decided !== undefined) {
      this.report(decided.key);
    }
    this.pump();
  }

  close(): void {
    this.isClosed = true;
    this.stopWatching();
    this.leading.end();
    this.cancelTimer();
    this.cancelLook();
    this.isLeading = false;
    this.watchers.clear();
  }

  private become(entries: Entries): void {
    if (entries !== this.entries) {
      this.entries = entries;
      this.watchers.forEach((watcher) => watcher());
    }
  }

  private update(entries: Entries): void {
    if (entries === this.entries) {
      return;
    }
    const before = new Map(this.entries.map((entry) => [entry.key, entry]));
    const kept = new Set<string | undefined>(entries.map(({ file }) => file?.id));
    for (const entry of entries) {
      if (before.get(entry.key) !== entry) {
        this.save(entry);
      }
      before.delete(entry.key);
    }
    for (const gone of before.values()) {
      this.ports.storage.drop(gone.key);
      if (gone.state === 'done' && gone.file !== null && !kept.has(gone.file.id)) {
        this.ports.forget(gone.file.id);
      }
    }
    this.become(entries);
  }

  // A state that cannot be stored is only lost with the tab; the entry itself is stored already.
  private save(entry: Entry): void {
    try {
      this.ports.storage.save(entry);
    } catch {
      // Nothing else to do.
    }
  }

  private changedElsewhere(key: string, entry: Entry | null): void {
    if (this.busy.has(key)) {
      return;
    }
    const before = this.entries.find((it) => it.key === key);
    if (entry === null) {
      this.become(model.removed(this.entries, key));
    } else if (model.has(this.entries, key)) {
      this.become(this.entries.map((it) => (it.key === key ? entry : it)));
    } else {
      this.become([...this.entries, entry].sort((one, other) => one.createdAt - other.createdAt));
    }
    if (before !== undefined && !model.needsUser(before)) {
      // The tab that sends may be hidden.
      this.report(key);
    }
    this.pump();
    this.watchLeader();
  }

  // Browsers freeze tabs, and a frozen one keeps its lock.
  private watchLeader(): void {
    this.cancelLook();
    if (this.isLeading || !this.entries.some(model.isUnderWay)) {
      return;
    }
    this.cancelLook = this.ports.later(LOOK_EVERY, () => {
      if (!this.isLeading && model.isStuck(this.entries, this.ports.now())) {
        this.leading.steal();
      }
      this.watchLeader();
    });
  }

  private pump(): void {
    if (!this.isLeading) {
      return;
    }
    const now = this.ports.now();
    for (const key of model.orphaned(this.entries)) {
      this.update(model.removed(this.entries, key));
    }
    this.update(model.pruned(this.entries, now));
    for (const entry of model.ready(this.entries, now)) {
      void this.send(entry);
    }
    for (const entry of model.undecided(this.entries, now)) {
      void this.ask(entry);
    }
    this.cancelTimer();
    const next = model.nextTime(this.entries);
    if (next !== null) {
      this.cancelTimer = this.ports.later(Math.max(50, next - this.ports.now()), () => this.pump());
    }
  }

  private async send(entry: Entry): Promise<void> {
    const { key } = entry;
    this.busy.add(key);
    this.update(model.started(this.entries, key, this.ports.now()));
    try {
      await this.upload(entry);
      if (entry.takes && !this.isClosed) {
        // Even if it is not decided yet: the reply comes after it in the order of the chat.
        const { request, key: own } = model.takeOf(entry);
        await this.ports.call(request, own);
      }
      const fresh = this.entries.find((it) => it.key === key);
      // After the session the request would have the name of the next user. The next session of this one goes on.
      if (fresh !== undefined && !this.isClosed) {
        this.finish(fresh, await this.ports.call(model.requestOf(fresh), key));
      }
    } catch (error) {
      // A lost file does not come back: the user chooses it again.
      const failure = error instanceof MissingFile ? { status: 410, detail: null } : this.ports.failureOf(error);
      this.update(model.failed(this.entries, key, failure, this.ports.now()));
      this.report(key);
    } finally {
      this.busy.delete(key);
      this.pump();
    }
  }

  private async upload({ key, chat, file }: Entry): Promise<void> {
    if (file === null || file.mediaId !== undefined) {
      return;
    }
    const blob = await this.ports.file(file.id);
    if (blob === null) {
      throw new MissingFile();
    }
    const { id, mimeType } = await this.ports.upload(blob, chat);
    this.update(model.uploaded(this.entries, key, id, mimeType));
  }

  private finish({ key, kind }: Entry, answer: unknown): void {
    const now = this.ports.now();
    if (kind === 'note' || kind === 'later') {
      this.update(model.stored(this.entries, key, String((answer as { id?: string }).id), now));
    } else {
      this.update(model.answered(this.entries, key, answer as Outcome, now));
      this.report(key);
    }
  }

  private async ask({ key, commandId }: Entry): Promise<void> {
    // The next look is put off first, so that it is not asked twice.
    this.update(model.askedAgain(this.entries, key, this.ports.now()));
    try {
      this.update(model.decided(this.entries, await this.ports.command(commandId ?? ''), this.ports.now()));
      this.report(key);
    } catch {
      // It is asked again.
    }
    this.pump();
  }

  private report(key: string): void {
    const entry = this.entries.find((it) => it.key === key);
    if (entry !== undefined && model.needsUser(entry)) {
      this.onProblem(entry);
    }
  }
}

/** The browser has lost the file, for example because the user cleared its data. */
export class MissingFile extends Error {}
