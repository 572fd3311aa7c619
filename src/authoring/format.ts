import type { Diagnostic } from '#core';

/** Where the rule's page is, relative to the repository. */
export const rulePage = ({ code }: Pick<Diagnostic, 'code'>) =>
  `content/handbook/rules/${code.toLowerCase()}.md`;

/** `file:line:column  CODE slug  message`, which terminals and editors turn into a link. */
export const formatDiagnostic = ({ file, line, column, code, slug, message }: Diagnostic): string =>
  `${file}:${line}:${column}  ${code} ${slug}  ${message}`;

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** One line per problem, then the handbook pages of the rules involved, then the count. */
export function formatReport(diagnostics: readonly Diagnostic[], files: number): string {
  const checked = plural(files, 'file');
  if (diagnostics.length === 0) return `${checked} checked, no problems.\n`;
  const pages = [...new Set(diagnostics.map(rulePage))].toSorted();
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  const counts = [
    plural(diagnostics.length - warnings, 'error'),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ];
  return [
    ...diagnostics.map(formatDiagnostic),
    '',
    'Why, with examples:',
    ...pages.map((page) => `  ${page}`),
    '',
    `${checked} checked, ${counts.join(', ')}.`,
    '',
  ].join('\n');
}
