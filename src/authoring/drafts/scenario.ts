import type { SourceFile } from '../source.ts';
import type { DraftSetting } from './draft.ts';

/** `partner-limits` as `Partner limits`. */
export const titleOf = (slug: string) => {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** @param id `<course>/<scenario>` @param lessons ids of lessons that teach it */
export function draftScenario(
  id: string,
  { topic, fact, exam, task }: DraftSetting,
  lessons: readonly string[] = [],
): SourceFile[] {
  const [course = '', slug = ''] = id.split('/');
  const text = `---
title: ${titleOf(slug)}
course: ${course}
level: 2 # 1 recall … 5 expert design
exams: [{ exam: ${exam}, task: '${task}' }]
facts: [${fact}] # what the key rests on; ids of content/facts/facts.yaml
lessons: [${lessons.join(', ')}]
labs: []
items:
  # The id stays for ever: progress points at it. Options are shown in a new order every time.
  - id: choose-type
    type: single-choice # or multiple-response with \`choose: 2\` and at least five options
    leadIn: Which API meets these requirements at the lowest price?
    seconds: 60
    options:
      - id: http
        text: An HTTP API with a JWT authorizer
        correct: true
        rationale: >-
          It checks the provider's tokens without code and needs none of the features that only the
          dearer type has.
      - id: rest
        text: A REST API with a Lambda authorizer
        rationale: It works, but each request costs more and the authorizer is code to write and run.
        misconception: Checking tokens always takes a REST API.
      - id: websocket
        text: A WebSocket API with a default route
        rationale: A WebSocket API keeps connections open. These clients ask once and leave.
        misconception: Mobile clients need a connection that stays open.
      - id: keys
        text: An HTTP API with an API key per user
        rationale: HTTP APIs have no API keys, and a key does not prove who the user is.
        misconception: An API key proves who is calling.
---

{/* The case: who, what they have, what they need, and the one word that decides. Plain Markdown. */}

A start-up runs a mobile app with 40,000 users, who sign in at an OpenID Connect provider. The app
reads orders from three Lambda functions over HTTPS. Each request must carry a valid token of the
provider. The team wants to pay as little per request as possible.
`;
  return [{ path: `quizzes/${topic}/${slug}.mdx`, text }];
}
