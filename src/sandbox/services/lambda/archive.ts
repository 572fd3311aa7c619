import { unzipSync } from 'fflate';
import { base64Decode } from '../../base64.ts';
import { invalid } from './texts.ts';

/** Ours: AWS takes 50 MB sent directly, and 250 MB unpacked. */
export const MAX_ARCHIVE_BYTES = 4 * 1024 * 1024;
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;
const MAX_FILES = 2000;

/** Sizes stand in the archive's directory: what is over a cap is refused before it is unpacked. */
export function unpack(archive: Uint8Array): ReadonlyMap<string, Uint8Array> {
  let bytes = 0;
  let count = 0;
  let isTooLarge = false;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(archive, {
      filter: ({ name, originalSize }) => {
        bytes += originalSize;
        count += 1;
        isTooLarge ||= bytes > MAX_UNPACKED_BYTES || count > MAX_FILES;
        return !isTooLarge && !name.endsWith('/');
      },
    });
  } catch {
    throw invalid(
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    );
  }
  if (isTooLarge)
    throw invalid(
      `Unzipped size must be smaller than ${MAX_UNPACKED_BYTES} bytes, in ${MAX_FILES} files at most. AWS takes 262144000 bytes; the local sandbox keeps less.`,
    );
  if (Object.keys(files).length === 0) throw invalid('Uploaded file must be a non-empty zip');
  return new Map(
    Object.entries(files).map(([name, file]) => [name.replace(/^(\.?\/)+/, ''), file]),
  );
}

/** @returns the archive's bytes; throws for what is no base64, too large or no zip */
export function readArchive(base64: string): Uint8Array {
  if (base64.length > (MAX_ARCHIVE_BYTES * 4) / 3 + 4)
    throw invalid(
      `The archive is larger than ${MAX_ARCHIVE_BYTES} bytes. AWS takes 50 MB; the local sandbox keeps less.`,
    );
  const archive = base64Decode(base64);
  if (!archive)
    throw invalid(
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    );
  unpack(archive);
  return archive;
}
