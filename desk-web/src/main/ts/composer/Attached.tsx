// The files of a draft, with a preview of pictures.

import { useEffect, useState } from 'preact/hooks';
import { text } from '../i18n';
import { files } from '../model/files';
import type { OutboxFile } from '../model/outbox-state';
import type { ReplyMedia } from '../conversation/types';
import { Icon, IconButton } from '../ui';

function Preview({ file }: { file: OutboxFile }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!/^image\/(?:jpeg|png|webp|gif)/.test(file.type)) {
      return undefined;
    }
    let own: string | null = null;
    let isCurrent = true;
    void files.get(file.id).then((blob) => {
      if (blob !== null && isCurrent) {
        own = URL.createObjectURL(blob);
        setUrl(own);
      }
    });
    return () => {
      isCurrent = false;
      if (own !== null) {
        URL.revokeObjectURL(own);
      }
    };
  }, [file.id]);
  return url === null ? <Icon name={file.type.startsWith('image/') ? 'picture' : 'file'} /> : <img src={url} alt="" />;
}

interface AttachedProps {
  all: readonly OutboxFile[];
  media: ReplyMedia | null;
  onRemove: (id: string) => void;
  onRemoveMedia: () => void;
}

export function Attached({ all, media, onRemove, onRemoveMedia }: AttachedProps) {
  if (all.length === 0 && media === null) {
    return null;
  }
  return (
    <ul class="attached" aria-label={text('compose.files')}>
      {media !== null && (
        <li>
          <Icon name="file" />
          <span class="attached-name" dir="auto">{media.fileName ?? text(`media.${media.kind}`)}</span>
          <IconButton icon="close" label={text('compose.remove', { name: media.fileName ?? text(`media.${media.kind}`) })} onClick={onRemoveMedia} />
        </li>
      )}
      {all.map((file) => (
        <li key={file.id}>
          <Preview file={file} />
          <span class="attached-name" dir="auto">{file.name}</span>
          <IconButton icon="close" label={text('compose.remove', { name: file.name })} onClick={() => onRemove(file.id)} />
        </li>
      ))}
    </ul>
  );
}
