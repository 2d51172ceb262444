import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Writes a shell script called `name` into a folder of its own, and returns a PATH on which it comes first. */
export const fakeProgram = async (folder: string, name: string, script: string): Promise<string> => {
  const bin = join(folder, `bin-${name}`);
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return `${bin}${delimiter}${process.env['PATH'] ?? ''}`;
};

/** A git that works until it should commit: then it writes its pid to `marker` and waits. */
export const stuckGit = (folder: string, marker: string): Promise<string> => {
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const wait = `printf %s $$ > '${marker}.new'; mv '${marker}.new' '${marker}'; exec sleep 60`;
  return fakeProgram(folder, 'git', `case " $* " in *" commit "*) ${wait};; esac\nexec '${git}' "$@"`);
};
