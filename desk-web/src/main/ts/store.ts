// Small stores: one value each, replaced as a whole, so that a view can compare by identity.

import { useEffect, useReducer, useRef } from 'preact/hooks';

export interface Store<S> {
  get(): S;
  /** A function returns the next state. An object replaces only the fields it has. */
  set(update: Partial<S> | ((state: S) => S)): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
}

export function createStore<S>(initial: S): Store<S> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set(update) {
      const next = typeof update === 'function' ? (update as (state: S) => S)(state) : merged(state, update);
      if (!Object.is(next, state)) {
        state = next;
        [...listeners].forEach((listener) => listener());
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function merged<S>(state: S, update: Partial<S>): S {
  return typeof state === 'object' && state !== null ? { ...state, ...update } : (update as S);
}

/** Draws the component again when what the selector returns is another value. */
export function useStore<S, T = S>(store: Store<S>, selector: (state: S) => T = (state) => state as unknown as T): T {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const selected = selector(store.get());
  const latest = useRef({ selector, selected });
  latest.current = { selector, selected };
  useEffect(() => {
    const check = () => {
      if (!Object.is(latest.current.selector(store.get()), latest.current.selected)) {
        redraw(0);
      }
    };
    // A change between the drawing and this effect.
    check();
    return store.subscribe(check);
  }, [store]);
  return selected;
}
