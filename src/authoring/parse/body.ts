import type { Nodes, Root } from 'mdast';
import type { MdxJsxAttribute, MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { START, type Misfit, type Position } from '../source.ts';

/** A component or HTML element in a body. */
export interface Element extends Position {
  readonly name: string;
  /** Text; `true` for those without a value; `{source}` for an expression. */
  readonly attributes: Readonly<Record<string, string | true>>;
}

/** Something in a body that points elsewhere. */
export interface Link extends Position {
  readonly url: string;
}

/** A heading in a body. */
export interface BodyHeading extends Position {
  readonly depth: number;
  readonly text: string;
}

/** A picture in a body. */
export interface Image extends Position {
  readonly alt: string;
}

/** What a body is made of, with places. Empty when it does not parse. */
export interface Body {
  readonly root: Root;
  readonly misfits: readonly Misfit[];
  readonly elements: readonly Element[];
  readonly links: readonly Link[];
  readonly headings: readonly BodyHeading[];
  readonly images: readonly Image[];
  /** Components that the body imports itself. */
  readonly imported: readonly string[];
  /** `{…}` that is more than a comment. */
  readonly expressions: readonly Position[];
}

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkMdx).freeze();

type Jsx = MdxJsxFlowElement | MdxJsxTextElement;

const placeOf = (node: Nodes): Position => ({
  line: node.position?.start.line ?? START.line,
  column: node.position?.start.column ?? START.column,
});

const isComment = (value: string) => /^\s*(\/\*[\s\S]*?\*\/\s*)*$/.test(value);

/** The text of an attribute; `true` without a value, the source in braces for an expression. */
function attributeValue(value: MdxJsxAttribute['value']): string | true {
  if (value === null || value === undefined) return true;
  return typeof value === 'string' ? value : `{${value.value}}`;
}

const attributesOf = ({ attributes }: Jsx): Record<string, string | true> =>
  Object.fromEntries(
    attributes.flatMap((attribute) =>
      attribute.type === 'mdxJsxAttribute'
        ? [[attribute.name, attributeValue(attribute.value)]]
        : [],
    ),
  );

const importedNames = (esm: string) =>
  [...esm.matchAll(/import\s+([A-Z]\w*)|[{,]\s*(?:\w+\s+as\s+)?([A-Z]\w*)/g)].map(
    ([, whole, named]) => whole ?? named ?? '',
  );

function faultOf(error: unknown): Misfit {
  const { line, column, reason } = error as { line?: number; column?: number; reason?: string };
  const why = (reason ?? String(error)).replace(/\.$/, '');
  return {
    of: 'body',
    path: [],
    line: line ?? START.line,
    column: column ?? START.column,
    message: `The text does not parse as MDX: ${why}. Write \`{\` and \`<\` as \`\\{\` and \`\\<\` when they are meant as characters.`,
  };
}

const EMPTY = { elements: [], links: [], headings: [], images: [], imported: [], expressions: [] };

/** Parses a body of MDX. @param text the file with its frontmatter blanked, so that places are right */
export function parseBody(text: string): Body {
  let root: Root;
  try {
    root = processor.parse(text);
  } catch (error) {
    return { root: { type: 'root', children: [] }, misfits: [faultOf(error)], ...EMPTY };
  }
  return { root, misfits: [], ...inventory(root) };
}

/** Every node of these types, in reading order. */
function nodesOf<T extends Nodes['type']>(root: Root, ...types: readonly T[]) {
  const found: Extract<Nodes, { type: T }>[] = [];
  const isWanted = (node: Nodes): node is Extract<Nodes, { type: T }> =>
    types.some((type) => type === node.type);
  visit(root, (node) => {
    if (isWanted(node)) found.push(node);
  });
  return found;
}

function inventory(root: Root): Omit<Body, 'root' | 'misfits'> {
  return {
    elements: nodesOf(root, 'mdxJsxFlowElement', 'mdxJsxTextElement').map((node) => ({
      name: node.name ?? '',
      attributes: attributesOf(node),
      ...placeOf(node),
    })),
    links: nodesOf(root, 'link', 'definition').map((node) => ({ url: node.url, ...placeOf(node) })),
    headings: nodesOf(root, 'heading').map((node) => ({
      depth: node.depth,
      text: textOf(node),
      ...placeOf(node),
    })),
    images: nodesOf(root, 'image').map((node) => ({ alt: node.alt ?? '', ...placeOf(node) })),
    imported: nodesOf(root, 'mdxjsEsm').flatMap(({ value }) => importedNames(value)),
    expressions: nodesOf(root, 'mdxFlowExpression', 'mdxTextExpression')
      .filter(({ value }) => !isComment(value))
      .map(placeOf),
  };
}

/** Inside these, neighbours belong to one line of text. */
const INLINE = new Set([
  'paragraph',
  'heading',
  'emphasis',
  'strong',
  'delete',
  'link',
  'mdxJsxTextElement',
]);

function* wordsOf(node: Nodes): Generator<string> {
  if (node.type.startsWith('mdx') && 'value' in node) return;
  if ('value' in node) yield node.value;
  if (node.type === 'break') yield ' ';
  if (!('children' in node)) return;
  for (const child of node.children) {
    yield* wordsOf(child);
    if (!INLINE.has(node.type)) yield ' ';
  }
}

/** The words of a node, without markup, comments and expressions. */
export const textOf = (node: Nodes): string =>
  [...wordsOf(node)].join('').replaceAll(/\s+/g, ' ').trim();
