// Opens three tabs, and closes those that it is told to. `tabs.browser.test.js` serves it.
import { Parley } from '/sdk/parley.js';

const parley = new Parley();
await parley.login({ username: 'ada', password: 'secret' });
await parley.close();
const tabs = new Map();
for (const name of ['1', '2', '3']) tabs.set(name, open(`/tab?${name}`));
for (;;) {
  const { close } = await (await fetch('/next-to-close')).json();
  tabs.get(close).close();
}
