import { ScenarioFrontmatter } from '#quiz';
import { z } from 'zod';
import { rulePage } from './format.ts';
import { BlueprintFile } from './parse/blueprint.ts';
import { ConceptNoteFile } from './parse/concept-note.ts';
import { FactsFile } from './parse/facts.ts';
import { GlossaryFile } from './parse/glossary.ts';
import { LabFrontmatter } from './parse/lab.ts';
import { LessonFrontmatter } from './parse/lesson.ts';
import { CourseFile, ModuleFile } from './parse/module.ts';
import { rules } from './rules/index.ts';
import type { Rule } from './rules/rule.ts';
import type { SourceFile } from './source.ts';

const SCHEMAS = {
  blueprint: BlueprintFile,
  course: CourseFile,
  'concept-note': ConceptNoteFile,
  facts: FactsFile,
  glossary: GlossaryFile,
  lab: LabFrontmatter,
  lesson: LessonFrontmatter,
  module: ModuleFile,
  scenario: ScenarioFrontmatter,
} as const;

const TITLES = {
  blueprint: 'content/blueprints/<exam>.yaml',
  course: 'content/courses/<course>/_course.yaml',
  'concept-note': 'content/facts/concept-note.yaml',
  facts: 'content/facts/facts.yaml',
  glossary: 'content/glossary.yaml',
  lab: 'Frontmatter of labs/<lab>/lab.mdx',
  lesson: 'Frontmatter of content/courses/<course>/<module>/<lesson>.mdx',
  module: 'content/courses/<course>/<module>/_module.yaml',
  scenario: 'Frontmatter of quizzes/<topic>/<scenario>.mdx',
} as const;

type SchemaName = keyof typeof SCHEMAS;

/** JSON Schema (2020-12) of what an author writes, defaults optional. Rules across fields are the linter's. */
function schemaFile(name: SchemaName): SourceFile {
  const schema = z.toJSONSchema(SCHEMAS[name], { io: 'input' });
  const text = JSON.stringify({ ...schema, title: TITLES[name] }, undefined, 2);
  return { path: `content/schemas/${name}.json`, text: `${text}\n` };
}

const fence = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``;

function pageOf(rule: Rule): SourceFile {
  const { code, slug, severity, title, why, example } = rule;
  const text = `---
title: ${JSON.stringify(`${code} ${slug}`)}
summary: ${JSON.stringify(`${title}.`)}
---

# ${code} ${slug}

**${title}.** Kind: ${severity}.

## Why

${why}

## Not like this

${fence(example.language, example.bad)}

## Like this

${fence(example.language, example.good)}
`;
  return { path: rulePage(rule), text };
}

const FAMILIES = [
  ['LS', 'Lessons and courses'],
  ['QZ', 'Scenarios and items'],
  ['LB', 'Labs'],
  ['BP', 'Exam blueprints'],
  ['FC', 'The fact sheet'],
  ['GL', 'The glossary'],
  ['CN', 'The concept note'],
] as const;

/** The list of all rules. */
function indexPage(): SourceFile {
  const families = FAMILIES.map(([prefix, heading]) => {
    const lines = rules
      .filter(({ code }) => code.startsWith(prefix))
      .map(
        ({ code, slug, title }) =>
          `- [${code} ${slug}](/handbook/rules/${code.toLowerCase()}): ${title}.`,
      );
    return `## ${heading}\n\n${lines.join('\n')}\n`;
  });
  const text = `---
title: "The rules of content"
summary: "What npx gatewise lint looks at, and why."
---

# The rules of content

\`npx gatewise lint\` prints every problem with its place, a code and a sentence that says what to do.
Each code has a page here. The pages are generated from \`src/authoring/rules\`.

${families.join('\n')}`;
  return { path: 'content/handbook/rules/index.md', text };
}

/** Every file that is made from the schemas and rules, as it has to lie in the repository. */
export const generatedFiles = (): SourceFile[] => [
  ...(Object.keys(SCHEMAS) as SchemaName[]).map(schemaFile),
  indexPage(),
  ...rules.map(pageOf),
];
