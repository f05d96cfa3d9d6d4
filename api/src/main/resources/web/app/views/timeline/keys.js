/** Up and down go from message to message; from there Tab leads to what can be done with one. */
export function walk(event) {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const { target, currentTarget: timeline } = event;
  const from = target.closest('.message');
  const isOurs = target === timeline || (from && !target.closest('input, textarea, video, .menu.open'));
  if (!step || !isOurs || event.ctrlKey || event.altKey || event.metaKey) return;
  const messages = [...timeline.querySelectorAll('.message')];
  const at = messages.indexOf(from);
  const next = at < 0 ? lastInSight(messages, timeline) : messages[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}

function lastInSight(messages, timeline) {
  const { bottom } = timeline.getBoundingClientRect();
  return messages.findLast((each) => each.getBoundingClientRect().top < bottom);
}
