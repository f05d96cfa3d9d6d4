import { html } from '../html.js';
import { inline, parse } from './markdown.js';

/**
 * A message's text as nodes.
 *
 * @param {{content: string, isMine?: (name: string) => boolean}} props
 */
export function Text({ content, isMine = () => false }) {
  return html`<div class="text" dir="auto">${parse(content).map((block) => blockOf(block, isMine))}</div>`;
}

/** Without blocks: for descriptions and status texts. */
export function Line({ content }) {
  return html`<span dir="auto">${nodes(inline(content), () => false)}</span>`;
}

function blockOf(block, isMine) {
  switch (block.type) {
    case 'codeblock':
      return html`<pre dir="ltr" tabindex="0"><code>${block.text}</code></pre>`;
    case 'quote':
      return html`<blockquote>${block.children.map((each) => blockOf(each, isMine))}</blockquote>`;
    case 'list':
      return html`<ul>
        ${block.items.map((item) => html`<li>${nodes(item, isMine)}</li>`)}
      </ul>`;
    default:
      return html`<p>${nodes(block.children, isMine)}</p>`;
  }
}

function nodes(list, isMine) {
  return list.map((node) => {
    switch (node.type) {
      case 'code':
        return html`<code>${node.text}</code>`;
      case 'bold':
        return html`<strong>${nodes(node.children, isMine)}</strong>`;
      case 'italic':
        return html`<em>${nodes(node.children, isMine)}</em>`;
      case 'strike':
        return html`<s>${nodes(node.children, isMine)}</s>`;
      case 'link':
        return html`<a href=${node.href} target="_blank" rel="noopener noreferrer nofollow">${nodes(node.children, isMine)}</a>`;
      case 'mention':
        return html`<span class=${isMine(node.name) ? 'mention mine' : 'mention'}>@${node.name}</span>`;
      default:
        return node.text;
    }
  });
}
