import { createCatalog, type Catalog } from '#catalog';
import { questionTypes, ScenarioFrontmatter } from '#quiz';
import { lessonId } from '#core';

type Documents = Parameters<typeof createCatalog>[0];
type ScenarioDocument = Documents['scenarios'][number];

/** A valid single choice: `a` is the key. */
export function singleChoice(overrides: Record<string, unknown> = {}) {
  return questionTypes['single-choice'].schema.parse({
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
export function multipleResponse(overrides: Record<string, unknown> = {}) {
  const distractor = (id: string) => ({
    id,
    text: `Wrong step ${id}`,
    rationale: `Step ${id} changes nothing here.`,
    misconception: `Step ${id} is needed.`,
  });
  return questionTypes['multiple-response'].schema.parse({
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

const part = (id: string) => ({
  id,
  text: `Part ${id}`,
  rationale: `Why ${id} is so.`,
  misconception: `Belief about ${id}.`,
});

/** A valid ordering: `a`, `b`, `c` in this order, and `x` without a place. */
export const ordering = (overrides: Record<string, unknown> = {}) =>
  questionTypes.ordering.schema.parse({
    id: 'order',
    type: 'ordering',
    leadIn: 'In which order?',
    seconds: 60,
    steps: ['a', 'b', 'c'].map(part),
    extras: [part('x')],
    ...overrides,
  });

/** A valid matching: `p` belongs to `one`, `q` and `r` to `two`; `three` is left over. */
export const matching = (overrides: Record<string, unknown> = {}) =>
  questionTypes.matching.schema.parse({
    id: 'pairs',
    type: 'matching',
    leadIn: 'Which target fits?',
    seconds: 60,
    prompts: [
      { ...part('p'), target: 'one' },
      { ...part('q'), target: 'two' },
      { ...part('r'), target: 'two' },
    ],
    targets: ['one', 'two', 'three'].map((id) => ({ id, text: `Target ${id}` })),
    ...overrides,
  });

const mistake = (id: string, answer: number | string) => ({
  id,
  answer,
  rationale: `Why not ${id}.`,
  misconception: `Belief in ${id}.`,
});

/** A valid fill-in: 29 seconds, give or take half a second. */
export const fillIn = (overrides: Record<string, unknown> = {}) =>
  questionTypes['fill-in'].schema.parse({
    id: 'limit',
    type: 'fill-in',
    leadIn: 'How long does it wait?',
    seconds: 30,
    answer: { number: 29, tolerance: 0.5, unit: 'seconds', units: { s: 1, ms: 0.001 } },
    rationale: 'It is the default.',
    mistakes: [mistake('http', 30), mistake('lambda', 900)],
    ...overrides,
  });

/** A valid hot-spot: line 2 of 4 is the key, line 3 is empty. */
export const hotSpot = (overrides: Record<string, unknown> = {}) =>
  questionTypes['hot-spot'].schema.parse({
    id: 'line',
    type: 'hot-spot',
    leadIn: 'Which line is wrong?',
    seconds: 60,
    language: 'yaml',
    listing: 'one: 1\ntwo: 2\n\nfour: 4\nfive: 5\n',
    rest: 'Nothing is wrong here.',
    lines: [
      { line: 2, correct: true, rationale: 'It is two.' },
      { line: 1, rationale: 'It is one.', misconception: 'One is wrong.' },
      { line: 4, rationale: 'It is four.', misconception: 'Four is wrong.' },
    ],
    ...overrides,
  });

/** One valid item of each type. */
export const oneOfEach = () => [
  singleChoice(),
  multipleResponse(),
  ordering(),
  matching(),
  fillIn(),
  hotSpot(),
];

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
    conceptNote: [],
    glossary: [],
    blueprints,
  });
}

/** A blueprint of an exam with two even domains. */
export const blueprint = (
  overrides: Partial<Documents['blueprints'][number]> = {},
): Documents['blueprints'][number] => ({
  file: 'content/blueprints/SAA-C03.yaml',
  exam: 'SAA-C03',
  title: 'Solutions Architect',
  questions: 65,
  minutes: 130,
  cutScore: 720,
  formats: ['single-choice', 'multiple-response'],
  domains: [
    { id: 1, title: 'Secure', weight: 50, tasks: [{ id: '1.1', title: 'Access', topics: [] }] },
    {
      id: 2,
      title: 'Resilient',
      weight: 50,
      tasks: [{ id: '2.1', title: 'Coupling', topics: [] }],
    },
  ],
  sources: [],
  ...overrides,
});
