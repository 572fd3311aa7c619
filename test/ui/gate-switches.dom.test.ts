import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, test, vi } from 'vitest';
import GateSwitches from '#ui/islands/figures/GateSwitches.svelte';
import type { Passage } from '#ui/islands/figures/gates.ts';

const refusedAtKey: Passage = {
  status: 403,
  body: '{"message":"Forbidden"}',
  steps: [
    { step: 'match-route', decision: 'pass', reason: 'Found.' },
    { step: 'resource-policy', decision: 'skip', reason: 'None.' },
    { step: 'authorize', decision: 'pass', reason: 'None asked.' },
    { step: 'api-key', decision: 'fail', reason: 'The call has no key.' },
  ],
};
const gates = () => screen.getAllByRole('listitem').map((item) => item.textContent.trim());

describe('the switches of the gates', () => {
  test('show a call that passes before anything was called', () => {
    const call = vi.fn<() => Promise<Passage>>();
    render(GateSwitches, { call });
    expect(gates()[1]).toMatch(/Resource policy\s*not in use/);
    expect(screen.getByRole('status').textContent).toContain('The backend was called.');
    expect(call).not.toHaveBeenCalled();
  });

  test('call with the chosen faults, and show where the call ended', async () => {
    const call = vi.fn(() => Promise.resolve(refusedAtKey));
    render(GateSwitches, { call });
    await fireEvent.click(screen.getByLabelText('its API key is missing'));
    expect(call).toHaveBeenCalledWith(['key']);
    await vi.waitFor(() => expect(gates()[3]).toMatch(/API key\s*refused/));
    expect(gates()[4]).toMatch(/Throttle and quota\s*not reached/);
    expect(screen.getByRole('status').textContent).toContain('The call has no key.');
    expect(screen.getByRole('status').textContent).toContain('The backend was not called.');
  });

  test('say what to do when the sandbox does not answer', async () => {
    render(GateSwitches, { call: () => Promise.reject(new Error('down')) });
    await fireEvent.click(screen.getByLabelText('its path is misspelt'));
    expect(
      await screen.findByText(
        'The call did not reach the local sandbox. Reload the page, or restart with npm start.',
      ),
    ).toBeTruthy();
  });
});
