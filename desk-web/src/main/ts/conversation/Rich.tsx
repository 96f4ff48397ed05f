// Text of a message: formatting, links, folding. Each paragraph has its own direction.

import { useMemo, useState } from 'preact/hooks';
import { text } from '../i18n';
import { folded, isFewEmoji, rich, type Part } from './formatting';

function Parts({ parts }: { parts: readonly Part[] }) {
  return (
    <>
      {parts.map((part, index) => {
        switch (part.kind) {
          case 'text':
            return part.text;
          case 'link':
            return (
              <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
                {part.text}
              </a>
            );
          case 'code':
            return <code key={index}>{part.text}</code>;
          case 'bold':
            return (
              <strong key={index}>
                <Parts parts={part.parts} />
              </strong>
            );
          case 'italic':
            return (
              <em key={index}>
                <Parts parts={part.parts} />
              </em>
            );
          case 'struck':
            return (
              <s key={index}>
                <Parts parts={part.parts} />
              </s>
            );
        }
      })}
    </>
  );
}

export function Rich({ children, class: className = 'words' }: { children: string; class?: string }) {
  const [isOpen, setOpen] = useState(false);
  const start = useMemo(() => folded(children), [children]);
  const shown = isOpen || start === null ? children : start;
  const parts = useMemo(() => rich(shown), [shown]);
  return (
    <>
      <p class={isFewEmoji(children) ? `${className} large` : className} dir="auto">
        <Parts parts={parts} />
        {start !== null && !isOpen && '…'}
      </p>
      {start !== null && (
        <button type="button" class="quiet fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {text(isOpen ? 'msg.showLess' : 'msg.showAll')}
        </button>
      )}
    </>
  );
}
