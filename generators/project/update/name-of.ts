import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkProjectName } from '../project-name.ts';

/** The name is in package.json alone, where the merge leaves the project's; what npm would refuse is not composed. */
export const nameOf = async (project: string): Promise<string> => {
  try {
    const { name }: { name: string } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8'));
    return checkProjectName(name);
  } catch {
    // A package.json that cannot be read is refused later, with its own message.
    return 'client-api';
  }
};
