import { Component, h } from 'preact';

/** A view that is drawn anew only when one of the named props is another one. */
export function memo(View, names) {
  return class Memo extends Component {
    shouldComponentUpdate(next) {
      return names.some((name) => next[name] !== this.props[name]);
    }
    render(props) {
      return h(View, props);
    }
  };
}
