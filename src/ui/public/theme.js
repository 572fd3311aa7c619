// Blocking and small on purpose: the chosen scheme must be on <html> before anything is painted.
(() => {
  const root = document.documentElement;
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const read = () => {
    try {
      return localStorage.getItem('gatewise-theme');
    } catch {
      return null; // Storage is blocked: the system's scheme counts.
    }
  };
  const keep = (theme) => {
    try {
      localStorage.setItem('gatewise-theme', theme);
    } catch {
      // The choice holds for this page.
    }
  };
  const apply = (theme) => {
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  };
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : prefersDark.matches);
  const tell = () => {
    for (const button of document.querySelectorAll('[data-theme-toggle]')) {
      button.setAttribute('aria-pressed', String(isDark()));
    }
  };

  apply(read());
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== 'gatewise-theme') return;
    apply(newValue);
    tell();
  });
  addEventListener('DOMContentLoaded', tell);
  prefersDark.addEventListener('change', tell);
  addEventListener('click', ({ target }) => {
    if (!(target instanceof Element) || !target.closest('[data-theme-toggle]')) return;
    const theme = isDark() ? 'light' : 'dark';
    apply(theme);
    keep(theme);
    tell();
  });
})();
