import { createCatalog, type Catalog } from '#catalog';
import { AuthoredItem, ScenarioFrontmatter } from '#quiz';
import { lessonId } from '#core';

type Documents = Parameters<typeof createCatalog>[0];
type ScenarioDocument = Documents['scenarios'][number];

/** A valid single choice: `a` is the key. */
export function singleChoice(overrides: Record<string, unknown> = {}): AuthoredItem {
  return AuthoredItem.parse({
    id: 'limit',
    type: 'single-choice',
    leadIn: 'Which design meets these requirements?',
    seconds: 60,
    options: [
      { id: 'a', text: 'Two usage plans', correct: true, rationale: 'A plan limits each key.' },
      {
        id: 'b',
        text: 'Two stages',
        rationale: 'A stage limits all callers.',
        misconception: 'Stage limits are per caller.',
      },
      {
        id: 'c',
        text: 'A bigger account quota',
        rationale: 'It is shared.',
        misconception: 'Quotas are per caller.',
      },
      {
        id: 'd',
        text: 'A WAF rate rule',
        rationale: 'It counts addresses.',
        misconception: 'An address is a customer.',
      },
    ],
    ...overrides,
  });
}

/** A valid multiple response: `a` and `b` are the keys. */
export function multipleResponse(overrides: Record<string, unknown> = {}): AuthoredItem {
  const distractor = (id: string) => ({
    id,
    text: `Wrong step ${id}`,
    rationale: `Step ${id} changes nothing here.`,
    misconception: `Step ${id} is needed.`,
  });
  return AuthoredItem.parse({
    id: 'steps',
    type: 'multiple-response',
    leadIn: 'Which steps are needed?',
    choose: 2,
    seconds: 80,
    options: [
      {
        id: 'a',
        text: 'Require the key',
        correct: true,
        rationale: 'Methods ignore keys by default.',
      },
      { id: 'b', text: 'Deploy again', correct: true, rationale: 'A stage serves a snapshot.' },
      ...['c', 'd', 'e'].map(distractor),
    ],
    ...overrides,
  });
}

/** A scenario as the catalog takes it; its id is `api-gateway/<name>`. */
export function scenario(
  name: string,
  {
    topic = 'throttling-quotas',
    stimulus = `The case of ${name}.`,
    ...overrides
  }: Record<string, unknown> & {
    topic?: string;
    stimulus?: string;
  } = {},
): ScenarioDocument {
  const frontmatter = ScenarioFrontmatter.parse({
    title: `Scenario ${name}`,
    course: 'api-gateway',
    level: 2,
    exams: [{ exam: 'SAA-C03', task: '2.1' }],
    facts: ['usage-plan-contents'],
    items: [singleChoice()],
    ...overrides,
  });
  return {
    ...frontmatter,
    id: `api-gateway/${name}`,
    file: `quizzes/${topic}/${name}.mdx`,
    topic,
    stimulusHtml: `<p>${stimulus}</p>`,
    stimulusText: stimulus,
  };
}

const lesson = {
  id: lessonId('api-gateway/who-may-call/usage-plans'),
  file: 'content/courses/api-gateway/who-may-call/usage-plans.mdx',
  course: 'api-gateway',
  module: 'api-gateway/who-may-call',
  title: 'Usage plans',
  summary: 'Who may call how often.',
  order: 10,
  minutes: 8,
  topics: ['throttling-quotas'],
  decide: ['When a usage plan is the answer.'],
  labs: [],
  scenarios: [],
  exams: [],
  sources: [],
  changed: [],
  keywords: [],
  sections: [],
  facts: [],
  checks: [],
} satisfies Documents['lessons'][number];

const fact = {
  id: 'usage-plan-contents',
  topic: 'throttling-quotas',
  claim: 'A usage plan holds a rate, a burst and a quota per key.',
  applies_to: ['rest'],
  source:
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html',
  confidence: 'verified',
  evidence: ['docs'],
  as_of: '2026-05',
} satisfies Documents['facts'][number];

/** A small catalog: the scenarios given, one lesson, one fact. */
export function tinyCatalog(
  scenarios: readonly ScenarioDocument[],
  blueprints: Documents['blueprints'] = [],
): Catalog {
  return createCatalog({
    courses: [
      {
        id: 'api-gateway',
        file: 'content/courses/api-gateway/_course.yaml',
        title: 'API Gateway',
        summary: 'All of it.',
        order: 10,
      },
    ],
    modules: [
      {
        id: lesson.module,
        file: 'm',
        course: 'api-gateway',
        title: 'Who may call',
        summary: 'Callers.',
        order: 10,
      },
    ],
    lessons: [lesson],
    scenarios,
    labs: [],
    facts: [fact],
    blueprints,
  });
}
