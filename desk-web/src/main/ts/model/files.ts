// Files that are attached but not sent yet, in the browser's database, so that they survive a reload.

import { freshKey } from '../api/client';

const NAME = 'balas-files';
const STORE = 'files';

let opened: Promise<IDBDatabase> | null = null;
/** The files themselves if the browser has no database, as in some private windows. */
const memory = new Map<string, Blob>();

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function inStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** Returns whether the file survives a reload. */
async function put(id: string, file: Blob): Promise<boolean> {
  try {
    await inStore('readwrite', (store) => store.put(file, id));
    return true;
  } catch {
    memory.set(id, file);
    return false;
  }
}

async function get(id: string): Promise<Blob | null> {
  const kept = memory.get(id);
  if (kept !== undefined) {
    return kept;
  }
  try {
    return ((await inStore('readonly', (store) => store.get(id))) as Blob | undefined) ?? null;
  } catch {
    return null;
  }
}

async function forget(id: string): Promise<void> {
  memory.delete(id);
  await inStore('readwrite', (store) => store.delete(id)).catch(() => {});
}

const AGE_MS = 3_600_000;

/** A new id, which begins with the time. */
const newId = (): string => `${Date.now().toString(36)}-${freshKey()}`;

/** Deletes the files that no draft and no outbox of any user of this browser names. New ones may not be named yet. */
async function forgetOthers(named: ReadonlySet<string>): Promise<void> {
  const keys = await inStore('readonly', (store) => store.getAllKeys()).catch(() => []);
  const isOld = (key: string) => Number.parseInt(key, 36) < Date.now() - AGE_MS;
  await Promise.all(keys.map(String).filter((key) => !named.has(key) && isOld(key)).map(forget));
}

export const files = { newId, put, get, forget, forgetOthers };
