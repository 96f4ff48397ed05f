// The chats that are chosen for a bulk action.

export interface Selection {
  ids: ReadonlySet<string>;
  /** Where a range begins. */
  anchor: string | null;
  /** All chats of the view, those that are not loaded, too. */
  isWhole: boolean;
  /** Boxes are shown although nothing is chosen yet: there is no mouse to point at a row. */
  isPicking: boolean;
}

export const NONE: Selection = { ids: new Set(), anchor: null, isWhole: false, isPicking: false };

export const isOn = (selection: Selection): boolean => selection.isPicking || selection.ids.size > 0;

/** The most chats of a bulk action. */
export const MOST_CHOSEN = 1_000;

export function toggled(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id) && ids.size < MOST_CHOSEN) {
    ids.add(id);
  }
  return { ...selection, ids, anchor: id, isWhole: false };
}

/** Chooses all rows from the last one that was chosen to this one. */
export function extended(selection: Selection, id: string, shown: readonly string[]): Selection {
  const from = selection.anchor === null ? -1 : shown.indexOf(selection.anchor);
  const to = shown.indexOf(id);
  if (from < 0 || to < 0) {
    return toggled(selection, id);
  }
  const ids = new Set(selection.ids);
  for (const each of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (ids.size < MOST_CHOSEN) {
      ids.add(each);
    }
  }
  return { ...selection, ids, isWhole: false };
}

export const all = (shown: readonly string[]): Selection => ({ ...NONE, ids: new Set(shown.slice(0, MOST_CHOSEN)), anchor: shown[0] ?? null });
