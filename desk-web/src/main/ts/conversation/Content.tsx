// What a message contains.

import { text } from '../i18n';
import { Icon } from '../ui';
import { Media } from './Media';
import { Rich } from './Rich';
import type { Content as Wire, Message } from './types';

interface Props {
  content: Wire | null;
  /** The server's words for it, in the user's language. */
  words: string;
  channel: string;
  onOpen?: (() => void) | undefined;
}

export function Content({ content, words, channel, onOpen }: Props) {
  switch (content?.['@type']) {
    case 'Text':
      return <Rich>{content.body}</Rich>;
    case 'Choice':
      return <Rich>{content.title}</Rich>;
    case 'Media':
      return (
        <>
          <Media content={content} channel={channel} onOpen={onOpen} />
          {content.caption && <Rich>{content.caption}</Rich>}
        </>
      );
    case 'Location':
      return (
        <p class="card">
          <Icon name="location" />
          <span class="card-text">
            <bdi dir="auto">{content.name || content.address || text(content.live ? 'media.liveLocation' : 'media.location')}</bdi>
            <a href={`https://www.openstreetmap.org/?mlat=${content.latitude}&mlon=${content.longitude}#map=16/${content.latitude}/${content.longitude}`} target="_blank" rel="noopener noreferrer">
              {text('media.map')}
            </a>
          </span>
        </p>
      );
    case 'Contact':
      return (
        <p class="card">
          <Icon name="person" />
          <span class="card-text" dir="auto">
            {words || content.name}
          </span>
        </p>
      );
    case 'Forward':
      return <Content content={content.content} words={words} channel={channel} onOpen={onOpen} />;
    default:
      return <Rich class="words gone">{words}</Rich>;
  }
}

/** One line for a quote. */
export function inShort(message: Pick<Message, 'content' | 'text' | 'deletedAt'>): string {
  return message.deletedAt !== null ? text('msg.deleted') : message.text;
}
