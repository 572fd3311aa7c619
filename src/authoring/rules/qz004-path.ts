import { START } from '../source.ts';
import { findingOn, type Rule } from './rule.ts';
import { topicNames } from './support/names.ts';
import { unknownName } from './support/nearest.ts';

const NAME = /\/[a-z][a-z0-9]*(-[a-z0-9]+)*\.mdx$/;

export const qz004: Rule = {
  code: 'QZ004',
  slug: 'path',
  severity: 'error',
  title: 'A scenario lies in the folder of its topic, under a plain name',
  why: "The folder is the topic that practice and the audit count by; the file name is the scenario's id, which progress points at for ever.",
  example: {
    language: 'bash',
    bad: 'quizzes/throttling/Tiers_01.mdx',
    good: 'quizzes/throttling-quotas/tiered-usage-plans.mdx',
  },
  *check(content) {
    const topics = topicNames(content);
    for (const { file, topic } of content.scenarios) {
      if (!NAME.test(file)) {
        yield findingOn(
          file,
          START,
          `The file name of "${file}" makes no id. Use lower-case words joined by hyphens.`,
        );
      }
      if (!topics.has(topic)) {
        const where =
          'Put the file into quizzes/<topic>/, where the topic is one of content/facts/facts.yaml.';
        yield findingOn(file, START, unknownName('topic', topic, topics, where));
      }
    }
  },
};
