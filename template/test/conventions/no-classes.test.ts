import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const bad: [string, string][] = [
  ['src/services/a.service.ts', 'export class InvoiceService {}'],
  ['src/services/a.service.ts', 'export const a = class {};'],
  ['src/services/a.service.ts', 'const make = () => class extends Map {}; export const a = make();'],
  ['src/services/a.service.ts', 'export abstract class Base { abstract get(): string }'],
  ['src/services/a.service.ts', 'declare class Later {} export type A = Later;'],
  ['src/services/a.service.ts', 'export default class {}'],
  ['src/utils/not-found.ts', 'export class NotFound extends Error {}'],
  ['src/utils/a.ts', 'function A() {} A.prototype.get = () => 1; export const a = A;'],
  ['src/utils/a.ts', "function A() {} A['proto' + 'type'] = { get: () => 1 }; export const a = A;"],
  ['test/services/a.test.ts', 'class Fake {} export const fake = new Fake();'],
  ['check.js', 'class A {} export const a = new A();'],
  ['check.cjs', 'class A {} exports.a = new A();'],
  ['src/utils/a.tsx', 'export const a = class {};'],
  ['generators/a.ts', 'export class Generator {}'],
  ['stack/a.ts', 'export class Stack {}'],
  ['../examples/auth/src/services/a.service.ts', 'export class AuthService {}'],
];

const good: [string, string][] = [
  ['src/services/a.service.ts', 'export const invoiceService = { get: (id: string) => id };'],
  ['src/utils/a.ts', "export const a = new Map<string, number>(); export const b = new Error('class A {}');"],
  ['src/utils/a.ts', "export const has = (o: object) => Object.prototype.hasOwnProperty.call(o, 'class');"],
  ['src/utils/a.ts', 'export interface Shape { readonly class: string }'],
];

describe('conventions/no-classes', () => {
  it.each(bad)('%s: refuses %s', async (path, code) => {
    expect(await brokenRules(path, code)).toEqual(['conventions/no-classes']);
  });

  it.each(good)('%s: takes %s', async (path, code) => {
    expect(await brokenRules(path, code)).toEqual([]);
  });

  it('says what is wrong, which section says why, and what to write', async () => {
    const [finding] = await lint('src/services/a.service.ts', 'export class A {}');
    expect(finding?.message).toMatch(/A class is declared.*PATTERNS\.md › No classes.*object literal/);
  });
});
