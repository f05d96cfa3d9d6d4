// One of several tabs: tells what it hears, in its order.
import { Parley, memoryStorage } from '/sdk/parley.js';

const tab = location.search.slice(1);
let told = Promise.resolve();
const tell = (what) => {
  told = told.then(() => fetch('/told', { method: 'POST', body: JSON.stringify({ tab, ...what }) }));
};
const parley = new Parley({ positions: memoryStorage() });
parley.on('durable', ({ seq }) => tell({ seq }));
parley.on('connection', ({ status }) => tell({ status }));
await parley.restore();
await parley.connect();
