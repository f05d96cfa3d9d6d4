import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inline, parse, plain } from '../../../../../../api/src/main/resources/web/app/text/markdown.js';
import { candidates, completed, mentionAt } from '../../../../../../api/src/main/resources/web/app/views/composer/mentions.js';
import { templatesFor } from '../../../../../../api/src/main/resources/web/app/template.js';
import { routeOf, toConversation } from '../../../../../../api/src/main/resources/web/app/router.js';
import { ADA, BOB } from './things.js';

const types = (text) => inline(text).map((node) => [node.type, node.text ?? node.name ?? node.href ?? node.children.map(({ text }) => text).join('')]);

test('the safe part of Markdown is understood', () => {
  assert.deepEqual(types('a **b** *c* _d_ ~~e~~ `f`'), [
    ['text', 'a '], ['bold', 'b'], ['text', ' '], ['italic', 'c'], ['text', ' '], ['italic', 'd'], ['text', ' '], ['strike', 'e'], ['text', ' '], ['code', 'f'],
  ]);
});

test('what looks like it and is none stays as it is', () => {
  for (const text of ['2 * 3 * 4', 'snake_case_name', '** no **', 'a*b', '`open', 'mail@example.org', '<b>no</b>', '[x](javascript:alert(1))']) {
    assert.deepEqual(types(text), [['text', text]], text);
  }
});

test('links lead to the web alone, and do not swallow the end of a sentence', () => {
  assert.deepEqual(types('see https://example.org/a?b=c.'), [['text', 'see '], ['link', 'https://example.org/a?b=c'], ['text', '.']]);
  assert.deepEqual(types('[here](https://example.org)'), [['link', 'https://example.org']]);
  assert.deepEqual(inline('[x](data:text/html,hi)')[0].type, 'text');
});

test('code is not looked into', () => {
  assert.deepEqual(types('`**a** @ada`'), [['code', '**a** @ada']]);
  assert.deepEqual(parse('```js\n**a**\n```'), [{ type: 'codeblock', text: '**a**' }]);
});

test('quotes, lists and paragraphs are blocks', () => {
  assert.deepEqual(parse('> a\n> b\n\n- c\n- d\n\ne\nf').map(({ type }) => type), ['quote', 'list', 'paragraph']);
});

test('a text of signs alone ends', () => {
  const begun = Date.now();
  for (const text of ['*'.repeat(4_000), '>'.repeat(4_000), '**a '.repeat(1_000), '[a]('.repeat(1_000), '_a'.repeat(2_000), '`'.repeat(4_000)]) parse(text);
  assert.ok(Date.now() - begun < 1_000, `took ${Date.now() - begun} ms`);
});

test('the plain words are what a list shows', () => {
  assert.equal(plain('**Hi** `x`\n> [there](https://example.org)'), 'Hi x there');
});

test('a name is offered after an @ and put in its place', () => {
  const text = 'hi @ad and';
  const at = mentionAt(text, 6);

  assert.deepEqual(at, { from: 3, query: 'ad' });
  assert.deepEqual(completed(text, 6, at, 'ada'), { text: 'hi @ada and', caret: 8 });
  assert.equal(mentionAt('mail@ad', 7), null);
  assert.deepEqual(candidates([BOB, ADA], 'a').map(({ username }) => username), ['ada']);
});

test('values of a template are never read as markup', () => {
  const html = templatesFor((tag, props, ...children) => ({ tag, props, children }));

  const node = html`<p class="a" id=${'b'} hidden ...${{ title: '<c>' }}>x ${'<script>'} <b>y</b></p>`;

  assert.deepEqual(node, {
    tag: 'p',
    props: { class: 'a', id: 'b', hidden: true, title: '<c>' },
    children: ['x ', '<script>', ' ', { tag: 'b', props: {}, children: ['y'] }],
  });
  assert.throws(() => html`<p>`, SyntaxError);
});

test('addresses and places are each other', () => {
  const { name, params, query } = routeOf('/c/7', '?at=5&pane=pins');
  assert.deepEqual([name, params.id, query], ['conversation', '7', { at: '5', pane: 'pins' }]);
  assert.equal(toConversation('7', { at: 5, thread: undefined }), '/c/7?at=5');
  assert.equal(routeOf('/', '', '#invite=abc').params.token, 'abc');
  assert.equal(routeOf('/settings').params.section, 'profile');
  assert.equal(routeOf('/nowhere').name, 'home');
});
