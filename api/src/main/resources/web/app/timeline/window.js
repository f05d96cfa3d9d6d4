/**
 * Which rows of a long list have to be there. Heights are measured as rows appear; of one that never
 * has, a guess is made. Pure: the list asks, and keeps the heights.
 */
const GUESSED = { day: 44, unread: 36, start: 160, message: 64, sending: 64 };

/** @param {import('./rows.js').Row} row @param {Map<string, number>} heights */
export function heightOf(row, heights) {
  return heights.get(row.key) ?? GUESSED[row.kind] ?? 64;
}

/**
 * @param {object} what
 * @param {import('./rows.js').Row[]} what.rows
 * @param {Map<string, number>} what.heights
 * @param {number} what.top how far it is scrolled
 * @param {number} what.height of what is seen
 * @param {number} [what.margin] drawn beyond it, on both sides
 * @returns {{from: number, to: number, before: number, after: number}} rows [from, to), and how high
 *   what is left out above and below is
 */
export function windowOf({ rows, heights, top, height, margin = 800 }) {
  let y = 0;
  let from = 0;
  while (from < rows.length && y + heightOf(rows[from], heights) < top - margin) {
    y += heightOf(rows[from], heights);
    from += 1;
  }
  const before = y;
  let to = from;
  while (to < rows.length && y < top + height + margin) {
    y += heightOf(rows[to], heights);
    to += 1;
  }
  let after = 0;
  for (let i = to; i < rows.length; i += 1) after += heightOf(rows[i], heights);
  return { from, to, before, after };
}

/** Where a row begins; null where it isn't. */
export function topOf(rows, heights, key) {
  let y = 0;
  for (const row of rows) {
    if (row.key === key) return y;
    y += heightOf(row, heights);
  }
  return null;
}

/**
 * The row to hold on to while others come and go: the first that begins in sight, or, where one is
 * higher than the window, the one that fills it.
 *
 * @returns {{key: string, offset: number}|null} how far below the window's top it begins
 */
export function anchorOf(rows, heights, top) {
  let y = 0;
  let last = null;
  for (const row of rows) {
    if (y >= top) return { key: row.key, offset: y - top };
    last = { key: row.key, offset: y - top };
    y += heightOf(row, heights);
  }
  return last;
}
