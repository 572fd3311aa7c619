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

const placeOf = ({ file, line, column, code }: Diagnostic) => `${file}:${line}:${column} ${code}`;

/** Rules that look for themselves: what their schema saw at the same place is told once, in the rule's words. */
const LOOKING = new Set(rules.filter(({ check }) => check).map(({ code }) => code));

/** Everything that is wrong in the content, at once, sorted by place. */
export function lint(content: Content): readonly Diagnostic[] {
  const found = rules.flatMap((rule) =>
    [...(rule.check?.(content) ?? [])].map((finding) => diagnosticOf(rule, finding)),
  );
  const told = new Set(found.map(placeOf));
  const misfits = misfitDiagnostics(content).filter(
    (misfit) => !LOOKING.has(misfit.code) || !told.has(placeOf(misfit)),
  );
  return [...misfits, ...found].toSorted(compareDiagnostics);
}
