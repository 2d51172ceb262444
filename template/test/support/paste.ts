import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { scratchDir } from '../../stack/scratch-dir.ts';

const MARK = '\u001e';

/** Runs commands in one shell of bash, as somebody who pastes them one after the other. @returns what each printed */
export async function paste(commands: readonly string[], timeoutMs = 50_000): Promise<string[]> {
  const { dir, remove } = await scratchDir();
  const script = path.join(dir, 'story.sh');
  await writeFile(script, commands.map((command) => `printf '${MARK}'\n${command}\n`).join(''));
  const child = spawn('bash', [script], { cwd: dir, stdio: ['ignore', 'pipe', 'inherit'], timeout: timeoutMs });
  const printed = await text(child.stdout);
  await remove();
  return printed.split(MARK).slice(1);
}
