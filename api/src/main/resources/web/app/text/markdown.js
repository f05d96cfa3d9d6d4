/**
 * A safe part of Markdown: paragraphs, quotes, code blocks, lists of bold, italics, strikes, code, links
 * and mentions. It makes a tree of plain objects, and the view makes nodes of it: at no point is
 * there HTML.
 *
 * @typedef {{type: 'text'|'code', text: string}
 *   | {type: 'bold'|'italic'|'strike', children: Inline[]}
 *   | {type: 'link', href: string, children: Inline[]}
 *   | {type: 'mention', name: string}} Inline
 * @typedef {{type: 'paragraph', children: Inline[]} | {type: 'quote', children: Block[]}
 *   | {type: 'codeblock', text: string} | {type: 'list', items: Inline[][]}} Block
 */

const DEEPEST = 4;
const INLINE = new RegExp(
  [
    '(?<code>`[^`\\n]+`)',
    '(?<bold>\\*\\*(?=\\S)[^\\n]*?\\S\\*\\*)',
    '(?<strike>~~(?=\\S)[^\\n]*?\\S~~)',
    '(?<italic>(?<![\\w*])\\*(?=[^\\s*])[^*\\n]*?[^\\s*]\\*(?![\\w*])|(?<!\\w)_(?=[^\\s_])[^_\\n]*?[^\\s_]_(?!\\w))',
    '(?<named>\\[[^\\]\\n]{1,200}\\]\\(https?:\\/\\/[^\\s()]{1,2000}\\))',
    '(?<url>\\bhttps?:\\/\\/[^\\s<>"]{1,2000})',
    '(?<mention>(?<![\\w@/.])@[A-Za-z0-9_.-]{3,32})',
  ].join('|'),
  'g',
);

/** @param {string} text @returns {Block[]} */
export function parse(text, depth = 0) {
  const blocks = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; ) {
    const taken = codeBlock(lines, i) ?? (depth < DEEPEST ? quote(lines, i, depth) : null) ?? bullets(lines, i) ?? paragraph(lines, i);
    if (taken.block) blocks.push(taken.block);
    i = taken.next;
  }
  return blocks;
}

function codeBlock(lines, at) {
  if (!/^```\w*\s*$/.test(lines[at])) return null;
  const end = lines.findIndex((line, i) => i > at && /^```\s*$/.test(line));
  if (end < 0) return null;
  return { block: { type: 'codeblock', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 };
}

function quote(lines, at, depth) {
  const end = endOf(lines, at, (line) => /^>/.test(line));
  if (end === at) return null;
  const inside = lines.slice(at, end).map((line) => line.replace(/^> ?/, ''));
  return { block: { type: 'quote', children: parse(inside.join('\n'), depth + 1) }, next: end };
}

function bullets(lines, at) {
  const end = endOf(lines, at, (line) => /^[-*•] \S/.test(line));
  if (end === at) return null;
  return { block: { type: 'list', items: lines.slice(at, end).map((line) => inline(line.slice(2))) }, next: end };
}

function paragraph(lines, at) {
  if (lines[at].trim() === '') return { next: at + 1 };
  const end = endOf(lines, at + 1, (line) => line.trim() !== '' && !/^(>|```|[-*•] \S)/.test(line));
  return { block: { type: 'paragraph', children: inline(lines.slice(at, end).join('\n')) }, next: end };
}

function endOf(lines, from, belongs) {
  let end = from;
  while (end < lines.length && belongs(lines[end])) end += 1;
  return end;
}

/** @param {string} text @returns {Inline[]} */
export function inline(text, depth = 0) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index < from) continue;
    const [whole, node] = nodeOf(match, depth);
    if (match.index > from) nodes.push({ type: 'text', text: text.slice(from, match.index) });
    nodes.push(node);
    from = match.index + whole.length;
  }
  if (from < text.length) nodes.push({ type: 'text', text: text.slice(from) });
  return nodes;
}

function nodeOf({ 0: whole, groups }, depth) {
  const within = (words) => (depth < DEEPEST ? inline(words, depth + 1) : [{ type: 'text', text: words }]);
  if (groups.code) return [whole, { type: 'code', text: whole.slice(1, -1) }];
  if (groups.bold) return [whole, { type: 'bold', children: within(whole.slice(2, -2)) }];
  if (groups.strike) return [whole, { type: 'strike', children: within(whole.slice(2, -2)) }];
  if (groups.italic) return [whole, { type: 'italic', children: within(whole.slice(1, -1)) }];
  if (groups.mention) return mention(whole);
  if (groups.named) {
    const [, words, href] = /^\[([^\]]+)\]\((.+)\)$/.exec(whole);
    return [whole, { type: 'link', href, children: [{ type: 'text', text: words }] }];
  }
  // What ends a sentence is not part of the address.
  const href = whole.replace(/[.,;:!?'")\]]+$/, '');
  return [href, { type: 'link', href, children: [{ type: 'text', text: href }] }];
}

function mention(whole) {
  const name = whole.replace(/[.-]+$/, '');
  return [name, { type: 'mention', name: name.slice(1) }];
}

/** The words alone, on one line: for lists, quotes and notifications. @param {string} text */
export function plain(text) {
  return parse(text).map(wordsOf).join(' ').replace(/\s+/g, ' ').trim();
}

function wordsOf(node) {
  if (node.type === 'mention') return `@${node.name}`;
  if (node.type === 'list') return node.items.map((item) => item.map(wordsOf).join('')).join(', ');
  if (node.type === 'quote') return node.children.map(wordsOf).join(' ');
  return node.text ?? node.children.map(wordsOf).join('');
}
