import type { ESLint } from 'eslint';
import { awaitQueries } from './rules/await-queries.ts';
import { clientsStayInside } from './rules/clients-stay-inside.ts';
import { databaseInRepositories } from './rules/database-in-repositories.ts';
import { contentHash } from './content-hash.ts';
import { appErrors } from './rules/app-errors.ts';
import { errorReplies } from './rules/error-replies.ts';
import { noSilentCatch } from './rules/no-silent-catch.ts';
import { immutableData } from './rules/immutable-data.ts';
import { justifiedDisable } from './rules/justified-disable.ts';
import { httpThroughClients } from './rules/http-through-clients.ts';
import { layers } from './rules/layers.ts';
import { modelNames } from './rules/model-names.ts';
import { noClasses } from './rules/no-classes.ts';
import { noConsole } from './rules/no-console.ts';
import { nullableOnly } from './rules/nullable-only.ts';
import { promptsAsTemplates } from './rules/prompts-as-templates.ts';
import { relativeImports } from './rules/relative-imports.ts';
import { singleProvider } from './rules/single-provider.ts';
import { schemaTypes } from './rules/schema-types.ts';
import { simplestSolution } from './rules/simplest-solution.ts';
import { zodOnly } from './rules/zod-only.ts';

/** The conventions of PATTERNS.md as ESLint rules. Every rule of this plugin is on, as an error. */
export const plugin = {
  // ESLint's cache goes by name and version: what older rules found is found again.
  meta: { name: 'conventions', version: contentHash() },
  rules: {
    'no-classes': noClasses,
    'zod-only': zodOnly,
    'nullable-only': nullableOnly,
    'database-in-repositories': databaseInRepositories,
    'clients-stay-inside': clientsStayInside,
    'await-queries': awaitQueries,
    'single-provider': singleProvider,
    'http-through-clients': httpThroughClients,
    layers,
    'no-console': noConsole,
    'relative-imports': relativeImports,
    'app-errors': appErrors,
    'error-replies': errorReplies,
    'no-silent-catch': noSilentCatch,
    'schema-types': schemaTypes,
    'immutable-data': immutableData,
    'model-names': modelNames,
    'prompts-as-templates': promptsAsTemplates,
    'simplest-solution': simplestSolution,
    'justified-disable': justifiedDisable,
  },
} satisfies ESLint.Plugin;
