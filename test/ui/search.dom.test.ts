import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, test, vi } from 'vitest';
import type { SearchDocument } from '#catalog/search';
import Search from '#ui/islands/Search.svelte';
import type { Answer, Query } from '#ui/islands/search/protocol.ts';

const document_ = (kind: SearchDocument['kind'], title: string, heading = ''): SearchDocument => ({
  kind,
  title,
  heading,
  context: 'Who may call',
  text: '',
  keywords: [],
  url: `/${kind}/${title}#${heading}`,
});

function open() {
  const queries: Query[] = [];
  const go = vi.fn();
  let answer: (answer: Answer) => void = () => undefined;
  render(Search, {
    go,
    openEngine: (onAnswer: (answer: Answer) => void) => {
      answer = onAnswer;
      return { ask: (query: Query) => void queries.push(query), close: () => undefined };
    },
  });
  const reply = async (
    id: number,
    stage: 'headings' | 'everything',
    ...documents: SearchDocument[]
  ) => {
    const kinds = [...new Set(documents.map(({ kind }) => kind))];
    answer({
      kind: 'groups',
      id,
      stage,
      groups: kinds.map((kind) => ({
        kind,
        hits: documents
          .filter((one) => one.kind === kind)
          .map((one) => ({ document: one, score: 0 })),
      })),
    });
    await tick();
  };
  const fail = async (id: number) => {
    answer({ kind: 'failed', id });
    await tick();
  };
  return { queries, go, reply, fail };
}

const type = (text: string) =>
  fireEvent.input(screen.getByRole('combobox'), { target: { value: text } });
const press = (key: string) => fireEvent.keyDown(screen.getByRole('combobox'), { key });
const openDialog = () => fireEvent.click(screen.getByRole('button', { name: 'Search' }));

describe('the search', () => {
  test('opens by its button and by Ctrl K or ⌘ K', async () => {
    open();
    expect(screen.queryByRole('dialog')).toBeNull();
    await fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
    expect(
      screen.getByRole('dialog', { name: 'Search lessons, words, scenarios and labs' }),
    ).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
    await fireEvent.keyDown(window, { key: 'K', metaKey: true });
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  test('groups what it finds, and opens the chosen one by Enter', async () => {
    const { reply, go } = open();
    await openDialog();
    await type('plans');
    await reply(1, 'everything', document_('lesson', 'Usage plans'), document_('lab', 'Tiers'));
    expect(
      within(screen.getByRole('group', { name: 'Labs' })).getByRole('option', { name: /Tiers/ }),
    ).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe(
      '2 results. Up and down to choose, Enter to open.',
    );
    await press('ArrowDown');
    const active = screen.getByRole('combobox').getAttribute('aria-activedescendant');
    expect(screen.getByRole('option', { selected: true }).id).toBe(active);
    await press('Enter');
    expect(go).toHaveBeenCalledWith('/lab/Tiers#');
  });

  test('goes round at both ends', async () => {
    const { reply } = open();
    await openDialog();
    await type('x');
    await reply(1, 'everything', document_('lesson', 'One'), document_('lesson', 'Two'));
    await press('ArrowUp');
    expect(screen.getByRole('option', { selected: true }).textContent).toContain('Two');
    await press('ArrowDown');
    expect(screen.getByRole('option', { selected: true }).textContent).toContain('One');
  });

  test('drops an answer to words that were overwritten', async () => {
    const { queries, reply } = open();
    await openDialog();
    await type('us');
    await type('usa');
    await reply(1, 'everything', document_('lesson', 'Stale'));
    expect(screen.queryByRole('option')).toBeNull();
    await reply(2, 'everything', document_('lesson', 'Fresh'));
    expect(screen.getByRole('option').textContent).toContain('Fresh');
    expect(queries.map(({ words }) => words)).toEqual(['us', 'usa']);
  });

  test('keeps the choice when the second stage moves it', async () => {
    const { reply } = open();
    await openDialog();
    await type('x');
    await reply(1, 'headings', document_('lesson', 'One'), document_('lesson', 'Two'));
    await press('ArrowDown');
    await reply(
      1,
      'everything',
      document_('lab', 'Three'),
      document_('lesson', 'One'),
      document_('lesson', 'Two'),
    );
    expect(screen.getByRole('option', { selected: true }).textContent).toContain('Two');
  });

  test('says so when nothing fits, and when it could not load', async () => {
    const { reply, fail } = open();
    await openDialog();
    await type('qqq');
    await reply(1, 'headings');
    expect(screen.getByRole('status').textContent).toBe('Searching …');
    await reply(1, 'everything');
    expect(screen.getByRole('status').textContent).toBe(
      'Nothing fits “qqq”. Try another word, or fewer.',
    );
    await type('qq');
    await fail(2);
    expect(screen.getByRole('status').textContent).toBe(
      'The search could not be loaded. Check that the server is running, then type again.',
    );
  });
});
