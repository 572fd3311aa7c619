import type { Element as HastElement, Nodes as HastNodes, Root as HastRoot } from 'hast';
import { toHtml } from 'hast-util-to-html';
import type { Root } from 'mdast';
import { toHast } from 'mdast-util-to-hast';
import { visit } from 'unist-util-visit';

/** Links may lead to the web over TLS, into the site, or down the page; nowhere else. */
const SAFE_LINK = /^(https:\/\/|\/(?!\/)|#)/;

const isMdx = (type: string) => type.startsWith('mdx');

/** The tree without components, expressions and imports: what is left is plain Markdown. */
function withoutMdx(root: Root): Root {
  const copy = structuredClone(root);
  visit(copy, (node, index, parent) => {
    if (!parent || index === undefined || !isMdx(node.type)) return undefined;
    parent.children.splice(index, 1);
    return index;
  });
  return copy;
}

/**
 * Drops what a case text has no use for: pictures from elsewhere, and links that are not safe. Code
 * that is wider than the window can be scrolled by keyboard.
 */
function usable(root: HastNodes): HastNodes {
  visit(root, 'element', (element: HastElement, index, parent) => {
    if (element.tagName === 'pre') element.properties['tabIndex'] = 0;
    if (element.tagName === 'a' && !SAFE_LINK.test(String(element.properties['href'] ?? ''))) {
      delete element.properties['href'];
    }
    if (element.tagName === 'img' && parent && index !== undefined) {
      (parent as HastRoot).children.splice(index, 1);
      return index;
    }
    return undefined;
  });
  return root;
}

/** Renders a case text. Only what Markdown itself can say comes out: no HTML of the author's, no scripts. */
export function stimulusHtml(root: Root): string {
  return toHtml(usable(toHast(withoutMdx(root)))).trim();
}
