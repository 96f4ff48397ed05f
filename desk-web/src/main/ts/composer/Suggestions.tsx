// The list above the composer: saved replies after "/", users after "@".

import { useEffect, useRef } from 'preact/hooks';
import { text } from '../i18n';

export interface Suggestion { id: string; title: string; detail: string }

interface SuggestionsProps {
  id: string;
  all: readonly Suggestion[];
  chosen: number;
  onChoose: (index: number) => void;
}

/** The focus stays in the text; `aria-activedescendant` names the chosen line. */
export function Suggestions({ id, all, chosen, onChoose }: SuggestionsProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' }), [chosen]);
  return (
    <ul class="suggestions" id={id} role="listbox" aria-label={text('compose.suggestions')} ref={list}>
      {all.map((suggestion, index) => (
        <li
          key={suggestion.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          onMouseDown={(event) => {
            // The text keeps the focus.
            event.preventDefault();
            onChoose(index);
          }}
        >
          <strong dir="auto">{suggestion.title}</strong>
          <span dir="auto">{suggestion.detail}</span>
        </li>
      ))}
    </ul>
  );
}
