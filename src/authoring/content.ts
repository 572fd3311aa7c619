import type { BlueprintFile } from './parse/blueprint.ts';
import type { Body } from './parse/body.ts';
import type { ConceptNoteFile } from './parse/concept-note.ts';
import type { FactsFile } from './parse/facts.ts';
import type { GlossaryFile } from './parse/glossary.ts';
import type { LabFrontmatter } from './parse/lab.ts';
import type { LessonFrontmatter } from './parse/lesson.ts';
import type { CourseFile, ModuleFile } from './parse/module.ts';
import type { ScenarioFrontmatter } from '#quiz';
import type { Parsed } from './source.ts';

export interface LessonSource extends Parsed<LessonFrontmatter> {
  readonly kind: 'lesson';
  /** The path below `content/courses`, without the ending. */
  readonly id: string;
  readonly body: Body;
}

export interface ScenarioSource extends Parsed<ScenarioFrontmatter> {
  readonly kind: 'scenario';
  /** `<course>/<file name>`; the course is what the frontmatter says. */
  readonly id: string;
  /** The path below `quizzes`, without the file name. */
  readonly topic: string;
  readonly body: Body;
}

/** What a script of a lab is for. */
export type ScriptRole = 'seed' | 'solution' | 'mistake' | 'variant';

export interface ScriptSource {
  readonly file: string;
  readonly text: string;
  readonly role: ScriptRole;
}

export interface LabSource extends Parsed<LabFrontmatter> {
  readonly kind: 'lab';
  /** The folder's name. */
  readonly id: string;
  readonly body: Body;
  readonly scripts: readonly ScriptSource[];
  /** Every file of the folder, relative to it. */
  readonly files: readonly string[];
}

export interface CourseSource extends Parsed<CourseFile> {
  readonly kind: 'course';
  readonly id: string;
}

export interface ModuleSource extends Parsed<ModuleFile> {
  readonly kind: 'module';
  /** `<course>/<module>`. */
  readonly id: string;
}

export interface FactsSource extends Parsed<FactsFile> {
  readonly kind: 'facts';
}

export interface ConceptNoteSource extends Parsed<ConceptNoteFile> {
  readonly kind: 'concept-note';
}

export interface GlossarySource extends Parsed<GlossaryFile> {
  readonly kind: 'glossary';
}

export interface BlueprintSource extends Parsed<BlueprintFile> {
  readonly kind: 'blueprint';
}

/** Every file of content, valid or not, and the names that links may use. What rules look at. */
export interface Content {
  readonly courses: readonly CourseSource[];
  readonly modules: readonly ModuleSource[];
  readonly lessons: readonly LessonSource[];
  readonly scenarios: readonly ScenarioSource[];
  readonly labs: readonly LabSource[];
  readonly facts: readonly FactsSource[];
  readonly conceptNotes: readonly ConceptNoteSource[];
  readonly glossaries: readonly GlossarySource[];
  readonly blueprints: readonly BlueprintSource[];
  /** Components that a lesson or lab may use without an import. */
  readonly components: ReadonlySet<string>;
  /** Paths of all files that were read. */
  readonly files: ReadonlySet<string>;
}

/** Any file that has a schema. */
export type Source =
  | LessonSource
  | ScenarioSource
  | LabSource
  | CourseSource
  | ModuleSource
  | FactsSource
  | ConceptNoteSource
  | GlossarySource
  | BlueprintSource;

export const sourcesOf = (content: Content): Source[] => [
  ...content.courses,
  ...content.modules,
  ...content.lessons,
  ...content.scenarios,
  ...content.labs,
  ...content.facts,
  ...content.conceptNotes,
  ...content.glossaries,
  ...content.blueprints,
];

/** What does not fit a file's own form, body included. */
export const misfitsOf = (source: Source) =>
  'body' in source ? [...source.misfits, ...source.body.misfits] : source.misfits;
