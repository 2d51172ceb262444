import { describe } from '@jest/globals';
import type { ResourceContract } from './resource-contract.ts';
import { startTestApp } from './start-test-app.ts';
import { testConcurrency } from './resource/concurrency.ts';
import { testCrud } from './resource/crud.ts';
import { testEvents } from './resource/events.ts';
import { nestedUser } from './resource/nested-user.ts';
import { testList } from './resource/list.ts';
import { testNesting } from './resource/nesting.ts';
import { testOwnership } from './resource/ownership.ts';
import { testPatch } from './resource/patch.ts';
import { testFile } from './resource/file.ts';
import { testSoftDelete } from './resource/soft-delete.ts';
import { testValidation } from './resource/validation.ts';

/**
 * What every resource of a user's own rows must do, told for one of them: CRUD, ownership with two users (through the
 * API and straight at PostgREST), validation, lists, merge patches and concurrent changes.
 */
export function describeResource(resource: ResourceContract): void {
  describe(resource.path, () => {
    const plain = startTestApp();
    const newUser = async () => nestedUser(await plain.newUser(), resource);
    // Below a parent each user has one of their own, and the tests are the same.
    const test = { ...plain, newUser };
    testCrud(resource, test);
    testOwnership(resource, test);
    testValidation(resource, test);
    testList(resource, test);
    testPatch(resource, test);
    testConcurrency(resource, test);
    if (resource.parent !== null && !resource.tenant) testNesting(resource, resource.parent, plain);
    if (resource.softDelete) testSoftDelete(resource, test);
    if (resource.events) testEvents(resource, test);
    if (resource.storage) testFile(resource, test);
  });
}
