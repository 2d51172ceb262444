// eslint-disable-next-line no-var -- the generated client reads it from the global scope
var a = 1;
/* eslint-disable-next-line no-var --
   the generated client reads it from the global scope */
var b = 2;
var c = 3; // eslint-disable-line no-var -- the generated client reads it here too
// eslint is named in prose here, and eslint-disable is as well.
/* What eslint says is in the docs. */
export const text = '/* eslint-disable */';
export { a, b, c };
