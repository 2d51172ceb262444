export const stack = class Stack {}; // bad: no-classes
