/** Spells the search shortcut as the learner's keyboard does; the server cannot know it. */
if (/Mac|iPhone|iPad/.test(navigator.userAgent)) {
  for (const hint of document.querySelectorAll('[data-shortcut]')) hint.textContent = '⌘ K';
}
