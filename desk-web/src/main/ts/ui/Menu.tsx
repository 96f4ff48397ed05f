import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from '../api/client';
import { Button, IconButton } from './Button';
import { Icon, type IconName } from './Icon';
import { toast } from './toast';

export interface MenuItem {
  label: string;
  onSelect: () => unknown;
  icon?: IconName;
  hint?: string;
  danger?: boolean;
  disabled?: boolean;
  checked?: boolean;
}

interface MenuProps {
  /** The name of the button, and its text where there are no children. */
  label: string;
  items: readonly (MenuItem | 'line')[];
  icon?: IconName;
  kind?: 'primary' | 'secondary' | 'quiet';
  children?: ComponentChildren;
  class?: string;
}

/** A button that opens a menu: arrow keys, Home, End, first letters, Escape. */
export function Menu({ label, items, icon, kind = 'quiet', children, class: className = '' }: MenuProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLSpanElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);

  const entries = () => [...(list.current?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? [])];
  const close = (returnFocus: boolean) => {
    setOpen(false);
    if (returnFocus) {
      trigger.current?.focus();
    }
  };

  // Beside the button, within the window.
  useLayoutEffect(() => {
    const box = list.current;
    const from = trigger.current?.getBoundingClientRect();
    if (!open || !box || !from) {
      return;
    }
    // Where it begins must not make it narrow.
    box.style.left = '0';
    const below = from.bottom + 4 + box.offsetHeight <= innerHeight || from.top < box.offsetHeight;
    box.style.top = `${Math.max(4, below ? from.bottom + 4 : from.top - 4 - box.offsetHeight)}px`;
    box.style.left = `${Math.max(8, Math.min(from.left, innerWidth - box.offsetWidth - 8))}px`;
    entries()[0]?.focus();
  }, [open]);

  useEffect(() => {
    if (!open) {
      return undefined;
    }
    const outside = (event: Event) => !root.current?.contains(event.target as Node) && close(false);
    // The keyboard of a phone changes the height.
    const width = innerWidth;
    const resized = () => innerWidth !== width && close(false);
    addEventListener('pointerdown', outside, true);
    addEventListener('resize', resized);
    return () => {
      removeEventListener('pointerdown', outside, true);
      removeEventListener('resize', resized);
    };
  }, [open]);

  const onKey = (event: KeyboardEvent) => {
    const all = entries();
    const now = all.indexOf(document.activeElement as HTMLButtonElement);
    const next =
      event.key === 'ArrowDown' ? (now + 1) % all.length
      : event.key === 'ArrowUp' ? (now - 1 + all.length) % all.length
      : event.key === 'Home' ? 0
      : event.key === 'End' ? all.length - 1
      : event.key.length === 1 && !event.ctrlKey && !event.metaKey ? all.findIndex((each, at) => at > now && each.innerText.trim().toLowerCase().startsWith(event.key.toLowerCase()))
      : -1;
    if (event.key === 'Escape') {
      event.stopPropagation();
      close(true);
    } else if (event.key === 'Tab') {
      close(true);
      return;
    } else if (next < 0) {
      return;
    }
    event.preventDefault();
    all[next]?.focus();
  };

  const select = (item: MenuItem) => {
    close(true);
    const result = item.onSelect();
    if (result instanceof Promise) {
      result.catch((error: unknown) => toast(messageOf(error), { kind: 'bad' }));
    }
  };

  const shared = { 'aria-haspopup': 'menu', 'aria-expanded': open, 'aria-controls': open ? id : undefined, onClick: () => setOpen(!open), buttonRef: trigger, kind } as const;
  return (
    <span class={`menu-root ${className}`} ref={root}>
      {children === undefined && icon !== undefined ? (
        <IconButton {...shared} icon={icon} label={label} />
      ) : (
        <Button {...shared} icon={icon} aria-label={children === undefined ? undefined : label}>
          {children ?? label}
        </Button>
      )}
      {open && (
        <div class="menu" id={id} role="menu" aria-label={label} ref={list} onKeyDown={onKey}>
          {items.map((item, at) =>
            item === 'line' ? (
              <hr key={at} />
            ) : (
              <button
                key={at}
                type="button"
                role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
                aria-checked={item.checked}
                tabIndex={-1}
                disabled={item.disabled ?? false}
                data-danger={item.danger || undefined}
                onClick={() => select(item)}
              >
                {item.icon && <Icon name={item.icon} />}
                <span class="menu-label">{item.label}</span>
                {item.checked && <Icon name="check" />}
                {item.hint && <span class="menu-hint">{item.hint}</span>}
              </button>
            ),
          )}
        </div>
      )}
    </span>
  );
}
