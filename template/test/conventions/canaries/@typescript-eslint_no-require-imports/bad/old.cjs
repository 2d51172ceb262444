module.exports = require('node:fs'); // bad: @typescript-eslint/no-require-imports
