import { access, constants, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '#core';

/** Node's own `recursive` never ends below `/proc`, where a parent can neither be found nor made. */
async function makeDirectory(directory: string): Promise<void> {
  const make = () =>
    mkdir(directory).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  await make().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || dirname(directory) === directory) throw error;
    await makeDirectory(dirname(directory));
    await make();
  });
}

/**
 * Makes the directory of the learner's data, if it is not there.
 * @throws AppError `data-directory` when nothing can be written there
 */
export async function openDataDirectory(directory: string): Promise<void> {
  try {
    await makeDirectory(directory);
    await access(directory, constants.W_OK);
  } catch (cause) {
    throw new AppError(
      'data-directory',
      `The data directory ${directory} cannot be written to. Give this user the right to write there, or set DATA_DIR to another directory.`,
      { cause },
    );
  }
}
