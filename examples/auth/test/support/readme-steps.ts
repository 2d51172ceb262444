/** A block of commands, and whether what they printed is what the block after it promises. */
type Step = { readonly line: number; readonly command: string; readonly matches: (printed: string) => boolean };

// A long line is broken in the page, its continuation indented.
const joined = (text: string): string => text.replaceAll(/\n +/g, '').trim();

/** `…` stands for whatever differs from run to run; the rest has to be there, to the letter. */
const matcher = (promised: string) => {
  const parts = joined(promised)
    .split('…')
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('[^\\n]*?')}$`);
  return (printed: string): boolean => pattern.test(printed.trim());
};

const blocks = (page: string) =>
  [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(({ 1: language = '', 2: text = '', index }) => ({
    language,
    text,
    line: page.slice(0, index).split('\n').length,
  }));

/**
 * The story of a page: its first block of `bash` names the addresses (`setup`), each later one is a step, and a block of
 * `json` right after it is what it prints. One that promises nothing has to print nothing. `toml` is
 * its configuration, `sh` how it is started.
 */
export function readmeSteps(page: string) {
  const found = blocks(page);
  const [first, ...later] = found.filter(({ language }) => language === 'bash');
  const steps = later.map((block): Step => {
    const next = found[found.indexOf(block) + 1];
    const promised = next?.language === 'json' ? next.text : '';
    return { line: block.line, command: block.text, matches: matcher(promised) };
  });
  const textOf = (wanted: string): string => found.find(({ language }) => language === wanted)?.text ?? '';
  return { setup: first?.text ?? '', toml: textOf('toml'), sh: textOf('sh'), steps };
}
