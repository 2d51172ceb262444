import { pluralize, singularize } from 'inflection';

/** Nouns that neither the rules below nor the library get right in both directions, as `singular plural`. */
const corrections = `
  abuse abuses, alias aliases, alumnus alumni, analysis analyses, appendix appendices, atlas atlases, axis axes, bacterium bacteria, bias biases,
  blouse blouses, brownie brownies, buzz buzzes, cache caches, cactus cacti, cafe cafes, calf calves, calorie calories, canoe canoes,
  consortium consortia, cookie cookies, corpus corpora, cpu cpus, criterion criteria, curriculum curricula, datum data, die dice,
  dwarf dwarves, echo echoes, elf elves, ellipsis ellipses, emphasis emphases, emu emus, epoch epochs, excuse excuses, fez fezzes,
  fish fish, foot feet, fungus fungi, fuse fuses, gas gases, genie genies, genus genera, gnu gnus, goose geese, gpu gpus, guru gurus,
  haiku haikus, half halves, hero heroes, hoe hoes, hoof hooves, iris irises, knife knives, leaf leaves, lens lenses, lie lies,
  life lives, loaf loaves, medium media, menu menus, metadata metadata, millennium millennia, monarch monarchs, muse muses,
  news news, nucleus nuclei, oasis oases, oboe oboes, person people, phenomenon phenomena, pie pies, radius radii, refuse refuses,
  ruse ruses, safe safes, scarf scarves, self selves, selfie selfies, shelf shelves, shoe shoes, sku skus, slice slices,
  stimulus stimuli, stomach stomachs, stratum strata, syllabus syllabi, taxi taxis, thief thieves, tie ties, toe toes,
  topaz topazes, use uses, waltz waltzes, whiz whizzes, wife wives, wolf wolves, zombie zombies`;

/** Nouns without a plural that the library does not know as such. */
const uncountable = `
  aws, css, dns, feedback, gps, headquarters, ios, kudos, os, pos, saas, scissors, sms, staff, trousers, vps`;

const listed = (text: string): string[] => text.split(',').map((entry) => entry.trim());

const pairs: readonly (readonly [string, string])[] = [
  ...listed(corrections).map((entry): [string, string] => {
    const [singular = '', plural = ''] = entry.split(' ');
    return [singular, plural];
  }),
  ...listed(uncountable).map((noun): [string, string] => [noun, noun]),
];
const pluralOf = new Map(pairs);
const singularOf = new Map(pairs.map(([singular, plural]) => [plural, singular]));

type Noun = { readonly singular: string; readonly plural: string };

/** What the rules of English say where the library guesses; the table above holds their exceptions. */
const rules: readonly { readonly match: RegExp; readonly noun: (word: string) => Noun }[] = [
  { match: /^new$/, noun: () => ({ singular: 'news', plural: 'news' }) },
  // bonus bonuses; quota quotas; stadium stadiums; olive olives; database databases; salesman salesmen
  { match: /[^aeou]us$/, noun: (word) => ({ singular: word, plural: `${word}es` }) },
  { match: /[^aeou]uses$/, noun: (word) => ({ singular: word.slice(0, -2), plural: word }) },
  { match: /([ti]a|ium|ve|base)$/, noun: (word) => ({ singular: word, plural: `${word}s` }) },
  { match: /([ti]a|ium|ve|base)s$/, noun: (word) => ({ singular: word.slice(0, -1), plural: word }) },
  {
    match: /(?<!hu|ger|ro|sha|talis|otto|nor)man$/,
    noun: (word) => ({ singular: word, plural: `${word.slice(0, -2)}en` }),
  },
  { match: /([^iou]|wo)men$/, noun: (word) => ({ singular: `${word.slice(0, -2)}an`, plural: word }) },
];

const guess = (word: string): Noun => {
  const singular = singularOf.get(word);
  if (singular !== undefined) return { singular, plural: word };
  const plural = pluralOf.get(word);
  if (plural !== undefined) return { singular: word, plural };
  const rule = rules.find(({ match }) => match.test(word));
  if (rule !== undefined) return rule.noun(word);
  const found = singularize(word);
  return { singular: found, plural: pluralize(found) };
};

/**
 * Both numbers of an English noun (one lower-case word), whichever is given: `people` and `person` give the same, and so does
 * another plural (`persons`). Returns null for a word whose numbers cannot be told apart with certainty (`basis`, whose plural is
 * that of `base`), so that no resource is found under two names.
 */
export const nounOf = (word: string): Noun | null => {
  const noun = guess(word);
  const again = [guess(noun.singular), guess(noun.plural)];
  return again.every(({ singular, plural }) => singular === noun.singular && plural === noun.plural) ? noun : null;
};
