// What a page tells of itself for the figures. Times are those of the machine's clock in ms, so
// that what two pages say can be compared.
(() => {
  let offset = performance.timeOrigin;
  const wall = (at = performance.now()) => at + offset;

  /** Calls back when the next picture has been drawn. */
  const painted = (done) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done(wall());
      channel.port2.postMessage(null);
    });

  const probe = { pressed: {}, seen: {}, doubled: [], formAt: 0, composerAt: 0 };
  const waiting = new Map();
  globalThis.probe = probe;

  /** Where a page says when it began, the clock may have been set since. */
  probe.setClock = () => {
    const before = Date.now();
    let tick = Date.now();
    while (tick === before) tick = Date.now();
    offset = tick - performance.now();
  };

  addEventListener(
    'keydown',
    ({ key, target, timeStamp }) => {
      if (key === 'Enter' && target.matches?.('.composer textarea')) probe.pressed[target.value] = wall(timeStamp);
    },
    true,
  );

  function note(text) {
    if (text in probe.seen) return;
    probe.seen[text] = 0;
    painted((at) => {
      probe.seen[text] = at;
      const times = [...document.querySelectorAll('.timeline .message .text')].filter((each) => each.textContent === text).length;
      if (times > 1) probe.doubled.push(text);
      waiting.get(text)?.(at);
    });
  }

  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.matches('.text')) note(node.textContent);
        for (const each of node.querySelectorAll('.timeline .message .text')) note(each.textContent);
      }
    }
    if (!probe.formAt && document.querySelector('form button.primary')) painted((at) => (probe.formAt ||= at));
    if (!probe.composerAt && document.querySelector('.composer textarea')) painted((at) => (probe.composerAt ||= at));
  }).observe(document, { childList: true, subtree: true });

  /** When a message with this text has been painted first. */
  probe.when = (text) => (probe.seen[text] ? Promise.resolve(probe.seen[text]) : new Promise((done) => waiting.set(text, done)));

  /** When a picture has been drawn in which `selector` is, with that text if there is one. */
  probe.shown = (selector, text) =>
    new Promise((done) => {
      const isThere = () => [...document.querySelectorAll(selector)].some((each) => !text || each.textContent === text);
      const look = () => (isThere() ? painted(done) : requestAnimationFrame(look));
      look();
    });

  addEventListener('click', ({ timeStamp }) => (probe.clickedAt = wall(timeStamp)), true);

  let frames = null;

  /** From here on each frame is timed. */
  probe.startFrames = () => {
    const timeline = document.querySelector('.timeline');
    const observer = new PerformanceObserver((list) => frames?.long.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ type: 'longtask' });
    frames = { times: [], long: [], holes: 0, observer };
    let last = performance.now();
    const frame = (at) => {
      if (!frames) return;
      frames.times.push(at - last);
      last = at;
      if (isHollow(timeline)) frames.holes += 1;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame((at) => {
      last = at;
      requestAnimationFrame(frame);
    });
  };

  probe.stopFrames = () => {
    const { times, long, holes, observer } = frames;
    observer.disconnect();
    frames = null;
    return { times, long, holes };
  };

  /** Whether there is a place in sight without rows, for they are not yet in the page. */
  function isHollow(timeline) {
    const { top, bottom } = timeline.getBoundingClientRect();
    const rows = timeline.querySelector('.timeline-rows');
    const above = rows.firstElementChild.getBoundingClientRect();
    const below = rows.lastElementChild.getBoundingClientRect();
    return (above.height > 0 && above.bottom > top + 1) || (below.height > 0 && below.top < bottom - 1);
  }
})();
