import GithubSlugger from 'github-slugger';
import type { Content, LabSource, LessonSource, ScenarioSource } from '../../content.ts';
import { findingOn, type Finding } from '../rule.ts';
import { itemIds, labIds, lessonIds } from './names.ts';
import { nearest } from './nearest.ts';

/** Pages that are there whatever the content. */
const PAGES = ['/', '/learn', '/practice', '/exams', '/labs', '/progress', '/handbook'];

/** Every path of the site that content can lead to. */
function pagesOf(content: Content): Set<string> {
  return new Set([
    ...PAGES,
    ...content.courses.map(({ id }) => `/learn/${id}`),
    ...[...lessonIds(content)].map((id) => `/learn/${id}`),
    ...[...labIds(content)].map((id) => `/labs/${id}`),
    ...[...content.files].flatMap((file) => {
      const page = /^content(\/handbook\/.+)\.mdx?$/.exec(file)?.[1];
      return page ? [page] : [];
    }),
  ]);
}

const anchorsOf = ({ body }: LessonSource | LabSource | ScenarioSource) => {
  const slugger = new GithubSlugger();
  return new Set(body.headings.map(({ text }) => slugger.slug(text)));
};

function anchorProblem(url: string, anchor: string, page: LessonSource | LabSource | undefined) {
  if (!page || anchor === '' || anchorsOf(page).has(anchor)) return undefined;
  const meant = nearest(anchor, anchorsOf(page));
  return `"${url}" leads to a heading that is not there. ${meant ? `Did you mean "#${meant}"?` : 'Use the anchor of a heading on that page.'}`;
}

function problemOf(
  url: string,
  content: Content,
  pages: ReadonlySet<string>,
  self: LessonSource | LabSource | undefined,
): string | undefined {
  if (/^(https:|mailto:)/.test(url)) return undefined;
  if (/^http:/.test(url))
    return `"${url}" is not encrypted. Write https://, or leave the link out.`;
  if (!url.startsWith('/') && !url.startsWith('#')) {
    return `"${url}" is neither a page of this site nor a web address. Begin it with "/", "#" or "https://".`;
  }
  const { pathname, hash, searchParams } = new URL(url, 'https://site.invalid');
  const anchor = decodeURIComponent(hash.slice(1));
  if (url.startsWith('#')) return anchorProblem(url, anchor, self);
  const path = pathname === '/' ? '/' : pathname.replace(/\/$/, '');
  if (!pages.has(path)) {
    const meant = nearest(path, pages);
    return `No page is at "${path}". ${meant ? `Did you mean "${meant}"?` : 'Check the address.'}`;
  }
  const item = searchParams.get('item');
  if (path === '/practice' && item && !itemIds(content).has(item)) {
    return `No item is named "${item}". Check the address.`;
  }
  const target = [...content.lessons, ...content.labs].find(
    ({ kind, id }) => path === (kind === 'lesson' ? `/learn/${id}` : `/labs/${id}`),
  );
  return anchorProblem(url, anchor, target);
}

/** Links in bodies that lead nowhere. */
export function* brokenLinks(
  sources: readonly (LessonSource | LabSource | ScenarioSource)[],
  content: Content,
): Generator<Finding> {
  const pages = pagesOf(content);
  for (const source of sources) {
    const self = source.kind === 'scenario' ? undefined : source;
    for (const link of source.body.links) {
      const message = problemOf(link.url, content, pages, self);
      if (message) yield findingOn(source.file, link, message);
    }
  }
}
