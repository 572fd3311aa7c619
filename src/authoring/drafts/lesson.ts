import type { SourceFile } from '../source.ts';
import { nextOrder, type DraftSetting } from './draft.ts';
import { draftScenario, titleOf } from './scenario.ts';

/** The course's and the module's own file, where they are missing. */
function surroundings(course: string, module: string, { content }: DraftSetting): SourceFile[] {
  const folder = `content/courses/${course}`;
  const files: SourceFile[] = [
    {
      path: `${folder}/_course.yaml`,
      text: `title: ${titleOf(course)}\nsummary: One sentence on what the course makes of its reader.\n`,
    },
    {
      path: `${folder}/${module}/_module.yaml`,
      text: `title: ${titleOf(module)}\nsummary: One sentence on what the module is about.\norder: ${nextOrder(content.modules)}\n`,
    },
  ];
  return files.filter(({ path }) => !content.files.has(path));
}

const body = (fact: string, item: string) => `
{/* Two or three sentences: the situation in which a reader needs this. Explain why, do not list. */}

A team has an API that works, and now has to say who may call it and how often. This lesson gives the
one distinction that decides it.<Fact id="${fact}" />

## What decides it

<Figure caption="A request passes the gate when it brings what the gate asks for">
  <svg viewBox="0 0 320 80" role="img" aria-label="A caller, a gate and an API in a row">
    <circle cx="40" cy="40" r="20" fill="none" stroke="currentColor" />
    <path d="M70 40h60M190 40h60" fill="none" stroke="currentColor" />
    <rect x="140" y="15" width="40" height="50" fill="none" stroke="currentColor" />
    <rect x="255" y="20" width="40" height="40" rx="6" fill="none" stroke="currentColor" />
  </svg>
</Figure>

Every statement that could be wrong carries a fact: the marker shows its source and its date.

<Callout kind="exam" title="What the exam asks">
  Name the word in the stem that decides, and the answer it points at.
</Callout>

## Try it

<Check item="${item}" />
`;

/** @param id `<course>/<module>/<lesson>` */
export function draftLesson(id: string, setting: DraftSetting): SourceFile[] {
  const [course = '', module = '', slug = ''] = id.split('/');
  const { topic, fact, exam, task, today, content } = setting;
  const neighbours = content.lessons.filter((lesson) =>
    lesson.id.startsWith(`${course}/${module}/`),
  );
  const front = `---
title: ${titleOf(slug)}
summary: One sentence that says what the reader gets out of it.
order: ${nextOrder(neighbours)} # place in the module; gaps leave room
minutes: 8
topics: [${topic}]
decide:
  - Which of two designs fits, and by which word of the question one sees it
labs: []
scenarios: [${course}/${slug}]
exams: [{ exam: ${exam}, task: '${task}' }]
sources:
  - title: What is Amazon API Gateway?
    url: https://docs.aws.amazon.com/apigateway/latest/developerguide/welcome.html
    read: ${today}
keywords: [] # synonyms and error messages that the search should know
---
`;
  return [
    ...surroundings(course, module, setting),
    {
      path: `content/courses/${id}.mdx`,
      text: front + body(fact, `${course}/${slug}/choose-type`),
    },
    ...draftScenario(`${course}/${slug}`, setting, [id]),
  ];
}
