import type { Catalog, CatalogItem } from '#catalog';
import type { EventId } from '#core';
import {
  drawnVariant,
  itemHash,
  optionOrder,
  refuseResponse,
  score,
  variantOf,
  viewItem,
  type ExamQuestion,
  type ExamSubmitted,
} from '#quiz';
import type { QuestionView } from './contract.ts';

/** The item as it was when the exam began; undefined when it was edited or withdrawn since. */
export function itemOf(
  catalog: Catalog,
  { itemId, itemHash: hash }: ExamQuestion,
): CatalogItem | undefined {
  const item = catalog.item(itemId);
  const retired = item?.authored.retired ?? item?.scenario.retired;
  return item && retired === undefined && itemHash(item) === hash ? item : undefined;
}

/** @param saveId names the next save of this question */
export function viewQuestion(
  catalog: Catalog,
  question: ExamQuestion,
  saveId: EventId,
): QuestionView {
  const item = itemOf(catalog, question);
  const { response, flagged, struck, seconds, revision, variantSeed } = question;
  return {
    ...(item && { item: viewItem(item, variantSeed) }),
    isCaseStudy: item?.scenario.kind === 'case-study',
    response,
    flagged,
    struck,
    seconds,
    revision,
    saveId,
  };
}

/** Marks a question, all or nothing. A choice that is half made is wrong. */
export function resultOf(
  catalog: Catalog,
  question: ExamQuestion,
): ExamSubmitted['results'][number] {
  const item = itemOf(catalog, question);
  const { itemId, domain, response, variantSeed, seenBefore, seconds, changes } = question;
  const common = { itemId, domain, response: [...response], seenBefore, seconds, changes };
  if (!item) return { ...common, optionOrder: [], outcome: 'void' };
  const { authored } = variantOf(item, variantSeed);
  const variant = drawnVariant(item, variantSeed);
  const isWhole = refuseResponse(authored, response) === undefined;
  const isRight = isWhole && score(authored, response).isCorrect;
  return {
    ...common,
    optionOrder: optionOrder(item, variantSeed),
    ...(variant && { variant }),
    outcome: response.length === 0 ? 'unanswered' : isRight ? 'right' : 'wrong',
  };
}
