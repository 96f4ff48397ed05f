// The storage of the browser; if it is forbidden, the memory of the tab.

export interface TextStorage {
  keys(): string[];
  get(key: string): string | null;
  /** Throws if there is no room. */
  set(key: string, value: string): void;
  remove(key: string): void;
}

function available(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function open(): TextStorage {
  const own = available();
  if (own !== null) {
    return { keys: () => Object.keys(own), get: (key) => own.getItem(key), set: (key, value) => own.setItem(key, value), remove: (key) => own.removeItem(key) };
  }
  const memory = new Map<string, string>();
  return { keys: () => [...memory.keys()], get: (key) => memory.get(key) ?? null, set: (key, value) => void memory.set(key, value), remove: (key) => void memory.delete(key) };
}

export const storage = open();
