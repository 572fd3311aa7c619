import type { Diagnostic } from '#core';
import { misfitsOf, sourcesOf, type Content } from './content.ts';
import { rules } from './rules/index.ts';
import type { Finding, Rule } from './rules/rule.ts';

const diagnosticOf = ({ code, slug, severity }: Rule, found: Finding): Diagnostic => ({
  file: found.file,
  line: found.line,
  column: found.column,
  code,
  slug,
  severity,
  message: found.message,
});

/** What schemas and parsers found, under the name of the rule that claims it. */
function misfitDiagnostics(content: Content): Diagnostic[] {
  return sourcesOf(content).flatMap((source) =>
    misfitsOf(source).flatMap((misfit) => {
      const rule = rules.findLast(({ claims }) => claims?.(source.kind, misfit));
      return rule ? [diagnosticOf(rule, { file: source.file, ...misfit })] : [];
    }),
  );
}

/** By file, line, column and code, so that two runs print the same. */
export const compareDiagnostics = (one: Diagnostic, other: Diagnostic): number =>
  compareText(one.file, other.file) ||
  one.line - other.line ||
  one.column - other.column ||
  compareText(one.code, other.code) ||
  compareText(one.message, other.message);

const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** A schema and a rule that looks past it may both see the same mistake: it is told once. */
const isNews = ({ line, column, code }: Diagnostic, index: number, all: readonly Diagnostic[]) => {
  const before = all[index - 1];
  return (
    before === undefined ||
    before.file !== all[index]?.file ||
    before.line !== line ||
    before.column !== column ||
    before.code !== code ||
    before.message !== all[index]?.message
  );
};

/** Everything that is wrong in the content, at once, sorted by place. */
export function lint(content: Content): readonly Diagnostic[] {
  const found = rules.flatMap((rule) =>
    [...(rule.check?.(content) ?? [])].map((finding) => diagnosticOf(rule, finding)),
  );
  return [...misfitDiagnostics(content), ...found].toSorted(compareDiagnostics).filter(isNews);
}
