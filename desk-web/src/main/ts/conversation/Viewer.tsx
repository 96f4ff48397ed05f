// Pictures and videos of the conversation in large, one after another.

import { useEffect, useState } from 'preact/hooks';
import { text } from '../i18n';
import { Dialog, ErrorState, IconButton, Spinner, Time } from '../ui';
import { download, isMoving, useMedia } from './files';
import { fileName } from './Media';
import type { MediaContent, Message } from './types';

export interface Shown { message: Message; content: MediaContent }

export interface ViewerProps {
  all: readonly Shown[];
  start: string;
  channel: string;
  authorOf: (message: Message) => string;
  onClose: () => void;
}

function Large({ content, channel }: { content: MediaContent; channel: string }) {
  const { url, hasFailed, retry } = useMedia(content, channel, true);
  if (hasFailed) {
    return <ErrorState error={null} onRetry={retry} />;
  }
  if (url === null) {
    return <Spinner />;
  }
  return isMoving(content) ? <video src={url} controls autoPlay loop={content.kind === 'GIF'} /> : <img src={url} alt={content.caption || fileName(content)} />;
}

export function Viewer({ all, start, channel, authorOf, onClose }: ViewerProps) {
  const [id, setId] = useState(start);
  const index = Math.max(0, all.findIndex(({ message }) => message.id === id));
  const now = all[index];
  const go = (by: number) => {
    const next = all[index + by];
    if (next !== undefined) {
      setId(next.message.id);
    }
  };
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'ArrowLeft' || key === 'ArrowRight') {
        go(key === 'ArrowLeft' ? -1 : 1);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  if (now === undefined) {
    return null;
  }
  const { message, content } = now;
  return (
    <Dialog title={text('media.viewer', { index: index + 1, count: all.length })} onClose={onClose} wide>
      <div class="viewer">
        <IconButton icon="back" label={text('media.previous')} disabled={index === 0} onClick={() => go(-1)} />
        <div class="viewer-file" key={message.id}>
          <Large content={content} channel={channel} />
        </div>
        <IconButton class="viewer-next" icon="back" label={text('media.next')} disabled={index === all.length - 1} onClick={() => go(1)} />
      </div>
      <div class="viewer-foot">
        <p>
          <bdi dir="auto">{authorOf(message)}</bdi> · <Time at={message.sentAt} as="full" />
          {content.caption && <span class="viewer-caption" dir="auto">{content.caption}</span>}
        </p>
        <IconButton icon="download" label={text('media.download')} onClick={() => download(content, channel, content.fileName || `${message.id}.${content.mimeType.split(/[/;]/)[1] ?? 'bin'}`)} />
      </div>
    </Dialog>
  );
}
