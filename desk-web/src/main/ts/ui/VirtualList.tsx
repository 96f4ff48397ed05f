import type { ComponentChildren, Ref } from 'preact';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface VirtualListHandle {
  /** Scrolls as little as needed to show the row. */
  show(index: number): void;
  element(): HTMLElement | null;
}

interface VirtualListProps<T> {
  items: readonly T[];
  keyOf: (item: T) => string;
  /** All rows have this height, in CSS pixels at the normal text size. */
  rowHeight: number;
  render: (item: T, index: number) => ComponentChildren;
  label: string;
  /** The end came near: time to load more. */
  onEnd?: () => void;
  handle?: Ref<VirtualListHandle>;
  class?: string;
  /** Below the last row. */
  footer?: ComponentChildren;
}

const AROUND = 6;

/** A list that draws only the rows in view. Rows are `li`; each must have the full `rowHeight`. */
export function VirtualList<T>({ items, keyOf, rowHeight, render, label, onEnd, handle, class: className = '', footer }: VirtualListProps<T>) {
  const box = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ first: 0, last: 30 });

  const measure = () => {
    const element = box.current;
    if (element === null) {
      return;
    }
    const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - AROUND);
    const last = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + AROUND;
    setRange((now) => (now.first === first && now.last === last ? now : { first, last }));
    if (last >= items.length) {
      onEnd?.();
    }
  };
  const latest = useRef(measure);
  latest.current = measure;

  useLayoutEffect(() => latest.current(), [items.length, rowHeight]);
  useEffect(() => {
    const element = box.current;
    if (element === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => latest.current());
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useImperativeHandle(handle ?? null, () => ({
    show(index) {
      const element = box.current;
      if (element === null) {
        return;
      }
      const top = index * rowHeight;
      if (top < element.scrollTop) {
        element.scrollTop = top;
      } else if (top + rowHeight > element.scrollTop + element.clientHeight) {
        element.scrollTop = top + rowHeight - element.clientHeight;
      }
    },
    element: () => box.current,
  }));

  const first = Math.min(range.first, Math.max(0, items.length - 1));
  const shown = items.slice(first, range.last);
  return (
    <div class={`virtual ${className}`} ref={box} onScroll={() => latest.current()}>
      <ul aria-label={label} style={{ height: `${items.length * rowHeight}px` }} class="virtual-rows">
        {shown.map((item, at) => (
          <li key={keyOf(item)} aria-setsize={items.length} aria-posinset={first + at + 1} style={{ top: `${(first + at) * rowHeight}px`, height: `${rowHeight}px` }}>
            {render(item, first + at)}
          </li>
        ))}
      </ul>
      {footer}
    </div>
  );
}
