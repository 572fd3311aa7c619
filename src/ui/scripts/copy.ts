/** Gives every code block that was written for copying a button. */
import { codeBlock } from '../messages/site.ts';

function addButton(block: HTMLElement): void {
  const frame = document.createElement('div');
  frame.className = 'code-frame';
  block.replaceWith(frame);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'code-copy no-print';
  button.textContent = codeBlock.copy;
  button.addEventListener('click', () => {
    const say = (text: string) => {
      button.textContent = text;
      setTimeout(() => (button.textContent = codeBlock.copy), 2000);
    };
    const text = block.textContent.replace(/\n$/, '');
    navigator.clipboard.writeText(text).then(
      () => say(codeBlock.copied),
      () => say(codeBlock.copyFailed),
    );
  });
  frame.append(block, button);
}

// What an island drew belongs to it: it would not find its own code block again.
for (const block of document.querySelectorAll<HTMLElement>('.prose pre, pre.code')) {
  if (!block.closest('astro-island')) addButton(block);
}
