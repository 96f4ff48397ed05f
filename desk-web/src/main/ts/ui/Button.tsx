import type { ComponentChildren, JSX, Ref } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { messageOf } from '../api/client';
import { Icon, type IconName } from './Icon';
import { toast } from './toast';

type Native = Omit<JSX.HTMLAttributes<HTMLButtonElement>, 'onClick' | 'icon' | 'ref'>;

export interface ButtonProps extends Native {
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger';
  icon?: IconName | undefined;
  type?: 'button' | 'submit';
  disabled?: boolean | undefined;
  busy?: boolean | undefined;
  /** While a returned promise runs, the button is busy and takes no click. A failure is shown as a toast. */
  onClick?: ((event: MouseEvent) => unknown) | undefined;
  buttonRef?: Ref<HTMLButtonElement>;
  children?: ComponentChildren;
}

export function Button({ kind = 'secondary', icon, type = 'button', busy = false, disabled = false, onClick, buttonRef, children, class: className = '', ...rest }: ButtonProps) {
  const [running, setRunning] = useState(false);
  const mounted = useRef(true);
  useEffect(() => () => void (mounted.current = false), []);
  const isBusy = busy || running;

  const click = (event: MouseEvent) => {
    if (isBusy) {
      event.preventDefault();
      return;
    }
    const result = onClick?.(event);
    if (result instanceof Promise) {
      setRunning(true);
      result.catch((error: unknown) => toast(messageOf(error), { kind: 'bad' })).finally(() => mounted.current && setRunning(false));
    }
  };

  // Not `disabled` while busy: the focus would be lost.
  return (
    <button {...rest} ref={buttonRef ?? null} type={type} class={`${kind} ${className as string}`} disabled={disabled} aria-disabled={isBusy || undefined} aria-busy={isBusy || undefined} onClick={click}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  icon: IconName;
  label: string;
}

export function IconButton({ label, icon, kind = 'quiet', class: className = '', ...rest }: IconButtonProps) {
  return <Button {...rest} kind={kind} icon={icon} class={`icon ${className as string}`} aria-label={label} title={label} />;
}
