/** @type {import('@commitlint/types').UserConfig} */
export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    // Addresses, logs and lists of dependencies are no shorter for it.
    'body-max-line-length': [0],
    'footer-max-line-length': [0],
    // A subject may begin with a name: OpenAPI, PATCH, Redis.
    'subject-case': [0],
  },
};
