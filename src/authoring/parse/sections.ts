import GithubSlugger from 'github-slugger';
import type { Nodes, Root, RootContent } from 'mdast';
import type { Section } from '../documents.ts';
import { textOf } from './body.ts';

type Draft = { -readonly [K in keyof Section]: Section[K] };

/** Attributes of components that a reader sees as words. */
const SPOKEN = new Set(['title', 'caption']);

const isHolder = (node: Nodes) =>
  node.type === 'mdxJsxFlowElement' ||
  node.type === 'blockquote' ||
  node.type === 'list' ||
  node.type === 'listItem';

/** The words of a component's own attributes. */
function spokenAttributes(node: Nodes): string[] {
  if (node.type !== 'mdxJsxFlowElement') return [];
  return node.attributes.flatMap((attribute) =>
    attribute.type === 'mdxJsxAttribute' &&
    SPOKEN.has(attribute.name) &&
    typeof attribute.value === 'string'
      ? [attribute.value]
      : [],
  );
}

/** Headings and blocks of words in reading order, out of whatever holds them. */
function* blocksOf(nodes: readonly RootContent[]): Generator<RootContent | string> {
  for (const node of nodes) {
    yield* spokenAttributes(node);
    if ('children' in node && isHolder(node)) yield* blocksOf(node.children);
    else yield node;
  }
}

const isSpeechless = (node: RootContent) =>
  node.type === 'mdxjsEsm' || node.type === 'mdxFlowExpression' || node.type === 'definition';

/**
 * Cuts a body at its headings. Anchors are made as the page makes them.
 * @returns the text before the first heading (when there is any), then one section per heading
 */
export function sectionsOf(root: Root): Section[] {
  const slugger = new GithubSlugger();
  const sections: Draft[] = [{ slug: '', heading: '', depth: 1, text: '' }];
  const add = (words: string) => {
    const current = sections.at(-1);
    if (current && words !== '') current.text = `${current.text} ${words}`.trim();
  };
  for (const block of blocksOf(root.children)) {
    if (typeof block === 'string') add(block);
    else if (block.type === 'heading') {
      const heading = textOf(block);
      sections.push({ slug: slugger.slug(heading), heading, depth: block.depth, text: '' });
    } else if (!isSpeechless(block)) add(textOf(block));
  }
  return sections.filter(({ depth, text }) => depth > 1 || text !== '');
}
