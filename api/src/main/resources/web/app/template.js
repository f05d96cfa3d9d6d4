/**
 * Views as tagged templates: what a template says is read once, and filled anew with each drawing. It
 * knows elements, components (`<${View} a=${b} />`), `...${props}`, text and values; `<//>` closes
 * whatever is open. Values are never parsed: text stays text.
 *
 * @typedef {{at: number}} Place where the value with this number comes
 * @typedef {{tag: string|Place, props: [string|null, string|true|Place][], children: (Node|string|Place)[]}} Node
 */
const TAG = /<(\/?)([^\s/>]*)([^>]*?)(\/?)>/g;
const PROP = /\.\.\.\u0001(\d+)\u0002|([^\s=/]+)(?:=(?:\u0001(\d+)\u0002|"([^"]*)"))?/g;
const PLACE = /\u0001(\d+)\u0002/;

/** @param {(tag: any, props: object, ...children: any[]) => any} h makes a node of the page */
export function templatesFor(h) {
  /** @type {WeakMap<TemplateStringsArray, any[]>} */
  const read = new WeakMap();
  return function html(strings, ...values) {
    if (!read.has(strings)) read.set(strings, parsed(strings));
    const nodes = read.get(strings).map((node) => made(h, node, values));
    return nodes.length > 1 ? nodes : nodes[0];
  };
}

/** @param {readonly string[]} strings @returns {(Node|string|Place)[]} */
export function parsed(strings) {
  const source = strings.reduce((whole, part, i) => `${whole}\u0001${i - 1}\u0002${part}`);
  /** @type {Node} */
  const root = { tag: '', props: [], children: [] };
  const open = [root];
  let from = 0;
  for (const match of source.matchAll(TAG)) {
    const [whole, closes, name, props, closesItself] = match;
    addText(open.at(-1), source.slice(from, match.index));
    from = match.index + whole.length;
    if (closes) {
      open.pop();
      if (open.length === 0) throw new SyntaxError(`nothing is open at ${whole}`);
      continue;
    }
    const node = { tag: valueOf(name), props: propsOf(props), children: [] };
    open.at(-1).children.push(node);
    if (!closesItself) open.push(node);
  }
  addText(open.at(-1), source.slice(from));
  if (open.length > 1) throw new SyntaxError(`<${open.at(-1).tag}> is not closed`);
  return root.children;
}

/** Lines and what indents them are layout of the source; spaces within a line are meant. */
function addText(node, text) {
  for (const part of text.split(/(\u0001\d+\u0002)/)) {
    const words = PLACE.test(part) ? part : part.replace(/^\s*\n\s*|\s*\n\s*$/g, '').replace(/\s*\n\s*/g, ' ');
    if (words) node.children.push(valueOf(words));
  }
}

function propsOf(text) {
  return [...text.matchAll(PROP)].map(([, spread, name, place, fixed]) => {
    if (spread) return [null, { at: Number(spread) }];
    return [name, place ? { at: Number(place) } : (fixed ?? true)];
  });
}

function valueOf(text) {
  const place = PLACE.exec(text);
  return place ? { at: Number(place[1]) } : text;
}

function made(h, node, values) {
  if (typeof node === 'string') return node;
  if ('at' in node) return values[node.at];
  const props = {};
  for (const [name, value] of node.props) {
    const filled = typeof value === 'object' ? values[value.at] : value;
    if (name === null) Object.assign(props, filled);
    else props[name] = filled;
  }
  const tag = typeof node.tag === 'object' ? values[node.tag.at] : node.tag;
  return h(tag, props, ...node.children.map((child) => made(h, child, values)));
}
