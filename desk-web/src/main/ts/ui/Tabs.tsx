import { useRef } from 'preact/hooks';
import { Badge } from './small';

export interface Tab<V extends string> {
  id: V;
  label: string;
  count?: number | undefined;
  /** The element that the tab shows. */
  controls?: string;
}

export function Tabs<V extends string>({ label, tabs, value, onChange }: { label: string; tabs: readonly Tab<V>[]; value: V; onChange: (value: V) => void }) {
  const root = useRef<HTMLDivElement>(null);
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const now = tabs.findIndex((tab) => tab.id === value);
    const next = step === undefined ? undefined : tabs[(now + step + tabs.length) % tabs.length];
    if (next !== undefined) {
      event.preventDefault();
      onChange(next.id);
      root.current?.querySelector<HTMLButtonElement>(`[data-tab="${CSS.escape(next.id)}"]`)?.focus();
    }
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={root} onKeyDown={onKey}>
      {tabs.map((tab) => (
        <button key={tab.id} type="button" role="tab" data-tab={tab.id} aria-selected={tab.id === value} aria-controls={tab.controls} tabIndex={tab.id === value ? 0 : -1} onClick={() => onChange(tab.id)}>
          {tab.label}
          {tab.count !== undefined && tab.count > 0 && <Badge count={tab.count} />}
        </button>
      ))}
    </div>
  );
}
