import type {
  BlueprintDocument,
  CourseDocument,
  Fact,
  LabDocument,
  LessonDocument,
  ModuleDocument,
  ScenarioDocument,
  Term,
} from '#authoring';
import type { Diagnostic } from '#core';
import type { Item } from '#quiz';
import type { SearchDocument } from './search.ts';

/** A course with its modules in order. */
export interface Course extends CourseDocument {
  readonly modules: readonly Module[];
}

/** A module with its lessons in order; withdrawn lessons are left out. */
export interface Module extends ModuleDocument {
  readonly lessons: readonly Lesson[];
}

/** A lesson. The body is rendered by Astro from the collection entry of the same id. */
export type Lesson = LessonDocument;
export type Lab = LabDocument;

/** A scenario with its items. */
export interface Scenario extends Omit<ScenarioDocument, 'items'> {
  readonly items: readonly CatalogItem[];
}

/** An item with its scenario: what to ask, how hard, for which exam, on which facts. */
export interface CatalogItem extends Item {
  readonly scenario: Scenario;
}

/** What stands around something, whichever side wrote the link. Withdrawn and held-out things are left out. */
export interface Related {
  readonly lessons: readonly Lesson[];
  readonly scenarios: readonly Scenario[];
  readonly labs: readonly Lab[];
  readonly facts: readonly Fact[];
}

/** All valid content, cross-linked and frozen. Lists are in reading order. */
export interface Catalog {
  readonly courses: readonly Course[];
  readonly modules: readonly Module[];
  readonly lessons: readonly Lesson[];
  /** What may be practised. Those that are held out for exams are found by `scenario(id)` alone. */
  readonly scenarios: readonly Scenario[];
  /** Every item that may be practised, flattened; withdrawn ones are left out, `item(id)` still finds them. */
  readonly items: readonly CatalogItem[];
  /** Every item that mock exams may ask and nothing else shows; withdrawn ones are left out. */
  readonly heldOut: readonly CatalogItem[];
  readonly labs: readonly Lab[];
  readonly facts: readonly Fact[];
  /** The areas of the product, in the order of the fact sheet. */
  readonly topics: readonly string[];
  /** The words that lessons explain, by their names. */
  readonly glossary: readonly Term[];
  readonly blueprints: readonly BlueprintDocument[];
  /** What is wrong in the content, sorted by place. A file with an error is missing from the lists. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the search looks through. Holds no key and no rationale. */
  readonly searchDocuments: readonly SearchDocument[];

  lesson(id: string): Lesson | undefined;
  module(id: string): Module | undefined;
  course(id: string): Course | undefined;
  scenario(id: string): Scenario | undefined;
  item(id: string): CatalogItem | undefined;
  lab(id: string): Lab | undefined;
  fact(id: string): Fact | undefined;
  term(id: string): Term | undefined;
  /** What a topic rests on, as far as somebody read a current page for it; empty for an unknown topic. */
  factsOfTopic(topic: string): readonly Fact[];
  /** In order; empty for an unknown module. @param moduleId `<course>/<module>` */
  lessonsOfModule(moduleId: string): readonly Lesson[];
  /** The lessons before and after, across the modules of the course. */
  neighbours(lessonId: string): { readonly previous?: Lesson; readonly next?: Lesson };
  /** What belongs to a lesson, also where only the other side names it. */
  relatedToLesson(id: string): Related;
  relatedToScenario(id: string): Related;
  relatedToLab(id: string): Related;
}
