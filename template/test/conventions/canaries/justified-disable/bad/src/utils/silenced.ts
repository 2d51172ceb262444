// bad next line: justified-disable
// eslint-disable-next-line no-var
var a = 1;
// bad next line: justified-disable
// eslint-disable-next-line -- it is needed here
var b = 2;
// bad next line: justified-disable
var c = 3; // eslint-disable-line no-var -- legacy
// bad next line: justified-disable
/* eslint-disable-next-line no-var -- */
var d = 4;
// bad next line: justified-disable
/* eslint-disable no-var -- all of this file is old code */
var e = 5;
// bad next line: justified-disable
/* eslint-enable no-var */
// bad next line: justified-disable
/* eslint eqeqeq: 'off' -- it compares with null on purpose */
export const f = a == b || c || d || e;
