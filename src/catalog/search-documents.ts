import type { Term } from '#authoring';
import type { CatalogItem, Lab, Lesson, Module } from './catalog.ts';
import type { SearchDocument } from './search.ts';

/** How much of a section's text is searched, in characters: the index travels to the browser. */
const TEXT_LENGTH = 280;

const clip = (text: string) =>
  text.length <= TEXT_LENGTH ? text : text.slice(0, text.lastIndexOf(' ', TEXT_LENGTH));

function ofLesson(lesson: Lesson, moduleTitle: string): SearchDocument[] {
  const url = `/learn/${lesson.id}`;
  const [opening, rest] = [
    lesson.sections.filter(({ depth }) => depth === 1),
    lesson.sections.filter(({ depth }) => depth > 1),
  ];
  return [
    {
      kind: 'lesson',
      title: lesson.title,
      heading: '',
      context: moduleTitle,
      text: clip([lesson.summary, ...lesson.decide, ...opening.map(({ text }) => text)].join(' ')),
      keywords: [...lesson.keywords, ...lesson.topics.map((topic) => topic.replaceAll('-', ' '))],
      url,
    },
    ...rest.map(({ slug, heading, text }): SearchDocument => ({
      kind: 'lesson',
      title: lesson.title,
      heading,
      context: moduleTitle,
      text: clip(text),
      keywords: [],
      url: `${url}#${slug}`,
    })),
  ];
}

/** Title and case text only: an item's options, key and rationales never leave the server this way. */
const ofItem = ({ id, title, scenario }: CatalogItem): SearchDocument => ({
  kind: 'item',
  title,
  heading: '',
  context: scenario.topic.replaceAll('-', ' '),
  text: clip(scenario.stimulusText),
  keywords: [],
  url: `/practice?item=${id}`,
});

const ofLab = (lab: Lab): SearchDocument => ({
  kind: 'lab',
  title: lab.title,
  heading: '',
  context: lab.services.join(', '),
  text: clip([lab.summary, ...lab.objectives.map(({ title }) => title)].join(' ')),
  keywords: [...lab.keywords, lab.id.replaceAll('-', ' '), lab.api],
  url: `/labs/${lab.id}`,
});

const ofTerm = ({ id, term, aliases, meaning }: Term): SearchDocument => ({
  kind: 'term',
  title: term,
  heading: '',
  context: '',
  text: meaning,
  keywords: aliases,
  url: `/learn/glossary#${id}`,
});

interface Searchable {
  readonly lessons: readonly Lesson[];
  readonly modules: readonly Module[];
  readonly items: readonly CatalogItem[];
  readonly labs: readonly Lab[];
  readonly glossary: readonly Term[];
}

/** What the search looks through, lessons first. A scenario appears once, under its first item. */
export function searchDocumentsOf({
  lessons,
  modules,
  items,
  labs,
  glossary,
}: Searchable): SearchDocument[] {
  const titleOf = new Map(modules.map(({ id, title }) => [id, title]));
  const firstItems = items.filter(
    ({ scenarioId }, index) =>
      items.findIndex((other) => other.scenarioId === scenarioId) === index,
  );
  return [
    ...lessons.flatMap((lesson) => ofLesson(lesson, titleOf.get(lesson.module) ?? '')),
    ...glossary.map(ofTerm),
    ...labs.map(ofLab),
    ...firstItems.map(ofItem),
  ];
}
