import { useEffect, useState } from 'preact/hooks';

/**
 * Files may be let fall anywhere on the conversation or thread that a form belongs to.
 *
 * @param {{current: HTMLElement|null}} form
 * @param {(files: FileList) => void} onFiles
 * @returns {boolean} whether some are held over it just now
 */
export function useDrop(form, onFiles) {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const zone = form.current.closest('.pane, .talk');
    const over = (event) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event) => zone.contains(event.relatedTarget) || setOver(false);
    const drop = (event) => {
      event.preventDefault();
      setOver(false);
      onFiles(event.dataTransfer.files);
    };
    const listeners = { dragover: over, dragleave: leave, drop };
    for (const [type, listener] of Object.entries(listeners)) zone.addEventListener(type, listener);
    return () => {
      for (const [type, listener] of Object.entries(listeners)) zone.removeEventListener(type, listener);
    };
  }, [onFiles]);
  return isOver;
}
