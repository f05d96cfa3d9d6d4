import { html } from '../html.js';
import { inline, parse } from './markdown.js';

/**
 * A message's text as nodes.
 *
 * @param {{content: string, mention?: (name: string) => any}} props `mention` makes a node of a name, or null
 */
export function Text({ content, mention = () => null }) {
  return html`<div class="text" dir="auto">${parse(content).map((block) => blockOf(block, mention))}</div>`;
}

/** Without blocks: for descriptions and status texts. */
export function Line({ content }) {
  return html`<span dir="auto">${nodes(inline(content), () => null)}</span>`;
}

function blockOf(block, mention) {
  switch (block.type) {
    case 'codeblock':
      return html`<pre dir="ltr" tabindex="0"><code>${block.text}</code></pre>`;
    case 'quote':
      return html`<blockquote>${block.children.map((each) => blockOf(each, mention))}</blockquote>`;
    case 'list':
      return html`<ul>
        ${block.items.map((item) => html`<li>${nodes(item, mention)}</li>`)}
      </ul>`;
    default:
      return html`<p>${nodes(block.children, mention)}</p>`;
  }
}

function nodes(list, mention) {
  return list.map((node) => {
    switch (node.type) {
      case 'code':
        return html`<code>${node.text}</code>`;
      case 'bold':
        return html`<strong>${nodes(node.children, mention)}</strong>`;
      case 'italic':
        return html`<em>${nodes(node.children, mention)}</em>`;
      case 'strike':
        return html`<s>${nodes(node.children, mention)}</s>`;
      case 'link':
        return linkOf(node, mention);
      case 'mention':
        return mention(node.name) ?? html`<span class="mention">@${node.name}</span>`;
      default:
        return node.text;
    }
  });
}

/** A link to a place of our own stays in this tab. */
function linkOf({ href, children }, mention) {
  const inside = nodes(children, mention);
  if (isOurs(href)) return html`<a href=${href} data-place>${inside}</a>`;
  return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow">${inside}</a>`;
}

function isOurs(href) {
  return Boolean(globalThis.location) && href.startsWith(`${location.origin}/c/`);
}
