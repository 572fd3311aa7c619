import type { Content } from '../content.ts';
import { parseContent } from '../parse/content.ts';
import { factsIn, topicNames } from '../rules/support/names.ts';
import { unknownName } from '../rules/support/nearest.ts';
import { valueAt } from '../raw.ts';
import type { SourceFile } from '../source.ts';
import { draftLab } from './lab.ts';
import { draftLesson } from './lesson.ts';
import { draftScenario } from './scenario.ts';

/** What an author wants to begin. */
export interface DraftRequest {
  readonly kind: 'lesson' | 'scenario' | 'lab';
  readonly id: string;
  /** A topic of the fact sheet. */
  readonly topic: string;
}

/** Files to write, or why not. */
export type Draft =
  | {
      readonly kind: 'drafted';
      readonly files: readonly SourceFile[];
      readonly paths: readonly string[];
    }
  | {
      readonly kind: 'refused';
      /** `usage`: the request makes no sense. `exists`: something is there already. */
      readonly reason: 'usage' | 'exists';
      readonly message: string;
    };

/** What the examples in a draft point at, so that they are true from the first moment. */
export interface DraftSetting {
  readonly content: Content;
  readonly topic: string;
  /** A verified fact of the topic. */
  readonly fact: string;
  /** An exam and a task statement that the topic serves. */
  readonly exam: string;
  readonly task: string;
  /** YYYY-MM-DD. */
  readonly today: string;
}

const SEGMENT = '[a-z][a-z0-9]*(-[a-z0-9]+)*';
const IDS = {
  lesson: {
    pattern: new RegExp(`^${SEGMENT}/${SEGMENT}/${SEGMENT}$`),
    form: '<course>/<module>/<lesson>, for example api-gateway/who-may-call/quotas',
  },
  scenario: {
    pattern: new RegExp(`^${SEGMENT}/${SEGMENT}$`),
    form: '<course>/<scenario>, for example api-gateway/partner-limits',
  },
  lab: { pattern: new RegExp(`^${SEGMENT}$`), form: '<lab>, for example partner-limits' },
} as const;

const DRAFTERS = { lesson: draftLesson, scenario: draftScenario, lab: draftLab } as const;

const refuse = (reason: 'usage' | 'exists', message: string): Draft => ({
  kind: 'refused',
  reason,
  message,
});

/** The first task statement that names the topic, else any. */
function taskFor(content: Content, topic: string): { exam: string; task: string } {
  const tasks = content.blueprints.flatMap(({ front }) =>
    (front?.domains ?? []).flatMap((domain) =>
      domain.tasks.map(({ id, topics }) => ({ exam: front?.exam ?? '', task: id, topics })),
    ),
  );
  const fitting = tasks.find(({ topics }) => topics.includes(topic)) ?? tasks[0];
  return fitting ?? { exam: 'SAA-C03', task: '2.1' };
}

/** 10 behind the last. */
export const nextOrder = (sources: readonly { readonly raw: unknown }[]): number =>
  Math.max(
    0,
    ...sources
      .map(({ raw }) => valueAt(raw, ['order']))
      .filter((order) => typeof order === 'number'),
  ) + 10;

/**
 * Files for a new lesson, scenario or lab that pass the check and teach by example.
 * @param files the repository's content, which the examples point into
 * @param today YYYY-MM-DD
 */
export function draft(request: DraftRequest, files: readonly SourceFile[], today: string): Draft {
  const { kind, id, topic } = request;
  const { pattern, form } = IDS[kind];
  if (!pattern.test(id)) {
    return refuse(
      'usage',
      `"${id}" is no id for a ${kind}. Write ${form}, in lower case with hyphens.`,
    );
  }
  const content = parseContent(files);
  const topics = topicNames(content);
  if (!topics.has(topic)) {
    const known = `The topics are: ${[...topics].toSorted().join(', ') || 'none; content/facts/facts.yaml is missing'}.`;
    return refuse('usage', unknownName('topic', topic, topics, known));
  }
  const fact = [...factsIn(content)].find((one) => one.topic === topic && one.verified);
  if (!fact)
    return refuse(
      'usage',
      `Topic "${topic}" has no verified fact yet. Add one to content/facts/facts.yaml first.`,
    );
  const setting = { content, topic, fact: fact.id, today, ...taskFor(content, topic) };
  const drafted = DRAFTERS[kind](id, setting);
  const taken = drafted.find(({ path }) => content.files.has(path))?.path;
  if (taken !== undefined) {
    const what = kind === 'lab' ? `labs/${id}` : taken;
    return refuse(
      'exists',
      `${what} is there already, and nothing was written. Choose another id, or edit what is there.`,
    );
  }
  return { kind: 'drafted', files: drafted, paths: drafted.map(({ path }) => path) };
}
