// bad next line: justified-disable
/* eslint-disable */
var a = 1;
export { a };
