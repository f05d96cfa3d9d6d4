import { anchorOf, heightOf, topOf, windowOf } from '../../timeline/window.js';

/** So few pixels before the end count as being there. */
const NEAR = 48;

/**
 * Keeps a long list still under the reader's eyes: while rows come above, while heights become known,
 * while what is new comes below. It knows the element, the rows and their heights, and who reads:
 * either somebody at the end, who stays at the end, or somebody in between, who stays where they are.
 */
export class Scroll {
  rows = [];
  heights = new Map();
  isAtEnd = true;
  #element;
  #anchor = null;
  #onChange;
  #observer;
  #drawn = { from: -1, to: -1 };
  #top = 0;

  /** @param {() => void} onChange other rows have to be drawn */
  constructor(onChange) {
    this.#onChange = onChange;
    this.#observer = new ResizeObserver((entries) => this.#measured(entries));
  }

  attach(element) {
    this.#element = element;
    this.#observer.observe(element);
  }

  close() {
    this.#observer.disconnect();
  }

  /** A row's element; heights are told as they change. */
  watch(element) {
    this.#observer.observe(element);
  }

  unwatch(element) {
    this.#observer.unobserve(element);
  }

  /** What is to be drawn now. */
  window() {
    const { scrollTop = 0, clientHeight = 800 } = this.#element ?? {};
    const total = this.rows.reduce((sum, row) => sum + heightOf(row, this.heights), 0);
    // Where the reader will be once these rows are there, not where the window stands before.
    const held = this.#anchor && topOf(this.rows, this.heights, this.#anchor.key);
    const still = held === null || held === undefined ? scrollTop : held - this.#anchor.offset;
    const top = this.isAtEnd ? Math.max(0, total - clientHeight) : still;
    this.#drawn = windowOf({ rows: this.rows, heights: this.heights, top, height: clientHeight });
    return this.#drawn;
  }

  /** Before other rows come: remembers what is being read. */
  hold() {
    if (!this.#element || this.isAtEnd) return;
    this.#anchor = anchorOf(this.rows, this.heights, this.#element.scrollTop);
  }

  /** After they were drawn: what was being read is where it was. */
  settle() {
    const element = this.#element;
    if (!element) return;
    if (this.isAtEnd) {
      element.scrollTop = element.scrollHeight;
      this.#top = element.scrollTop;
    } else if (this.#anchor) {
      const top = topOf(this.rows, this.heights, this.#anchor.key);
      if (top !== null && Math.abs(top - this.#anchor.offset - element.scrollTop) > 0.5) element.scrollTop = top - this.#anchor.offset;
      // Who was led to a row beside the end is at the end, and no scrolling may tell of it.
      if (element.scrollHeight - element.clientHeight - element.scrollTop < NEAR) this.isAtEnd = true;
    }
  }

  /** The reader has scrolled. @returns {{nearStart: boolean, nearEnd: boolean}} */
  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#element;
    const below = scrollHeight - clientHeight - scrollTop;
    const wasAtEnd = this.isAtEnd;
    // Who stood at the end and has not gone up is there still: something below has only grown.
    const wasPushed = wasAtEnd && scrollTop >= this.#top;
    this.#top = scrollTop;
    this.isAtEnd = below < NEAR || wasPushed;
    if (wasPushed && below >= NEAR) this.settle();
    this.#anchor = anchorOf(this.rows, this.heights, scrollTop);
    const { from, to } = this.#drawn;
    const next = windowOf({ rows: this.rows, heights: this.heights, top: scrollTop, height: clientHeight });
    if (next.from !== from || next.to !== to || wasAtEnd !== this.isAtEnd) this.#onChange();
    return { nearStart: scrollTop < 1_200, nearEnd: below < 1_200 };
  }

  /** To a row, which then stands in the upper third. @returns {boolean} whether it is here */
  reveal(key) {
    const top = topOf(this.rows, this.heights, key);
    if (top === null || !this.#element) return false;
    this.isAtEnd = false;
    this.#anchor = { key, offset: this.#element.clientHeight / 3 };
    this.#element.scrollTop = top - this.#anchor.offset;
    this.#onChange();
    return true;
  }

  toEnd() {
    this.isAtEnd = true;
    this.settle();
    this.#onChange();
  }

  #measured(entries) {
    let hasChanged = false;
    for (const { target, borderBoxSize } of entries) {
      const key = target.dataset.row;
      if (!key) {
        hasChanged = true;
        continue;
      }
      const height = borderBoxSize[0].blockSize;
      if (Math.abs((this.heights.get(key) ?? -1) - height) < 0.5 || height === 0) continue;
      this.heights.set(key, height);
      hasChanged = true;
    }
    if (hasChanged) this.#onChange();
  }
}
