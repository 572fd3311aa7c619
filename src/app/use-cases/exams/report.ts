import type { Catalog, CatalogItem } from '#catalog';
import {
  byDomain,
  estimateOf,
  explain,
  itemHash,
  tallyOf,
  variantOf,
  viewItem,
  type Exam,
  type ExamPlan,
  type ExamSubmitted,
} from '#quiz';
import { linksOf } from '../practice/feedback.ts';
import type { ExamReport, NextStep, QuestionReport, Row } from './contract.ts';

type Result = ExamSubmitted['results'][number];

/** Steps that are shown; more than these nobody takes. */
const MOST_STEPS = 6;

function questionReport(
  catalog: Catalog,
  exam: Exam,
  result: Result,
  position: number,
): QuestionReport {
  const question = exam.questions[position];
  const found = catalog.item(result.itemId);
  const isSame = found !== undefined && itemHash(found) === question?.itemHash;
  const seed = question?.variantSeed ?? 0;
  const { outcome, domain, seconds, changes, seenBefore } = result;
  const { facts, lessons, labs } = found
    ? linksOf(catalog, found.scenario.id)
    : { facts: [], lessons: [], labs: [] };
  return {
    position,
    title: found?.title ?? result.itemId,
    outcome,
    ...(isSame && { item: viewItem(found, seed) }),
    parts: isSame
      ? explain(variantOf(found, seed).authored, result.response, result.optionOrder)
      : [],
    domain,
    seconds,
    expectedSeconds: found?.authored.seconds ?? 0,
    changes,
    flagged: question?.flagged ?? false,
    seenBefore,
    facts,
    lessons,
    labs,
  };
}

/** The task statements that an item is tied to within a domain; its topic when it stands there by that. */
function tasksOf(plan: ExamPlan, domain: string, item: CatalogItem | undefined): string[] {
  if (!item) return [];
  const tied = item.scenario.exams
    .filter(({ exam, task }) => exam === plan.id && task.startsWith(`${domain}.`))
    .map(({ task }) => task);
  return tied.length > 0 ? tied : [item.scenario.topic];
}

function taskRows(catalog: Catalog, plan: ExamPlan, domain: string, results: readonly Result[]) {
  const byTask = new Map<string, Result[]>();
  for (const result of results.filter((one) => one.domain === domain)) {
    for (const task of tasksOf(plan, domain, catalog.item(result.itemId))) {
      byTask.set(task, [...(byTask.get(task) ?? []), result]);
    }
  }
  const titles = plan.domains.find(({ id }) => id === domain)?.tasks ?? [];
  return [...byTask]
    .toSorted(([one], [other]) => one.localeCompare(other, 'en'))
    .map(([id, members]): Row => {
      const title = titles.find((task) => task.id === id)?.title ?? '';
      return { id, title, ...tallyOf(members) };
    });
}

/** Lessons and labs of what was missed, those that serve most of it first. */
function nextSteps(questions: readonly QuestionReport[]): NextStep[] {
  const steps = new Map<string, NextStep>();
  const missed = questions.filter(({ outcome }) => outcome === 'wrong' || outcome === 'unanswered');
  for (const { lessons, labs } of missed) {
    const links = [
      ...lessons.map((link) => ({ ...link, kind: 'lesson' as const })),
      ...labs.map((link) => ({ ...link, kind: 'lab' as const })),
    ];
    for (const link of links) {
      const before = steps.get(link.url)?.missed ?? 0;
      steps.set(link.url, { ...link, missed: before + 1 });
    }
  }
  return [...steps.values()]
    .toSorted((one, other) => other.missed - one.missed)
    .slice(0, MOST_STEPS);
}

/** All that may be told once an exam is over. */
export function reportOf(
  catalog: Catalog,
  plan: ExamPlan,
  exam: Exam,
  submitted: ExamSubmitted,
): ExamReport {
  const { results, reason } = submitted;
  const tally = tallyOf(results);
  const questions = results.map((result, at) => questionReport(catalog, exam, result, at));
  const passed = (Date.parse(submitted.at) - exam.startedAt) / 1000;
  return {
    attemptId: exam.attemptId,
    plan,
    startedAt: new Date(exam.startedAt).toISOString(),
    reason,
    limitSeconds: exam.limitSeconds,
    seconds: Math.min(exam.limitSeconds, Math.max(0, passed)),
    tally,
    estimate: estimateOf(tally, plan.cutScore),
    unanswered: results.filter(({ outcome }) => outcome === 'unanswered').length,
    voided: results.filter(({ outcome }) => outcome === 'void').length,
    seenBefore: results.filter(({ seenBefore }) => seenBefore).length,
    changed: results.filter(({ changes }) => changes > 0).length,
    domains: byDomain(plan, results).map((row) => ({
      ...row,
      tasks: taskRows(catalog, plan, row.id, results),
    })),
    questions,
    next: nextSteps(questions),
  };
}
