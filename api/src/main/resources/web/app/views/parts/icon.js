import { html } from '../../html.js';

/** Strokes on a 20 by 20 grid. */
const PATHS = {
  search: 'M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5 17 17',
  plus: 'M10 4v12M4 10h12',
  people: 'M8 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 16.5c.4-3 2.7-4.5 5.5-4.5s5.1 1.5 5.5 4.5M13 3.8a3 3 0 0 1 0 5.4M15.5 12.5c1.2.7 1.8 2.1 2 4',
  compass: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM12.8 7.2l-1.5 4.1-4.1 1.5 1.5-4.1z',
  settings: 'M3 6h7M14 6h3M3 14h3M10 14h7M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  send: 'M3.5 10 17 3.5 13 17l-3.5-5.5zM9.5 11.5 17 3.5',
  attach: 'M15.5 9.5 10 15a3.5 3.5 0 0 1-5-5l6-6a2.4 2.4 0 0 1 3.4 3.4L8.5 13.2a1.2 1.2 0 0 1-1.7-1.7L12 6.3',
  smile: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7 12c.7 1.2 1.7 1.8 3 1.8s2.3-.6 3-1.8M7.5 8v.010M12.5 8v.010',
  reply: 'M8 5 3.5 9.5 8 14M4 9.5h7c3.5 0 5.5 2 5.5 5.5',
  thread: 'M4 4.5h12v8H9l-4 3.5v-3.5H4zM7 7.5h6M7 9.7h4',
  edit: 'M4 16l.8-3.3L13 4.5a1.7 1.7 0 0 1 2.5 2.5L7.3 15.2z',
  trash: 'M4 6h12M8 6V4h4v2M5.5 6l.7 10.5h7.6L14.5 6',
  pin: 'M7.5 3h5l-.5 5 2.5 3h-9L8 8zM10 11v6',
  forward: 'M12 5l4.5 4.5L12 14M16 9.5H9c-3.5 0-5.5 2-5.5 5.5',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  more: 'M4.5 9.6a.4.4 0 1 0 0 .8.4.4 0 1 0 0-.8zM10 9.6a.4.4 0 1 0 0 .8.4.4 0 1 0 0-.8zM15.5 9.6a.4.4 0 1 0 0 .8.4.4 0 1 0 0-.8z',
  close: 'M5 5l10 10M15 5 5 15',
  back: 'M12 4 6 10l6 6',
  up: 'M10 17V7M5.5 11 10 6.5l4.5 4.5M4 3.5h12',
  hide: 'M3.5 10s2.5-4.5 6.5-4.5 6.5 4.5 6.5 4.5-2.5 4.5-6.5 4.5S3.5 10 3.5 10zM4 16 16 4',
  next: 'M8 4l6 6-6 6',
  down: 'M10 4v12M5 11l5 5 5-5',
  check: 'M4 10.5 8 14.5 16 5.5',
  checks: 'M2 10.5l3.5 4L12 6M9 13.5l1 1L17.5 6',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.3l2.7 1.7',
  alert: 'M10 3 18 16.5H2zM10 8v4M10 14.3v.010',
  lock: 'M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9',
  globe: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM2.5 10h15M10 2.5c-5 5-5 10 0 15 5-5 5-10 0-15',
  megaphone: 'M4 8.5v3.5l9 3.5v-11zM4 12h-.5a1.5 1.5 0 0 1 0-3.5H4M6.5 13v3M15.5 8a2.5 2.5 0 0 1 0 4.5',
  bell: 'M5 14h10l-1.2-2V8.5a3.8 3.8 0 0 0-7.6 0V12zM8.5 16.5h3',
  mute: 'M5 14h10l-1.2-2V8.5a3.8 3.8 0 0 0-7.6 0V12zM3 3l14 14',
  archive: 'M3 4h14v3.5H3zM4.5 7.5V16h11V7.5M8 10.5h4',
  mic: 'M10 12.5a2.5 2.5 0 0 0 2.5-2.5V5.5a2.5 2.5 0 0 0-5 0V10a2.5 2.5 0 0 0 2.5 2.5zM5 10a5 5 0 0 0 10 0M10 15v2.5',
  stop: 'M6 6h8v8H6z',
  file: 'M5 2.5h6.5L15 6v11.5H5zM11 3v3.5h4',
  download: 'M10 3v9M6 8.5l4 4 4-4M4 16.5h12',
  calendar: 'M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3M13 3v3',
  link: 'M8.5 11.5l3-3M7 9 5 11a3 3 0 0 0 4.2 4.2l2-2M13 11l2-2A3 3 0 0 0 10.8 4.8l-2 2',
  logout: 'M8 3.5H4v13h4M8 10h9M13.5 6.5 17 10l-3.5 3.5',
  shield: 'M10 2.5 16.5 5v5c0 3.8-2.5 6.3-6.5 7.5C6 16.3 3.5 13.8 3.5 10V5z',
  at: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zm0 0v1.2c0 2.4 4 2.4 4-1.2a7 7 0 1 0-3 5.7',
  info: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 9v5M10 6.3v.010',
  device: 'M3 4h14v9H3zM7 16.5h6M10 13v3.5',
  flag: 'M5 17V3.5M5 4h9.5l-2 3.2 2 3.3H5',
  play: 'M6.5 4v12l9-6z',
  pause: 'M7 4.5v11M13 4.5v11',
};

/** A picture that says nothing more than the words beside it. */
export function Icon({ name, size = 20 }) {
  return html`<svg class=${`icon icon-${name}`} viewBox="0 0 20 20" width=${size} height=${size} aria-hidden="true" focusable="false">
    <path d=${PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
  </svg>`;
}

/** A button that is only a picture has its words as a name. */
export function IconButton({ icon, label, size, class: also = '', ...more }) {
  return html`<button type="button" class=${`icon-button ${also}`} aria-label=${label} title=${label} ...${more}>
    <${Icon} name=${icon} size=${size} />
  </button>`;
}

/** Parley's own sign: two who talk. */
export function Mark({ size = 32 }) {
  return html`<svg class="mark" viewBox="0 0 64 64" width=${size} height=${size} aria-hidden="true">
    <path
      class="mark-shape"
      d="M22 6h20a18 18 0 0 1 18 18v4a18 18 0 0 1-18 18H26L8 58c-3 2-4 0-4-3V24A18 18 0 0 1 22 6z"
    />
    <circle class="mark-you" cx="42" cy="26" r="6" />
    <circle class="mark-me" cx="22" cy="26" r="6" />
  </svg>`;
}
