/**
 * The one store: a state of named slices, each made by a pure function of what it was and of what
 * has happened. Listeners are told once for all that happens in one turn of the event loop.
 *
 * @typedef {(slice: any, event: {type: string} & Record<string, any>, state: any) => any} Reducer
 */

/** @param {Record<string, Reducer>} reducers by slice; what a slice is at first, it says for `undefined` */
export function createStore(reducers, later = queueMicrotask) {
  const listeners = new Set();
  let told = true;
  let state = reduced({}, { type: 'begun' }, reducers);

  function tell() {
    told = true;
    for (const listener of [...listeners]) listener(state);
  }

  return {
    get state() {
      return state;
    },
    dispatch(event) {
      const next = reduced(state, event, reducers);
      if (next === state) return;
      state = next;
      if (!told) return;
      told = false;
      later(tell);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The same object where nothing has changed. */
export function reduced(state, event, reducers) {
  let next = state;
  for (const [name, reducer] of Object.entries(reducers)) {
    const slice = reducer(state[name], event, state);
    if (slice !== state[name]) next = next === state ? { ...state, [name]: slice } : ((next[name] = slice), next);
  }
  return next;
}

/** A map without one of its keys; itself where it hasn't got it. */
export function without(map, key) {
  if (!(key in map)) return map;
  const { [key]: _gone, ...rest } = map;
  return rest;
}
