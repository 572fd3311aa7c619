import { itemsIn, textAt } from '../raw.ts';
import type { Content } from '../content.ts';
import { findingOn, type Rule } from './rule.ts';

/** Full ids of the items that are held out for exams. */
const heldOutIn = ({ scenarios }: Content) =>
  new Set(
    scenarios
      .filter(({ raw }) => textAt(raw, ['pool']) === 'held-out')
      .flatMap(({ id, raw }) => itemsIn(raw).map((item) => `${id}/${item.id ?? ''}`)),
  );

export const qz022: Rule = {
  code: 'QZ022',
  slug: 'held-out',
  severity: 'error',
  title: 'An item that is held out for mock exams is shown nowhere else',
  why: 'A mock exam tells how a learner does with questions never seen. One that a lesson showed before would make the estimate too high.',
  example: {
    language: 'mdx',
    bad: '<Check item="api-gateway/mock-regional-failover/route" />',
    good: '<Check item="api-gateway/two-regions/route" />',
  },
  *check(content) {
    const heldOut = heldOutIn(content);
    if (heldOut.size === 0) return;
    for (const { file, body } of [...content.lessons, ...content.labs, ...content.scenarios]) {
      for (const element of body.elements) {
        const { item } = element.attributes;
        if (element.name !== 'Check' || typeof item !== 'string' || !heldOut.has(item)) continue;
        const message = `Item "${item}" is held out for mock exams. Ask another, or take \`pool\` off its scenario.`;
        yield findingOn(file, element, message);
      }
      for (const link of body.links) {
        const item = link.url.startsWith('/practice?')
          ? new URL(link.url, 'https://site.invalid').searchParams.get('item')
          : null;
        if (item === null || !heldOut.has(item)) continue;
        const message = `The link leads to item "${item}", which is held out for mock exams. Link another.`;
        yield findingOn(file, link, message);
      }
    }
  },
};
