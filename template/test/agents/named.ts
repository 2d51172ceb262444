/** What a text tells its reader to run or to open. */
type Named = {
  /** `npm run generate -- handoff 3 backend` gives `generate` with `handoff`, `3`, `backend`. */
  commands: { script: string; args: string[] }[];
  /** Files and folders in code spans, where links lead, and what is included with `@`, as they stand there. */
  paths: string[];
};

/** A path begins with a folder, or has the ending of a file. Commands, URLs, types of media and names of branches are none. */
const isPath = (text: string): boolean =>
  /^[\w.*/-]+$/.test(text) &&
  !/^(agent|application)\//.test(text) &&
  (/^[\w.*-]+\//.test(text) || /\.(json|js|md|sql|toml|ts|yml)$/.test(text));

const firsts = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, first = '']) => first);

/** Finds all that a Markdown or YAML file names. */
export function named(text: string): Named {
  const commands = [...text.matchAll(/npm run (?:-s )?([a-z][\w:-]*)(?: -- ([^`\n&#|]+))?/g)];
  const links = firsts(text, /\]\(([^)#\s]+)[^)]*\)/g).filter((target) => !target.includes('://'));
  return {
    commands: commands.map(([, script = '', args = '']) => ({
      script,
      args: args.split(/\s+/).filter((arg) => arg !== ''),
    })),
    paths: [...firsts(text, /`([^`\n]+)`/g).filter(isPath), ...links, ...firsts(text, /^@(\S+)$/gm)],
  };
}
