/* pattern: no-such -- there is no such pattern to depart from */ // bad: patterns
export const total = (): number => 1;
