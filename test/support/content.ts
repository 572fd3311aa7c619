import type { SourceFile } from '#authoring';

/** A small repository of content without a single problem. Tests add to it or break a part. */

const fact = (
  id: string,
  topic: string,
  more = 'confidence: verified\n    evidence: [docs]',
) => `  - id: ${id}
    topic: ${topic}
    claim: A statement about ${id}.
    source: https://docs.aws.amazon.com/apigateway/
    ${more}
    as_of: '2026-11-23'
`;

export const FACTS = `facts:
${fact('plan-contents', 'throttling-quotas')}${fact('three-types', 'api-types')}${fact('half-remembered', 'api-types', 'confidence: from-knowledge\n    evidence: [k]')}`;

export const BLUEPRINT = `exam: SAA-C03
title: Solutions Architect
questions: 65
minutes: 130
cutScore: 720
domains:
  - { id: 1, title: Secure, weight: 60, tasks: [{ id: '1.1', title: Access }] }
  - { id: 2, title: Resilient, weight: 40, tasks: [{ id: '2.1', title: Loose coupling, topics: [api-types] }] }
`;

export const LESSON = `---
title: Usage plans
summary: Who may call how often.
order: 10
minutes: 8
topics: [throttling-quotas]
decide: [Which limit applies]
labs: [tiers]
scenarios: [api-gateway/two-tiers]
exams: [{ exam: SAA-C03, task: '2.1' }]
sources: [{ title: Usage plans, url: 'https://docs.aws.amazon.com/x', read: 2026-11-23 }]
keywords: [tiered pricing]
---

A plan holds a rate.<Fact id="plan-contents" />

## Rates and bursts

<Figure caption="A bucket of tokens">
  <TokenBucket />
</Figure>

Try [the lab](/labs/tiers) or go to [the top](#rates-and-bursts).

### Quotas by the day

Missing Authentication Token is something else.

<Check item="api-gateway/two-tiers/limit" />
`;

export const SCENARIO = `---
title: Two tiers on one API
course: api-gateway
level: 2
exams: [{ exam: SAA-C03, task: '2.1' }]
facts: [plan-contents]
lessons: [api-gateway/who-may-call/usage-plans]
labs: [tiers]
items:
  - id: limit
    type: single-choice
    leadIn: Which design meets these requirements with the least work?
    seconds: 60
    options:
      - { id: a, text: A usage plan per tier, correct: true, rationale: A plan holds rate and burst. }
      - { id: b, text: A stage per tier with a throttle each, rationale: Doubles the work., misconception: Limits are per stage. }
      - { id: c, text: A Lambda function that counts, rationale: Code to run., misconception: Counting takes code. }
---

A shop sells its price list. Free customers may make 100 requests a second, premium customers 1,000.
`;

export const LAB = `---
title: Tiered usage plans
summary: Two tiers on one API.
order: 10
minutes: 20
level: 2
topics: [throttling-quotas]
services: [apigateway]
exams: [{ exam: SAA-C03, task: '2.1' }]
lessons: [api-gateway/who-may-call/usage-plans]
scenarios: [api-gateway/two-tiers]
cost: { perHour: 0, note: Plans cost nothing. }
region: us-east-1
api: shop
objectives:
  - { id: plan, title: A plan exists, hints: [One, Two, Three] }
cleanup: [aws apigateway delete-usage-plan --usage-plan-id x]
keywords: [premium]
---

## What to build

A plan.
`;

const FILES: Readonly<Record<string, string>> = {
  'content/facts/facts.yaml': FACTS,
  'content/blueprints/SAA-C03.yaml': BLUEPRINT,
  'content/courses/api-gateway/_course.yaml': 'title: API Gateway\nsummary: All of it.\n',
  'content/courses/api-gateway/who-may-call/_module.yaml':
    'title: Who may call\nsummary: Keys and plans.\norder: 10\n',
  'content/courses/api-gateway/who-may-call/usage-plans.mdx': LESSON,
  'quizzes/throttling-quotas/two-tiers.mdx': SCENARIO,
  'labs/tiers/lab.mdx': LAB,
  'labs/tiers/check.ts': 'export default {};\n',
  'labs/tiers/seed.sh': '# An empty account.\n',
  'labs/tiers/solution.sh': 'aws apigateway create-usage-plan --name Free\n',
  'labs/tiers/mistakes/none.sh': '# base: empty\n# fails: plan\ntrue\n',
};

/** Components that a body may use in these files, beside the built-in ones. */
export const FIGURES = ['TokenBucket'];

/** The files, with some of them replaced or added. */
export const contentWith = (changes: Readonly<Record<string, string>> = {}): SourceFile[] =>
  Object.entries({ ...FILES, ...changes })
    .map(([path, text]) => ({ path, text }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1));
