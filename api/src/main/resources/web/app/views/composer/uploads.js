import { useEffect, useRef, useState } from 'preact/hooks';
import { wordsFor } from '../../actions/messages.js';
import { parley } from '../../app.js';

export const MOST = 5;
let count = 0;

/**
 * Files that go along with the message that is being written: each is uploaded at once, and can be
 * taken back.
 *
 * @returns {{files: any[], add: (files: Iterable<File>) => void, take: () => string[], remove: (key: number) => void, isBusy: boolean}}
 */
export function useUploads() {
  const [files, setFiles] = useState([]);
  const cancels = useRef(new Map());
  const change = (key, changes) => setFiles((all) => all.map((each) => (each.key === key ? { ...each, ...changes } : each)));
  useEffect(() => () => cancels.current.forEach((cancel) => cancel.abort()), []);

  const begin = (file) => {
    const key = (count += 1);
    const cancel = new AbortController();
    cancels.current.set(key, cancel);
    const kind = file.type.split('/')[0];
    const preview = kind === 'image' || kind === 'audio' ? URL.createObjectURL(file) : null;
    const onProgress = ({ sent, total }) => change(key, { progress: total ? sent / total : 0 });
    parley.media.upload(file, { signal: cancel.signal, onProgress }).then(
      (attachment) => change(key, { attachment, progress: 1 }),
      (problem) => cancel.signal.aborted || change(key, { problem: wordsFor(problem) }),
    );
    return { key, kind, name: file.name, size: file.size, preview, progress: 0 };
  };

  const forget = (gone) => {
    for (const { key, preview } of gone) {
      if (preview) URL.revokeObjectURL(preview);
      cancels.current.delete(key);
    }
  };

  return {
    files,
    isBusy: files.some(({ attachment, problem }) => !attachment && !problem),
    add(more) {
      const room = [...more].slice(0, Math.max(0, MOST - files.length));
      setFiles([...files, ...room.map(begin)]);
    },
    remove(key) {
      const gone = files.filter((each) => each.key === key);
      cancels.current.get(key)?.abort();
      for (const { attachment } of gone) if (attachment) parley.media.delete(attachment.id).catch(() => {});
      forget(gone);
      setFiles(files.filter((each) => each.key !== key));
    },
    take() {
      const ids = files.filter(({ attachment }) => attachment).map(({ attachment }) => attachment.id);
      forget(files);
      setFiles([]);
      return ids;
    },
  };
}
