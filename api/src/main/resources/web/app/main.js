import { render } from 'preact';
import { dispatch, store } from './app.js';
import { startClient } from './client.js';
import { html } from './html.js';
import { titleOf } from './notify.js';
import { restorePreferences } from './preferences.js';
import { startRouter } from './router.js';
import { App } from './views/app.js';

await restorePreferences();
startRouter((route) => dispatch({ type: 'routed', route }));
store.subscribe((state) => {
  document.title = titleOf(state);
});
const root = document.getElementById('app');
root.replaceChildren();
render(html`<${App} />`, root);
await startClient();
