export const made = new Function('return 1'); // bad: no-new-func
export const called = Function('return 1'); // bad: no-new-func
export const applied = Function.apply(null, ['return 1']); // bad: no-new-func
export const bound = Function.bind(null, 'return 1')(); // bad: no-new-func
export const chained = Function?.call(null, 'return 1'); // bad: no-new-func
