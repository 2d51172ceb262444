import validator from 'validator'; // bad: zod-only

export const isEmail = validator;
