// bad next line: justified-disable
/* eslint conventions/justified-disable: off -- nobody asks */
// eslint-disable-next-line no-var
var a = 1;
export { a };
