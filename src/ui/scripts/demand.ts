import type { ClientDirective } from 'astro';

/**
 * `client:demand`: an island sleeps until somebody reaches for it, so that a page that is only read
 * loads none of it. Pointer and focus wake it; a press on its button, or Ctrl/⌘ K, wakes it and is
 * passed on.
 */
const demand: ClientDirective = (load, _options, island) => {
  const asleep = new AbortController();
  const { signal } = asleep;
  let waking: Promise<void> | undefined;
  const wake = () =>
    (waking ??= load().then(async (hydrate) => {
      await hydrate();
      asleep.abort();
    }));
  const wakeAndPress = async (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    await wake();
    island.querySelector('button')?.click();
  };
  island.addEventListener('pointerenter', () => void wake(), { signal });
  island.addEventListener('focusin', () => void wake(), { signal });
  island.addEventListener('click', (event) => void wakeAndPress(event), { signal, capture: true });
  window.addEventListener(
    'keydown',
    (event) => {
      const isAsking =
        event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey;
      if (isAsking) void wakeAndPress(event);
    },
    { signal },
  );
};

export default demand;
