// eslint-disable-next-line conventions/simplest-solution -- two variants come with the next release; docs/decisions/0001-tax-strategy.md
export const taxStrategy = (amount: number): number => amount;
