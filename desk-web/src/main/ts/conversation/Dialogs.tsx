// The dialogs of a conversation.

import { useMemo, useRef, useState } from 'preact/hooks';
import type { ChatPage } from 'services/bot-service';
import { api, messageOf } from '../api/client';
import { localInput } from '../composer/outgoing';
import { matching } from '../composer/typing';
import { text, textOr } from '../i18n';
import { nameOf, numberOf, type Chat } from '../model/chats';
import { drafts, useDraft, useKeptText } from '../model/drafts';
import { usualTimes } from '../model/usual-times';
import { Avatar, Button, Dialog, Field, Mark, Spinner, toast, useLoad } from '../ui';
import { acts } from './acts';
import { agents, labels, teams, useListing } from './directory';
import { sentence, type Explanation } from './events';
import type { Me } from './status';
import type { Message } from './types';

interface Closes { onClose: () => void }

export function TransferDialog({ chat, me, onClose }: Closes & { chat: Chat; me: Me }) {
  const [words, setWords] = useState('');
  // The chat's draft of a note, so that the end of a session does not lose it.
  const { note } = useDraft(chat.id);
  const setNote = (words: string) => drafts.put(chat.id, { ...drafts.get(chat.id), note: words, at: Date.now() });
  const [problem, setProblem] = useState<string | null>(null);
  const allAgents = useListing(agents);
  const allTeams = useListing(teams);
  const others = useMemo(() => allAgents.filter(({ username }) => username !== chat.assignee).sort((one, other) => Number(other.available) - Number(one.available)), [allAgents, chat.assignee]);
  const foundAgents = matching(others, words, ({ name, username }) => [name, username], 30);
  const foundTeams = matching(allTeams, words, ({ name }) => [name], 30);

  const transfer = (to: { assignee?: string; team?: string }, name: string) => async () => {
    setProblem(null);
    try {
      // The note first: the recipient must not find the chat without it.
      if (note.trim() !== '') {
        await acts.note(chat.id, note.trim());
        setNote('');
      }
      await acts.transfer(chat, to);
      toast(text('conv.transferredDone', { name }));
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Dialog title={text('conv.transferTo')} onClose={onClose}>
      <Field label={text('conv.transferSearch')} value={words} onInput={setWords} autocomplete="off" />
      <Field label={text('conv.transferNote')} value={note} onInput={setNote} lines={2} maxLength={4000} />
      {problem && <p class="field-error" role="alert">{problem}</p>}
      {allAgents.length === 0 && allTeams.length === 0 && <Spinner />}
      {foundAgents.length > 0 && (
        <section>
          <h3>{text('conv.agents')}</h3>
          <ul class="choices">
            {foundAgents.map((agent) => (
              <li key={agent.username}>
                <Button kind="quiet" class="choice" onClick={transfer({ assignee: agent.username }, agent.name)}>
                  <Avatar name={agent.name} />
                  <span class="choice-words">
                    <bdi dir="auto">{agent.name}</bdi>
                    {agent.username === me.name && ` (${text('msg.you')})`}
                    <span class="quiet-words">{text('conv.load', { count: agent.load })}</span>
                  </span>
                  <Mark mood={agent.available ? 'good' : 'plain'}>{text(agent.available ? 'conv.available' : 'conv.away')}</Mark>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {foundTeams.length > 0 && (
        <section>
          <h3>{text('conv.teams')}</h3>
          <ul class="choices">
            {foundTeams.map((team) => (
              <li key={team.id}>
                <Button kind="quiet" class="choice" onClick={transfer({ team: team.name }, team.name)}>
                  <Avatar name={team.name} icon="users" />
                  <span class="choice-words">
                    <bdi dir="auto">{team.name}</bdi>
                    <span class="quiet-words">{text('conv.members', { count: team.members.length })}</span>
                  </span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {words !== '' && foundAgents.length + foundTeams.length === 0 && <p class="quiet-words">{text('msg.noMatch')}</p>}
    </Dialog>
  );
}

export function LabelsDialog({ chat, onClose }: Closes & { chat: Chat }) {
  const known = useListing(labels);
  const start = useRef(chat.labels).current;
  const [chosen, setChosen] = useState<readonly string[]>(start);
  const [fresh, setFresh] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const has = (name: string) => chosen.some((it) => it.toLowerCase() === name.toLowerCase());
  const all = [...known.map(({ name }) => name), ...chosen.filter((name) => !known.some((it) => it.name.toLowerCase() === name.toLowerCase()))];
  const toggle = (name: string) => setChosen(has(name) ? chosen.filter((it) => it.toLowerCase() !== name.toLowerCase()) : [...chosen, name]);
  const add = () => {
    if (fresh.trim() !== '' && !has(fresh.trim())) {
      setChosen([...chosen, fresh.trim()]);
    }
    setFresh('');
  };
  return (
    <Dialog title={text('conv.labels')} onClose={onClose}>
      {all.length === 0 && <p class="quiet-words">{text('conv.noLabels')}</p>}
      <div class="label-choices">
        {all.map((name) => (
          <button key={name} type="button" class="secondary" aria-pressed={has(name)} onClick={() => toggle(name)}>
            <bdi dir="auto">{name}</bdi>
          </button>
        ))}
      </div>
      <form
        class="label-form"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Field label={text('conv.newLabel')} value={fresh} onInput={setFresh} maxLength={40} autocomplete="off" />
        <Button type="submit">{text('conv.addLabel')}</Button>
      </form>
      {problem && <p class="field-error" role="alert">{problem}</p>}
      <div class="dialog-buttons">
        <Button onClick={onClose}>{text('ui.cancel')}</Button>
        <Button
          kind="primary"
          onClick={async () => {
            try {
              const wanted = fresh.trim() === '' || has(fresh.trim()) ? chosen : [...chosen, fresh.trim()];
              // What a colleague added or removed meanwhile stays so.
              const others = chat.labels.filter((label) => !start.includes(label) && !wanted.includes(label));
              await acts.labels(chat, [...wanted.filter((label) => !start.includes(label) || chat.labels.includes(label)), ...others]);
              await labels.load(true);
              onClose();
            } catch (error) {
              setProblem(messageOf(error));
            }
          }}
        >
          {text('conv.save')}
        </Button>
      </div>
    </Dialog>
  );
}

export function SnoozeDialog({ onClose, onChoose }: Closes & { onChoose: (until: Date) => void }) {
  return <TimeDialog title={text('conv.snoozeUntil')} action={text('conv.snooze')} days={365} onClose={onClose} onChoose={onChoose} />;
}

/** Asks for a time in the user's zone. */
export function TimeDialog({ title, action, days, onClose, onChoose }: Closes & { title: string; action: string; days: number; onChoose: (at: Date) => void }) {
  const [value, setValue] = useState(localInput(usualTimes(new Date()).find(({ kind }) => kind === 'tomorrowMorning')?.at ?? new Date()));
  const at = new Date(value);
  const isValid = !Number.isNaN(at.getTime()) && at.getTime() > Date.now() && at.getTime() < Date.now() + days * 86_400_000;
  const [isTried, setTried] = useState(false);
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (isValid) {
            onClose();
            onChoose(at);
          }
        }}
      >
        <Field label={text('later.at')} type="datetime-local" value={value} onInput={setValue} error={isTried && !isValid ? text('later.past', { days }) : undefined} />
        <div class="dialog-buttons">
          <Button onClick={onClose}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit">
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function WhyDialog({ explanation, onJump, onClose }: Closes & { explanation: Explanation | null; onJump: (id: string) => void }) {
  const known = explanation?.rule ? sentence(explanation.rule) : null;
  const rule = explanation?.rule && (known === null ? explanation.rule : textOr(`msg.rule.${known.key}`, explanation.rule, { name: known.name }));
  return (
    <Dialog title={text('msg.whyTitle')} onClose={onClose}>
      {explanation === null ? (
        <p>{text('msg.whyUnknown')}</p>
      ) : (
        <dl class="why">
          {rule && (
            <>
              <dt>{text('msg.whyRule')}</dt>
              <dd dir="auto">{rule}</dd>
            </>
          )}
          {explanation.basis && (
            <>
              <dt>{text('msg.whyBasis')}</dt>
              <dd dir="auto">{explanation.basis}</dd>
            </>
          )}
          {explanation.causeText && (
            <>
              <dt>{text('msg.whyAnswers')}</dt>
              <dd>
                <blockquote dir="auto">{explanation.causeText}</blockquote>
                <Button
                  kind="quiet"
                  onClick={() => {
                    onClose();
                    onJump(explanation.causeId ?? '');
                  }}
                >
                  {text('msg.goTo')}
                </Button>
              </dd>
            </>
          )}
        </dl>
      )}
    </Dialog>
  );
}

/** Chooses the chat, of the same channel, that gets a forwarded message. */
export function ForwardDialog({ message, chat, onClose, onChoose }: Closes & { message: Message; chat: Chat; onChoose: (to: Chat) => void }) {
  const [words, setWords] = useState('');
  const { data, error, loading } = useLoad(
    (signal) => api.get<ChatPage>('/chats', { query: { channel: chat.channel, q: words.trim().length > 1 ? words.trim() : null, limit: 30, view: 'ALL' }, signal }),
    [words.trim()],
  );
  const found = (data?.chats ?? []).filter(({ id, blocked }) => id !== chat.id && !blocked);
  return (
    <Dialog title={text('msg.forwardTitle')} onClose={onClose}>
      <blockquote dir="auto" class="forwarded">{message.text}</blockquote>
      <Field label={text('msg.forwardSearch')} value={words} onInput={setWords} type="search" autocomplete="off" />
      {error !== null && <p class="field-error" role="alert">{messageOf(error)}</p>}
      {loading && data === null && <Spinner />}
      <ul class="choices">
        {found.map((other) => (
          <li key={other.id}>
            <Button
              kind="quiet"
              class="choice"
              aria-label={text('msg.forwardTo', { name: nameOf(other) })}
              onClick={() => {
                onClose();
                onChoose(other);
              }}
            >
              <Avatar name={nameOf(other)} />
              <span class="choice-words">
                <bdi dir="auto">{nameOf(other)}</bdi>
                <span class="quiet-words">{numberOf(other.chatId)}</span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
      {data !== null && found.length === 0 && <p class="quiet-words">{text('msg.noMatch')}</p>}
    </Dialog>
  );
}

export function EditDialog({ message, start, onClose, onSave }: Closes & { message: string; start: string; onSave: (text: string) => boolean }) {
  const edit = useKeptText(`edit.${message}`, start);
  const close = edit.closing(onClose);
  return (
    <Dialog title={text('msg.editTitle')} onClose={close} unsaved={edit.unsaved}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (edit.text.trim() !== '' && onSave(edit.text.trim())) {
            close();
          }
        }}
      >
        <Field label={text('conv.messages')} hideLabel value={edit.text} onInput={edit.set} lines={5} />
        <div class="dialog-buttons">
          <Button onClick={close}>{text('ui.cancel')}</Button>
          <Button kind="primary" type="submit">
            {text('conv.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
