import type { LabId, LessonId } from '#core';
import type { ExamTask, ScenarioFrontmatter } from '#quiz';
import type { BlueprintFile } from './parse/blueprint.ts';
import type { ConceptRow } from './parse/concept-note.ts';
import type { Fact } from './parse/facts.ts';
import type { Term } from './parse/glossary.ts';
import type { LabFrontmatter } from './parse/lab.ts';
import type { LessonFrontmatter } from './parse/lesson.ts';
import type { CourseFile, ModuleFile } from './parse/module.ts';

/** A part of a body under one heading: a place that the table of contents and the search can point at. */
export interface Section {
  /** The heading's anchor, as the page spells it. Empty for the text before the first heading. */
  readonly slug: string;
  readonly heading: string;
  /** 2 for `##`; 1 for the text before the first heading. */
  readonly depth: number;
  /** The words, without markup, code blocks included. */
  readonly text: string;
}

/** `content/courses/<course>/<module>/<lesson>.mdx`, parsed and found valid. */
export interface LessonDocument extends Readonly<LessonFrontmatter> {
  readonly id: LessonId;
  readonly file: string;
  /** The course's folder name. */
  readonly course: string;
  /** `<course>/<module>`. */
  readonly module: string;
  readonly sections: readonly Section[];
  /** Ids of the facts that the body marks with `<Fact id="…" />`, each once, in order. */
  readonly facts: readonly string[];
  /** Ids of the items that the body asks with `<Check item="…" />`, each once, in order. */
  readonly checks: readonly string[];
}

/** `quizzes/<topic>/<scenario>.mdx`, parsed and found valid. */
export interface ScenarioDocument extends Readonly<ScenarioFrontmatter> {
  /** `<course>/<scenario>`. */
  readonly id: string;
  readonly file: string;
  /** The folder: a topic of the fact sheet. */
  readonly topic: string;
  /** The case text: safe HTML, rendered from plain Markdown. Holds the templates of variants. */
  readonly stimulusHtml: string;
  /** The case text without markup, in one variant. */
  readonly stimulusText: string;
}

/** `labs/<lab>/lab.mdx`, parsed and found valid. */
export interface LabDocument extends Readonly<LabFrontmatter> {
  readonly id: LabId;
  readonly file: string;
  readonly sections: readonly Section[];
  readonly facts: readonly string[];
}

/** `content/courses/<course>/_course.yaml`. */
export interface CourseDocument extends Readonly<CourseFile> {
  /** The folder's name. */
  readonly id: string;
  readonly file: string;
}

/** `content/courses/<course>/<module>/_module.yaml`. */
export interface ModuleDocument extends Readonly<ModuleFile> {
  /** `<course>/<module>`. */
  readonly id: string;
  readonly file: string;
  readonly course: string;
}

/** `content/blueprints/<exam>.yaml`: how an exam guide divides its exam. */
export interface BlueprintDocument extends Readonly<BlueprintFile> {
  readonly file: string;
}

/** All that authors wrote and that is valid. One bad file is missing here; the others are not touched by it. */
export interface Documents {
  readonly courses: readonly CourseDocument[];
  readonly modules: readonly ModuleDocument[];
  readonly lessons: readonly LessonDocument[];
  readonly scenarios: readonly ScenarioDocument[];
  readonly labs: readonly LabDocument[];
  readonly facts: readonly Fact[];
  readonly conceptNote: readonly ConceptRow[];
  readonly glossary: readonly Term[];
  readonly blueprints: readonly BlueprintDocument[];
}

export type {
  BlueprintFile,
  ConceptRow,
  CourseFile,
  ExamTask,
  Fact,
  LabFrontmatter,
  LessonFrontmatter,
  ModuleFile,
  Term,
};
