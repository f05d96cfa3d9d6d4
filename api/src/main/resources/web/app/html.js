import { h } from 'preact';
import { templatesFor } from './template.js';

/** Views as tagged templates: html`<p class="x">${text}</p>`. Whatever is put in is text, never HTML. */
export const html = templatesFor(h);
