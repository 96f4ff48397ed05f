import { text } from '../i18n';
import { Dialog } from '../ui';
import { SHORTCUTS } from './keys';

export function Shortcuts({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={text('inbox.shortcuts')} onClose={onClose}>
      <dl class="shortcuts">
        {SHORTCUTS.map(({ keys, command }) => (
          <div key={command}>
            <dt>{text(`inbox.key.${command}`)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p class="quiet-words">{text('inbox.keysInReply')}</p>
    </Dialog>
  );
}
