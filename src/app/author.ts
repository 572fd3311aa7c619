import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { audit, createCatalog, formatAudit } from '#catalog';
import { compileContent, draft, formatReport, type Draft, type DraftRequest } from '#authoring';
import { readFigureNames, readSources } from '#catalog/files';

/** What `lint` found. */
export interface LintResult {
  /** For people: one line per problem, the rules' pages, the count. */
  readonly report: string;
  readonly hasErrors: boolean;
  /** Paths that were asked for and hold no content. */
  readonly unknown: readonly string[];
}

const lies = (file: string, path: string) =>
  path === '' || file === path || file.startsWith(`${path.replace(/\/$/, '')}/`);

/** Handbook pages are read for links alone. */
const isContent = (path: string) => !path.startsWith('content/handbook/');

/**
 * Checks all content and reports on a part of it.
 * @param root the repository
 * @param paths files or folders relative to it; none means everything
 */
export async function lintContent(root: string, paths: readonly string[]): Promise<LintResult> {
  const [files, figures] = await Promise.all([readSources(root), readFigureNames(root)]);
  const isWanted = (file: string) => paths.length === 0 || paths.some((path) => lies(file, path));
  const { diagnostics } = compileContent(files, figures);
  const found = diagnostics.filter(({ file }) => isWanted(file));
  return {
    report: formatReport(
      found,
      files.filter(({ path }) => isContent(path) && isWanted(path)).length,
    ),
    hasErrors: found.some(({ severity }) => severity === 'error'),
    unknown: paths.filter((path) => !files.some((file) => lies(file.path, path))),
  };
}

/** What `audit` found. */
export interface AuditResult {
  /** For people: what serves each row of the concept note, counts, holes. */
  readonly report: string;
  readonly hasHoles: boolean;
}

/** Counts what the content covers. @param root the repository */
export async function auditContent(root: string): Promise<AuditResult> {
  const [files, figures] = await Promise.all([readSources(root), readFigureNames(root)]);
  const { documents, diagnostics } = compileContent(files, figures);
  const audited = audit(createCatalog(documents, diagnostics), documents.conceptNote);
  return { report: formatAudit(audited), hasHoles: audited.holes.length > 0 };
}

const today = () => new Date().toISOString().slice(0, 10);

async function write(root: string, { files }: Extract<Draft, { kind: 'drafted' }>): Promise<Draft> {
  for (const { path, text } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    // `wx`: a file that appeared since is not overwritten either.
    await writeFile(join(root, path), text, { flag: 'wx' });
  }
  return { kind: 'drafted', files, paths: files.map(({ path }) => path) };
}

/**
 * Writes the files of a new lesson, scenario or lab. Never overwrites.
 * @param root the repository
 */
export async function createContent(root: string, request: DraftRequest): Promise<Draft> {
  const files = await readSources(root);
  const drafted = draft(request, files, today());
  return drafted.kind === 'drafted' ? write(root, drafted) : drafted;
}
