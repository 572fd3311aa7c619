import { describe, expect, test } from 'vitest';
import { readConfig } from '#app/config';

describe('the environment decides where Gatewise listens and keeps its data', () => {
  test('an empty environment means loopback, the usual ports and data/ in the clone', () => {
    expect(readConfig({}, '/clone')).toEqual({
      port: 4321,
      sandboxPort: 4566,
      host: '127.0.0.1',
      dataDir: '/clone/data',
    });
  });

  test('an empty variable counts as unset', () => {
    expect(readConfig({ PORT: '', DATA_DIR: '' }, '/clone').port).toBe(4321);
  });

  test('each variable is honoured', () => {
    expect(
      readConfig(
        { PORT: '8080', SANDBOX_PORT: '0', HOST: '0.0.0.0', DATA_DIR: '/var/learn' },
        '/clone',
      ),
    ).toEqual({
      port: 8080,
      sandboxPort: 0,
      host: '0.0.0.0',
      dataDir: '/var/learn',
    });
  });

  test.each(['ninety', '70000', '-1', '80.5'])('PORT=%s is refused in one sentence', (PORT) => {
    expect(() => readConfig({ PORT }, '/clone')).toThrow(
      `PORT is "${PORT}", and a whole number from 0 to 65535 is wanted. Set it so, or leave it out.`,
    );
  });
});
