/** A word's meaning shows while the pointer is on it, too; a press or a key shows it anyway. */
const LEAVE_MS = 200;

for (const button of document.querySelectorAll<HTMLButtonElement>('.term button')) {
  const note = button.popoverTargetElement;
  if (!(note instanceof HTMLElement)) continue;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  let isHovered = false;
  const enter = (event: PointerEvent) => {
    clearTimeout(leaving);
    if (event.pointerType !== 'mouse' || note.matches(':popover-open')) return;
    isHovered = true;
    note.showPopover({ source: button });
  };
  const leave = () => {
    // What was pressed open stays; the pointer may cross from the word to its meaning.
    if (!isHovered) return;
    leaving = setTimeout(() => {
      isHovered = false;
      note.hidePopover();
    }, LEAVE_MS);
  };
  for (const part of [button, note]) {
    part.addEventListener('pointerenter', enter);
    part.addEventListener('pointerleave', leave);
  }
  // A press while it is shown by hovering keeps it, instead of closing it.
  button.addEventListener('click', (event) => {
    if (!isHovered) return;
    isHovered = false;
    event.preventDefault();
  });
}
