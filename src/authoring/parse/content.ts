import { ScenarioFrontmatter } from '#quiz';
import type {
  Content,
  LabSource,
  LessonSource,
  ScenarioSource,
  ScriptRole,
  ScriptSource,
} from '../content.ts';
import { textAt } from '../raw.ts';
import type { SourceFile } from '../source.ts';
import { BlueprintFile } from './blueprint.ts';
import { parseBody } from './body.ts';
import { guardTemplates } from './templates.ts';
import { ConceptNoteFile } from './concept-note.ts';
import { FactsFile } from './facts.ts';
import { parseFront, parseYamlFile } from './front.ts';
import { GlossaryFile } from './glossary.ts';
import { LabFrontmatter } from './lab.ts';
import { LessonFrontmatter } from './lesson.ts';
import { CourseFile, ModuleFile } from './module.ts';

/** Components that every lesson and lab may use; the figures come on top. */
export const COMPONENTS = ['Callout', 'Check', 'Fact', 'Figure', 'Term'] as const;

const LESSON = /^content\/courses\/(.+)\.mdx$/;
const SCENARIO = /^quizzes\/(?:(.+)\/)?([^/]+)\.mdx$/;
const LAB = /^labs\/([^/]+)\/lab\.mdx$/;
const IN_LAB = /^labs\/([^/]+)\/(.+)$/;
const COURSE = /^content\/courses\/([^/]+)\/_course\.yaml$/;
const MODULE = /^content\/courses\/([^/]+\/[^/]+)\/_module\.yaml$/;
const FACTS = /^content\/facts\/facts\.yaml$/;
const CONCEPT_NOTE = /^content\/facts\/concept-note\.yaml$/;
const GLOSSARY = /^content\/glossary\.yaml$/;
const BLUEPRINT = /^content\/blueprints\/[^/]+\.yaml$/;
const ROLES: readonly (readonly [RegExp, ScriptRole])[] = [
  [/^seed\.sh$/, 'seed'],
  [/^solution\.sh$/, 'solution'],
  [/^mistakes\/[^/]+\.sh$/, 'mistake'],
  [/^variants\/[^/]+\.sh$/, 'variant'],
];

const isDraft = (path: string) => path.split('/').at(-1)?.startsWith('_') ?? false;

/** The files that `pattern` fits, with what its groups caught. */
const matching = (files: readonly SourceFile[], pattern: RegExp) =>
  files.flatMap((file) => {
    const match = pattern.exec(file.path);
    return match ? [{ file, groups: match.slice(1) }] : [];
  });

function parseLessons(files: readonly SourceFile[]): LessonSource[] {
  return matching(files, LESSON)
    .filter(({ file }) => !isDraft(file.path))
    .map(({ file, groups: [id = ''] }) => {
      const { parsed, body } = parseFront(file, LessonFrontmatter);
      return { kind: 'lesson', ...parsed, id, body: parseBody(body) };
    });
}

function parseScenarios(files: readonly SourceFile[]): ScenarioSource[] {
  return matching(files, SCENARIO)
    .filter(({ file }) => !isDraft(file.path))
    .map(({ file, groups: [topic = '', name = ''] }) => {
      const { parsed, body } = parseFront(file, ScenarioFrontmatter);
      const id = `${textAt(parsed.raw, ['course']) ?? '?'}/${name}`;
      return { kind: 'scenario', ...parsed, id, topic, body: parseBody(guardTemplates(body)) };
    });
}

function parseLabs(files: readonly SourceFile[]): LabSource[] {
  const inLabs = matching(files, IN_LAB);
  return matching(files, LAB).map(({ file, groups: [id = ''] }) => {
    const { parsed, body } = parseFront(file, LabFrontmatter);
    const own = inLabs.filter(({ groups }) => groups[0] === id);
    const scripts = own.flatMap(
      ({ file: { path, text }, groups: [, name = ''] }): ScriptSource[] => {
        const role = ROLES.find(([pattern]) => pattern.test(name))?.[1];
        return role ? [{ file: path, text, role }] : [];
      },
    );
    return {
      kind: 'lab',
      ...parsed,
      id,
      body: parseBody(body),
      scripts,
      files: own.map(({ groups: [, name = ''] }) => name),
    };
  });
}

/**
 * Parses every file of content as far as it goes.
 * @param files anything of the repository; what is no content is left alone
 * @param components names that bodies may use beside `COMPONENTS`, such as the figures
 */
export function parseContent(
  files: readonly SourceFile[],
  components: readonly string[] = [],
): Content {
  return {
    courses: matching(files, COURSE).map(({ file, groups: [id = ''] }) => ({
      kind: 'course',
      ...parseYamlFile(file, CourseFile),
      id,
    })),
    modules: matching(files, MODULE).map(({ file, groups: [id = ''] }) => ({
      kind: 'module',
      ...parseYamlFile(file, ModuleFile),
      id,
    })),
    lessons: parseLessons(files),
    scenarios: parseScenarios(files),
    labs: parseLabs(files),
    facts: matching(files, FACTS).map(({ file }) => ({
      kind: 'facts',
      ...parseYamlFile(file, FactsFile),
    })),
    conceptNotes: matching(files, CONCEPT_NOTE).map(({ file }) => ({
      kind: 'concept-note',
      ...parseYamlFile(file, ConceptNoteFile),
    })),
    glossaries: matching(files, GLOSSARY).map(({ file }) => ({
      kind: 'glossary',
      ...parseYamlFile(file, GlossaryFile),
    })),
    blueprints: matching(files, BLUEPRINT).map(({ file }) => ({
      kind: 'blueprint',
      ...parseYamlFile(file, BlueprintFile),
    })),
    components: new Set([...COMPONENTS, ...components]),
    files: new Set(files.map(({ path }) => path)),
  };
}
