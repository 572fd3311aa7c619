import type { Random } from '#core';

const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
const MIXED = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${LOWER}`;
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const draw = (random: Random, letters: string, length: number): string => {
  let text = '';
  while (text.length < length) text += letters.charAt(Math.floor(random.next() * letters.length));
  return text;
};

/** @returns an id as API Gateway makes them, that `isTaken` has not seen. */
export function newId(random: Random, length: number, isTaken: (id: string) => boolean): string {
  for (;;) {
    const id = draw(random, LOWER, length);
    if (!isTaken(id)) return id;
  }
}

/** @returns the value of a generated API key: 40 letters and digits. */
export const newKeyValue = (random: Random): string => draw(random, MIXED, 40);

/** @returns letters and digits as in access key ids. */
export const newUpper = (random: Random, length: number): string => draw(random, UPPER, length);
export const newSecret = (random: Random, length: number): string => draw(random, MIXED, length);

/** @returns hexadecimal digits in small letters, as EC2's ids and load balancers' ARNs have. */
export const newHex = (random: Random, length: number): string =>
  draw(random, '0123456789abcdef', length);
