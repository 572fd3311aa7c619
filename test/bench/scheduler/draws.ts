/**
 * Common random numbers: every draw is named, so two policies that ask the same learner the same item
 * for the same time meet the same luck. That is what makes their difference a paired one.
 */
export interface Draws {
  /** A number in [0, 1) for a name. */
  uniform(...name: readonly number[]): number;
  /** A standard normal for a name (Box–Muller). */
  normal(...name: readonly number[]): number;
}

/** Mixes the bits of a 32-bit integer (murmur3's finaliser, Austin Appleby, public domain). */
function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** @param seed any integer */
export function createDraws(seed: number): Draws {
  const uniform = (...name: readonly number[]) => {
    let state = mix(seed + 0x9e3779b9);
    for (const part of name) state = mix(state ^ mix(part + 0x9e3779b9));
    return state / 0x1_0000_0000;
  };
  return {
    uniform,
    normal: (...name) =>
      Math.sqrt(-2 * Math.log(1 - uniform(...name, 1))) *
      Math.cos(2 * Math.PI * uniform(...name, 2)),
  };
}
