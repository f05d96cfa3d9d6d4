/** Lets something that has opened hang where there is room: it opens downwards and towards the start,
 * unless that is beyond what can be seen. @param {HTMLElement} element */
export function fit(element) {
  const box = element.getBoundingClientRect();
  const frame = element.closest('.timeline, .rows, .pane-body, .place-body');
  const bottom = frame ? frame.getBoundingClientRect().bottom : innerHeight;
  element.classList.toggle('up', box.bottom > Math.min(bottom, innerHeight) - 4);
  element.classList.toggle('turned', box.left < 4 || box.right > innerWidth - 4);
}
