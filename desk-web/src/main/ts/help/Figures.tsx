// Pictures of the desk for the help, drawn with its own parts: they have the language and the colours of the reader, and
// change with the desk.

import { text } from '../i18n';
import { Avatar, Badge, Bidi, Icon, Mark } from '../ui';
import type { Figure } from './types';

const CHATS = [
  { name: 'Ayu Lestari', minutes: 3, urgency: 'fine' },
  { name: 'Budi Santoso', minutes: 12, urgency: 'soon' },
  { name: 'Citra Dewi', minutes: 26, urgency: 'missed' },
] as const;

/** Three chats of the queue: in time, near the target, and late. */
function Queue() {
  return (
    <>
      {CHATS.map(({ name, minutes, urgency }, index) => (
        <div key={urgency} class="chat-row">
          <span class="chat-row-link">
            <Avatar name={name} />
            <span class="chat-row-words">
              <span class="chat-row-line">
                <span class="chat-row-name">{name}</span>
              </span>
              <span class="chat-row-line">
                <span class="chat-row-preview">{text('help.sample')}</span>
                <Badge count={index + 1} />
              </span>
              <span class="chat-row-marks">
                <span class="mark chat-row-wait" data-urgency={urgency}>
                  {urgency === 'missed' && <Icon name="alert" />} {text('help.minutes', { count: minutes })}
                </span>
                {index === 0 && (
                  <span class="mark" data-mood="good">
                    <Icon name="person" /> {text('inbox.you')}
                  </span>
                )}
              </span>
            </span>
          </span>
        </div>
      ))}
    </>
  );
}

/** The buttons at the top of a chat. */
function Acts() {
  return (
    <div class="acts">
      <span class="figure-button" data-primary>{text('conv.take')}</span>
      <span class="figure-button">
        <Icon name="check" /> {text('conv.resolve')}
      </span>
      <span class="figure-button">
        <Icon name="snooze" /> {text('conv.snooze')}
      </span>
      <span class="figure-button">
        <Icon name="forward" /> {text('conv.transfer')}
      </span>
    </div>
  );
}

const TICKS = [['pending', 'clock'], ['sent', 'check'], ['delivered', 'both'], ['read', 'both'], ['failed', 'alert']] as const;

/** A message in each state. */
function Ticks() {
  return (
    <>
      {TICKS.map(([state, icon]) => (
        <div key={state} class="msg" data-ours="person" data-failed={state === 'failed' || undefined}>
          <div class="bubble">
            <p class="words">{text('help.answer')}</p>
            <p class="foot">
              <span>{text(`msg.status.${state}`)}</span>
              <span class="ticks" data-ticks={state}>
                <Icon name={icon} />
              </span>
            </p>
          </div>
        </div>
      ))}
    </>
  );
}

function NoteFigure() {
  return (
    <div class="msg note-row">
      <div class="note-card">
        <p class="note-head">
          <Icon name="note" />
          <span>
            {text('note.label')} · <Bidi>Siti</Bidi>
          </span>
        </p>
        <p class="words">
          <mark class="mentioned">@rudi</mark> {text('help.note')}
        </p>
      </div>
    </div>
  );
}

const STATES = [['FAILED', 'bad'], ['UNKNOWN', 'waiting'], ['WAITING', 'plain'], ['ACCEPTED', 'good']] as const;

/** The marks of the list of deliveries. */
function Deliveries() {
  return (
    <p class="figure-marks">
      {STATES.map(([state, mood]) => (
        <Mark key={state} mood={mood}>{text(`deliveries.state.${state}`)}</Mark>
      ))}
    </p>
  );
}

const FIGURES: Record<Figure, () => preact.JSX.Element> = { queue: Queue, acts: Acts, ticks: Ticks, note: NoteFigure, deliveries: Deliveries };

/** Hidden from screen readers: the paragraphs say the same. */
export function HelpFigure({ name }: { name: Figure }) {
  const Part = FIGURES[name];
  return (
    <figure class="help-figure" aria-hidden="true" inert>
      <Part />
    </figure>
  );
}
