import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { store } from './app.js';

/**
 * A part of the state; the view is drawn anew when it has changed. What `select` makes anew each
 * time (lists, objects) has to be made of the part afterwards.
 *
 * @template T
 * @param {(state: any) => T} select
 * @returns {T}
 */
export function useStore(select) {
  const [, redraw] = useState(0);
  const selecting = useRef(select);
  selecting.current = select;
  const selected = select(store.state);
  const shown = useRef(selected);
  shown.current = selected;
  useLayoutEffect(() => {
    const changed = () => {
      if (selecting.current(store.state) !== shown.current) redraw((n) => n + 1);
    };
    changed();
    return store.subscribe(changed);
  }, []);
  return selected;
}

/**
 * What a call answers: `{data, problem, loading}`, asked for again when one of `inputs` changes. An
 * answer that comes after the next question is dropped.
 */
export function useLoaded(load, inputs) {
  const [state, setState] = useState({ loading: true });
  const [round, again] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    setState((before) => ({ ...before, loading: true, problem: undefined }));
    Promise.resolve(load()).then(
      (data) => isCurrent && setState({ data, loading: false }),
      (problem) => isCurrent && setState({ problem, loading: false }),
    );
    return () => (isCurrent = false);
  }, [...inputs, round]);
  return { ...state, again: () => again((n) => n + 1), set: (data) => setState({ data, loading: false }) };
}

/** A value that follows another only when that has rested. */
export function useRested(value, ms = 220) {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** Whether something is under way, and what went wrong with it. */
export function useTask() {
  const [state, setState] = useState({ busy: false, problem: null });
  const run = async (job) => {
    setState({ busy: true, problem: null });
    try {
      const value = await job();
      setState({ busy: false, problem: null });
      return value;
    } catch (problem) {
      setState({ busy: false, problem });
      return undefined;
    }
  };
  return { ...state, run };
}

/** Listens while the view is there. */
export function useEvent(target, type, listener, inputs = []) {
  useEffect(() => {
    target.addEventListener(type, listener);
    return () => target.removeEventListener(type, listener);
  }, inputs);
}
