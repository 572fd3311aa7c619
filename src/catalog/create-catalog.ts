import type { Documents, LabDocument, LessonDocument, ScenarioDocument } from '#authoring';
import { compareDiagnostics, type Diagnostic } from '#core';
import { itemIdOf } from '#quiz';
import type { Catalog, CatalogItem, Course, Lesson, Module, Related, Scenario } from './catalog.ts';
import { searchDocumentsOf } from './search-documents.ts';
