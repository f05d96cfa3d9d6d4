import { Parley, memoryStorage } from '../sdk/parley.js';
import { reducers } from './state/reducers.js';
import { createStore } from './state/store.js';

/** The one store and the one client of this page. */
export const store = createStore(reducers);

// Messages are not kept across reloads, so positions aren't either: what was there is loaded, and
// events go on from that. Session and outbox are kept.
export const parley = new Parley({ positions: memoryStorage() });

/** What the state says right now. */
export const now = () => store.state;

export const dispatch = (event) => store.dispatch(event);

/** Who I am. */
export const me = () => store.state.session.user;
