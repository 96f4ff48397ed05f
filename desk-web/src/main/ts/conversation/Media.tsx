// Files in a message: pictures and videos that open in the viewer, voice with its speed, other files to save.

import { useEffect, useRef, useState } from 'preact/hooks';
import { duration, number, text } from '../i18n';
import { Button, Icon, IconButton, Spinner } from '../ui';
import { download, isMoving, isPicture, isSound, useMedia } from './files';
import type { MediaContent } from './types';

interface Props {
  content: MediaContent;
  channel: string;
  /** Opens the viewer at this file. */
  onOpen?: (() => void) | undefined;
}

export const kindName = (content: MediaContent): string => text(`media.${content.kind}`);
export const fileName = (content: MediaContent): string => content.fileName || kindName(content);

/** Whether the element has come near the view. */
function useNear<E extends HTMLElement>(): [preact.RefObject<E>, boolean] {
  const element = useRef<E>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (element.current === null || isNear) {
      return undefined;
    }
    const observer = new IntersectionObserver((seen) => seen.some((it) => it.isIntersecting) && setNear(true), { rootMargin: '600px' });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [isNear]);
  return [element, isNear];
}

function Failed({ content, retry }: { content: MediaContent; retry: () => void }) {
  return (
    <p class="card">
      <Icon name="alert" />
      <span>{text('media.failed', { kind: kindName(content) })}</span>
      <Button kind="quiet" onClick={retry}>
        {text('ui.retry')}
      </Button>
    </p>
  );
}

function Picture({ content, channel, onOpen }: Props) {
  const [element, isNear] = useNear<HTMLButtonElement>();
  const { url, hasFailed, retry } = useMedia(content, channel, isNear);
  if (hasFailed) {
    return <Failed content={content} retry={retry} />;
  }
  const isSticker = content.kind === 'STICKER';
  return (
    <button ref={element} type="button" class={isSticker ? 'photo sticker' : 'photo'} onClick={onOpen} aria-label={text('media.open', { name: content.caption || fileName(content) })}>
      {url === null ? <Spinner /> : <img src={url} alt="" />}
    </button>
  );
}

function Video({ content, onOpen }: Props) {
  return (
    <button type="button" class="photo video" onClick={onOpen} aria-label={text('media.open', { name: content.caption || fileName(content) })}>
      <Icon name="play" />
      <span>
        {kindName(content)}
        {content.seconds ? ` · ${clock(content.seconds)}` : ''}
      </span>
    </button>
  );
}

/** "1:05" */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

const SPEEDS = [1, 1.5, 2];
let speed = 1;
let playing: HTMLAudioElement | null = null;

function Voice({ content, channel }: Props) {
  const [isWanted, setWanted] = useState(false);
  const { url, hasFailed, retry } = useMedia(content, channel, isWanted);
  const player = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [own, setOwn] = useState(speed);
  const [length, setLength] = useState(content.seconds ?? 0);

  const play = () => {
    const audio = player.current;
    if (audio === null) {
      return;
    }
    // One recording at a time.
    if (playing !== audio) {
      playing?.pause();
      playing = audio;
    }
    audio.playbackRate = speed;
    setOwn(speed);
    void audio.play().catch(() => setPlaying(false));
  };
  useEffect(() => {
    if (url !== null) {
      play();
    }
  }, [url]);
  useEffect(() => () => player.current?.pause(), []);

  if (hasFailed) {
    return <Failed content={content} retry={retry} />;
  }
  const toggle = () => (isPlaying ? player.current?.pause() : url === null ? setWanted(true) : play());
  const faster = () => {
    speed = SPEEDS[(SPEEDS.indexOf(own) + 1) % SPEEDS.length] ?? 1;
    setOwn(speed);
    if (player.current) {
      player.current.playbackRate = speed;
    }
  };
  return (
    <div class="voice" role="group" aria-label={`${kindName(content)} ${length ? duration(length * 1000) : ''}`}>
      <IconButton class="voice-play" icon={isPlaying ? 'pause' : 'play'} label={text(isPlaying ? 'media.pause' : 'media.play')} busy={isWanted && url === null} onClick={toggle} />
      <input
        type="range"
        min={0}
        max={Math.max(1, length)}
        step={0.1}
        value={at}
        aria-label={text('media.position')}
        aria-valuetext={`${clock(at)} / ${clock(length)}`}
        disabled={url === null}
        onInput={(event) => {
          if (player.current) {
            player.current.currentTime = Number(event.currentTarget.value);
          }
        }}
      />
      <span class="voice-time">{clock(isPlaying || at > 0 ? at : length)}</span>
      <button type="button" class="quiet voice-speed" aria-label={text('media.speed', { speed: `${number(own)}×` })} onClick={faster}>
        {`${number(own)}×`}
      </button>
      {url !== null && (
        <audio
          ref={player}
          src={url}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onEnded={() => setAt(0)}
          onTimeUpdate={(event) => setAt(event.currentTarget.currentTime)}
          onLoadedMetadata={(event) => Number.isFinite(event.currentTarget.duration) && setLength(event.currentTarget.duration)}
        />
      )}
    </div>
  );
}

const KB = 1024;
const size = (bytes: number): string => (bytes < KB * KB ? `${Math.max(1, Math.round(bytes / KB))} KB` : `${number(Math.round((bytes / KB / KB) * 10) / 10)} MB`);

function File({ content, channel }: Props) {
  return (
    <p class="card">
      <Icon name="file" />
      <span class="card-text">
        <bdi dir="auto">{fileName(content)}</bdi>
        {content.size ? <span class="quiet-words"> {size(content.size)}</span> : null}
      </span>
      <IconButton icon="download" label={`${text('media.download')}: ${fileName(content)}`} onClick={() => download(content, channel, fileName(content))} />
    </p>
  );
}

export function Media(props: Props) {
  const { content } = props;
  if (!content.mediaId && !content.link) {
    return (
      <p class="gone">
        {content.viewOnce ? `${kindName(content)} (${text('media.once')})` : text('media.unavailable', { kind: kindName(content) })}
      </p>
    );
  }
  return isPicture(content) ? <Picture {...props} /> : isMoving(content) ? <Video {...props} /> : isSound(content) ? <Voice {...props} /> : <File {...props} />;
}
