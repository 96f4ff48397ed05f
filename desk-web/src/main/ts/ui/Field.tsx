import type { ComponentChildren, JSX, Ref } from 'preact';
import { useId } from 'preact/hooks';

type Native = Omit<JSX.HTMLAttributes<HTMLInputElement>, 'onInput' | 'label' | 'value' | 'ref'>;

export interface FieldProps extends Native {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string | undefined;
  error?: string | undefined;
  /** The label is for screen readers only. */
  hideLabel?: boolean;
  type?: string;
  name?: string;
  required?: boolean;
  disabled?: boolean;
  maxLength?: number;
  autocomplete?: string;
  placeholder?: string;
  min?: string | undefined;
  max?: string | undefined;
  /** Lines of a text area. */
  lines?: number;
  fieldRef?: Ref<HTMLInputElement>;
}

export function Field({ label, value, onInput, hint, error, hideLabel = false, lines, fieldRef, ...rest }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const shared = { id, value, 'aria-describedby': described, 'aria-invalid': error ? true : undefined } as const;
  return (
    <div class="field">
      <label for={id} class={hideLabel ? 'sr-only' : ''}>
        {label}
      </label>
      {lines === undefined ? (
        <input {...rest} {...shared} ref={fieldRef ?? null} onInput={(event) => onInput(event.currentTarget.value)} />
      ) : (
        <textarea {...(rest as JSX.HTMLAttributes<HTMLTextAreaElement>)} {...shared} rows={lines} onInput={(event) => onInput(event.currentTarget.value)} />
      )}
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

export interface SelectProps<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
  hideLabel?: boolean;
  disabled?: boolean;
}

export function Select<V extends string>({ label, value, options, onChange, hideLabel = false, disabled = false }: SelectProps<V>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={hideLabel ? 'sr-only' : ''}>
        {label}
      </label>
      <select id={id} value={value} disabled={disabled} onChange={(event) => onChange(event.currentTarget.value as V)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A row of choices of which one holds. */
export function Segments<V extends string>({ label, value, options, onChange }: { label: string; value: V; options: readonly { value: V; label: ComponentChildren }[]; onChange: (value: V) => void }) {
  const id = useId();
  return (
    <fieldset class="segments">
      <legend class="sr-only">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={id} value={option.value} checked={option.value === value} onChange={() => onChange(option.value)} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
