/** The entity tag of a row's version: `3` -> `"3"`. */
export const etag = (version: number): string => `"${version}"`;
