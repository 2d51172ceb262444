import { pluralize } from 'inflection';

const listed = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Plurals that the rules below do not know, and nouns that have no other form. Add your own here. */
const plurals = listed(`
  alibis alumni apis bacteria cacti consortia chess corpora cpus criteria css curricula data dice emus feedback feet fish fungi
  genera gnus gpus gurus haikus happiness kiwis lava loneliness media menus metadata millennia nuclei phenomena radii saas skis
  skus staff stimuli strata syllabi taxis tennis wikis yoga`);

const singulars = listed('alias atlas bias canvas christmas gas lens pancreas texas');

/** Whether an English noun (one lower-case word) is a plural, or has none: `invoices`, `people`, `news`, `equipment`. */
export function isPlural(word: string): boolean {
  if (plurals.has(word)) return true;
  if (word.endsWith('s')) return !/(?:ss|us|is)$/.test(word) && !singulars.has(word);
  if (/(?:[^iou]|wo)men$/.test(word)) return true;
  // The library takes every `quota` and `api` for a plural.
  return !/[ai]$/.test(word) && pluralize(word) === word;
}
