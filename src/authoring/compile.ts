import type { Diagnostic } from '#core';
import { labId, lessonId } from '#core';
import { drawVariant, fillText } from '#quiz';
import type { Content, LabSource, LessonSource, ScenarioSource } from './content.ts';
import type { Documents, LabDocument, LessonDocument, ScenarioDocument } from './documents.ts';
import { lint } from './lint.ts';
import { textOf, type Body } from './parse/body.ts';
import { parseContent } from './parse/content.ts';
import { sectionsOf } from './parse/sections.ts';
import { stimulusHtml } from './parse/stimulus.ts';
import { releaseTemplates } from './parse/templates.ts';
import type { SourceFile } from './source.ts';

/** The literal values of one attribute over all elements of these names, each once. */
const named = ({ elements }: Body, names: readonly string[], attribute: string): string[] => [
  ...new Set(
    elements.flatMap(({ name, attributes }) => {
      const value = attributes[attribute];
      return names.includes(name) && typeof value === 'string' ? [value] : [];
    }),
  ),
];

const factsIn = (body: Body) => named(body, ['Fact', 'FactValue'], 'id');

function lessonOf({ front, id, file, body }: LessonSource): LessonDocument[] {
  const [course, module, lesson, ...more] = id.split('/');
  if (!front || body.misfits.length > 0 || !course || !module || !lesson || more.length > 0)
    return [];
  return [
    {
      ...front,
      id: lessonId(id),
      file,
      course,
      module: `${course}/${module}`,
      sections: sectionsOf(body.root),
      facts: factsIn(body),
      checks: named(body, ['Check'], 'item'),
    },
  ];
}

function scenarioOf({ front, id, file, topic, body }: ScenarioSource): ScenarioDocument[] {
  if (!front || body.misfits.length > 0) return [];
  const text = releaseTemplates(textOf(body.root));
  return [
    {
      ...front,
      id,
      file,
      topic,
      stimulusHtml: releaseTemplates(stimulusHtml(body.root)),
      stimulusText: fillText(text, drawVariant(front.variants)),
    },
  ];
}

function labOf({ front, id, file, body }: LabSource): LabDocument[] {
  if (!front || body.misfits.length > 0) return [];
  return [{ ...front, id: labId(id), file, sections: sectionsOf(body.root), facts: factsIn(body) }];
}

const firstOfEach = <T extends { readonly id: string }>(things: readonly T[]) =>
  things.filter(({ id }, index) => things.findIndex((other) => other.id === id) === index);

/** What is valid of the content; a file with an error of form is left out, the rest is untouched by it. */
export function documentsOf(content: Content): Documents {
  return {
    courses: content.courses.flatMap(({ front, id, file }) =>
      front ? [{ ...front, id, file }] : [],
    ),
    modules: content.modules.flatMap(({ front, id, file }) =>
      front ? [{ ...front, id, file, course: id.split('/')[0] ?? '' }] : [],
    ),
    lessons: content.lessons.flatMap(lessonOf),
    scenarios: firstOfEach(content.scenarios.flatMap(scenarioOf)),
    labs: content.labs.flatMap(labOf),
    facts: firstOfEach(content.facts.flatMap(({ front }) => front?.facts ?? [])),
    conceptNote: firstOfEach(content.conceptNotes.flatMap(({ front }) => front?.rows ?? [])),
    glossary: firstOfEach(content.glossaries.flatMap(({ front }) => front?.terms ?? [])),
    blueprints: content.blueprints.flatMap(({ front, file }) =>
      front ? [{ ...front, file }] : [],
    ),
  };
}

/** What came of a set of files: the valid documents, and everything that is wrong. */
export interface Compiled {
  readonly documents: Documents;
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses and checks content.
 * @param files anything of the repository; what is no content is left alone
 * @param components names that bodies may use beside the built-in ones, such as the figures
 */
export function compileContent(
  files: readonly SourceFile[],
  components: readonly string[] = [],
): Compiled {
  const content = parseContent(files, components);
  return { documents: documentsOf(content), diagnostics: lint(content) };
}
