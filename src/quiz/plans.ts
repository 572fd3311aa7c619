import type { ItemType } from './types/index.ts';

/** A part of a plan with its share of the questions. */
export interface PlanDomain {
  /** A domain's number in the exam guide, or a word of ours. */
  readonly id: string;
  readonly title: string;
  /** Percent. */
  readonly weight: number;
  /** Topics whose scenarios belong here, beside those that are tied to a task; absent where the tasks alone decide. */
  readonly topics?: readonly string[];
  /** Task statements with their titles, for the report. */
  readonly tasks: readonly { readonly id: string; readonly title: string }[];
}

/** How a mock exam is put together. */
export interface ExamPlan {
  /** An exam code, or `api-gateway` for the specialist form. */
  readonly id: string;
  readonly title: string;
  /** A drill may ask what was practised before: it says nothing of readiness. */
  readonly kind: 'form' | 'drill';
  /** How many items a full form asks. */
  readonly items: number;
  readonly minutes: number;
  /** Scaled score that passes the exam, 100 to 1000. */
  readonly cutScore: number;
  readonly formats: readonly ItemType[];
  readonly hasCaseStudies: boolean;
  readonly domains: readonly PlanDomain[];
}

/** What a blueprint says of an exam, as far as a plan needs it. */
export interface ExamGuide {
  readonly exam: string;
  readonly title: string;
  readonly questions: number;
  readonly minutes: number;
  readonly cutScore: number;
  readonly formats: readonly ItemType[];
  readonly domains: readonly {
    readonly id: number;
    readonly title: string;
    readonly weight: number;
    readonly tasks: readonly {
      readonly id: string;
      readonly title: string;
      /** Topics of ours that serve the task. */
      readonly topics?: readonly string[];
    }[];
  }[];
}

/** Exams that touch API Gateway widely enough for a form of their own, and how many items it asks. */
const FORM_ITEMS: Readonly<Record<string, number>> = { 'SAA-C03': 20, 'DVA-C02': 20 };
const DRILL_ITEMS = 12;

const domain = (id: string, title: string, weight: number, topics: readonly string[]) => ({
  id,
  title,
  weight,
  topics,
  tasks: [],
});

/**
 * The specialist form is ours: no AWS exam is about API Gateway alone. Length, time, cut and formats are
 * those of the current exams; the shares follow how much of each the four guides ask.
 */
const SPECIALIST: ExamPlan = {
  id: 'api-gateway',
  title: 'API Gateway specialist',
  kind: 'form',
  items: 65,
  minutes: 130,
  cutScore: 720,
  formats: ['single-choice', 'multiple-response', 'ordering', 'matching'],
  hasCaseStudies: true,
  domains: [
    domain('design', 'Choose the right gate', 22, [
      'api-types',
      'alternatives',
      'pricing',
      'websocket',
    ]),
    domain('access', 'Decide who may call', 22, ['auth']),
    domain('integration', 'Integrate, transform and validate', 20, [
      'integrations',
      'mapping-validation',
    ]),
    domain('delivery', 'Deploy and publish', 18, [
      'stages-deployments',
      'endpoint-types',
      'custom-domains',
    ]),
    domain('operation', 'Limit, cache, watch and mend', 18, [
      'throttling-quotas',
      'caching',
      'monitoring',
      'errors',
    ]),
  ],
};

/** The time an exam gives for each question, times the items, in whole minutes. */
export const scaledMinutes = (minutes: number, of: number, items: number): number =>
  Math.ceil((minutes * items) / of);

function planOf({
  exam,
  title,
  questions,
  minutes,
  cutScore,
  formats,
  domains,
}: ExamGuide): ExamPlan {
  const items = FORM_ITEMS[exam];
  return {
    id: exam,
    title,
    kind: items === undefined ? 'drill' : 'form',
    items: items ?? DRILL_ITEMS,
    minutes: scaledMinutes(minutes, questions, items ?? DRILL_ITEMS),
    cutScore,
    formats,
    hasCaseStudies: false,
    domains: domains.map(({ id, title: name, weight, tasks }) => ({
      id: String(id),
      title: name,
      weight,
      tasks,
      // A drill goes by topic: few items are written for exams that touch API Gateway here and there.
      ...(items === undefined && {
        topics: [...new Set(tasks.flatMap(({ topics = [] }) => topics))],
      }),
    })),
  };
}

/** Every mock exam on offer: the specialist form, then one plan per exam guide. */
export const plansOf = (guides: readonly ExamGuide[]): ExamPlan[] => [
  SPECIALIST,
  ...guides
    .map(planOf)
    .toSorted((one, other) => Number(one.kind === 'drill') - Number(other.kind === 'drill')),
];

/** The domains of a plan that a scenario stands for. */
export const domainsOf = (
  plan: ExamPlan,
  scenario: {
    readonly topic: string;
    readonly exams: readonly { readonly exam: string; readonly task: string }[];
  },
): string[] =>
  plan.domains
    .filter(
      ({ id, topics }) =>
        topics?.includes(scenario.topic) === true ||
        scenario.exams.some(({ exam, task }) => exam === plan.id && task.startsWith(`${id}.`)),
    )
    .map(({ id }) => id);
