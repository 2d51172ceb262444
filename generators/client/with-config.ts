import { commandFailure } from '../lib/command-error.ts';
import type { PieceName } from '../pieces/piece-name.ts';

const IMPORT = /^import \{ \w+Config \} from '\.\/[\w-]+\.config\.ts';\n/gm;
const OBJECT = /(z\s*\.object\(\{)((?:\s*\.\.\.\w+Config\.shape,?)+)\s*\}\)/;

/**
 * `config.ts` with the configuration of a client among the others; as it is where it is there already.
 * @throws command failure where the file has another form.
 */
export const withConfig = (text: string, { kebab, camel }: PieceName): string => {
  const own = `...${camel}Config.shape`;
  if (text.includes(own)) return text;
  const last = [...text.matchAll(IMPORT)].at(-1);
  const [object, head = '', shapes] = OBJECT.exec(text) ?? [];
  if (last === undefined || object === undefined || shapes === undefined) {
    throw commandFailure(
      'src/config/config.ts does not put the configuration together as `z.object({ ...serverConfig.shape, … })`.',
      `Write that form again, or write the client by hand: its configuration belongs to src/config/${kebab}.config.ts.`,
    );
  }
  const line = `import { ${camel}Config } from './${kebab}.config.ts';\n`;
  const end = last.index + last[0].length;
  const grown = `${head}${shapes.replace(/,\s*$/, '')}, ${own} })`;
  return (text.slice(0, end) + line + text.slice(end)).replace(object, () => grown);
};
