/** What a lesson page does in the browser: tells the server that it is read, and marks the place in the contents. */
const finish = document.querySelector<HTMLElement>('[data-lesson-id]');

async function tell(what: 'opened' | 'finished'): Promise<void> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const response = await fetch(`/api/lessons/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ lessonId: finish?.dataset['lessonId'], zone: timeZone }),
    keepalive: true,
  });
  // Read to the end, or the browser counts the request as still under way.
  await response.text();
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
}

function watchFinish(area: HTMLElement): void {
  const button = area.querySelector('button');
  const done = area.querySelector<HTMLElement>('.done');
  const status = area.querySelector<HTMLElement>('[role="status"]');
  button?.addEventListener('click', () => {
    button.disabled = true;
    tell('finished').then(
      () => {
        button.hidden = true;
        if (done) done.hidden = false;
        // The button that had the focus is gone.
        done?.focus();
        if (status) status.textContent = status.dataset['saved'] ?? '';
      },
      () => {
        button.disabled = false;
        if (status) status.textContent = status.dataset['failed'] ?? '';
      },
    );
  });
}

/** The entry of the contents whose section is at the top of the window. */
function watchContents(): void {
  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>('.contents a')].map((link) => [
      decodeURIComponent(link.hash.slice(1)),
      link,
    ]),
  );
  const headings = [...links.keys()].flatMap((id) => document.getElementById(id) ?? []);
  const mark = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < 140);
    const current = passed.at(-1)?.id;
    for (const [id, link] of links) {
      if (id === current) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  let isPlanned = false;
  const plan = () => {
    if (isPlanned) return;
    isPlanned = true;
    requestAnimationFrame(() => {
      isPlanned = false;
      mark();
    });
  };
  addEventListener('scroll', plan, { passive: true });
  mark();
}

if (finish) {
  watchFinish(finish);
  // Reading goes on without it: an opening that was not kept costs nothing but the "continue" on the start page.
  tell('opened').catch(() => {});
}
watchContents();
