// Before anything is painted, so that no page flashes in the other colours. A classic script, for
// modules wait for the page.
(() => {
  try {
    const { theme } = JSON.parse(localStorage.getItem('parley/preferences') ?? '{}');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // Nothing to read in a private window: the system's colours it is.
  }
})();
