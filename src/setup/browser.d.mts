/** Switches for every Chromium that a test starts. */
export const LAUNCH_ARGS: readonly string[];
/** Path of a Chromium that is there, or undefined. */
export function findChromium(): Promise<string | undefined>;
/** As `findChromium`, and installs one when there is none; throws an error that names the three ways. */
export function ensureChromium(): Promise<string>;
