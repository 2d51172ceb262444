import type { Rule, Scope } from 'eslint';
import type { CallExpression, Identifier, MemberExpression, Node } from 'estree';
import { mutatedBy } from '../ast/mutated-by.ts';
import { createOriginFinder, type Origin } from '../ast/owner.ts';
import { isRelative, resolveImport } from '../ast/resolve-import.ts';
import { propertyName, unwrap } from '../ast/resolve.ts';
import { writeOf } from '../ast/write-of.ts';
import { locate } from '../locate.ts';

// These exist on many things that are no collection: `cache.delete(key)`, `headers.set(…)`, `queue.add(job)`.
const ambiguous = new Set(['set', 'add', 'delete', 'clear', 'append']);
const collection = '(?:Readonly|Weak)?(?:Map|Set)\\b|URLSearchParams\\b|Headers\\b|FormData\\b';
const notArray = /(?:Stream|Readable|Duplex|Transform|Queue)\b/;
// What the objects of these folders do is their own affair; the others hold data.
const holdsMethods = /^(?:clients|services|repositories|context|plugins)$/;
const asCopy: Readonly<Record<string, string>> = { sort: 'toSorted', reverse: 'toReversed', splice: 'toSpliced' };

const annotationOf = (node: Node): Node | null =>
  'typeAnnotation' in node && node.typeAnnotation
    ? (node.typeAnnotation as { typeAnnotation: Node }).typeAnnotation
    : null;

/** Values that came from elsewhere are not changed: a function returns what is new. Holds in `src/`. */
export const immutableData: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    hasSuggestions: true,
    messages: {
      parameter:
        '{{what}} changes `{{name}}`, which belongs to the caller. PATTERNS.md › Immutable data: who passes a value on must find it as it was. {{instead}}',
      import:
        '{{what}} changes `{{name}}`, which belongs to another module. PATTERNS.md › Immutable data: whoever else imports it sees it change. {{instead}}',
      module:
        '{{what}} changes `{{name}}`, a constant of the whole module, which every request shares. PATTERNS.md › Immutable data. {{instead}} What a module must remember stands in one object `const state = { … }`, or in a Map or Set, that it does not export.',
      let: '`{{name}}` is changed by a function, and every request shares it. PATTERNS.md › Immutable data: what a module remembers is seen at a glance. Make it a field of one object `const state = { … }` that is not exported.',
      replace: 'Write `{{name}}`, which returns a new array (PATTERNS.md › Immutable data).',
    },
  },
  create(context) {
    if (locate(context.filename).folder !== 'src') return {};
    const findOrigin = createOriginFinder(context);
    const text = (node: Node): string => context.sourceCode.getText(node);

    /** The type of a parameter as it is written; of a type that this file declares, what it stands for. */
    function typeOf({ definition }: Origin): string {
      const holder = (definition.node as { params?: Node[] }).params?.find(
        (one) =>
          one.range &&
          definition.name.range &&
          one.range[0] <= definition.name.range[0] &&
          one.range[1] >= definition.name.range[1],
      );
      const inner = holder?.type === 'AssignmentPattern' ? holder.left : holder;
      const annotation = inner === undefined ? null : annotationOf(inner);
      if (annotation === null) return '';
      const written = text(annotation);
      const name = /^\w+/.exec(written)?.[0] ?? '';
      const alias = context.sourceCode.ast.body
        .map(text)
        .find((one) => new RegExp(`^(?:export )?(?:type|interface) ${name}\\b`).test(one));
      return name === '' || alias === undefined ? written : alias.replace(/^[^={]*=?\s*/, '');
    }

    const isFastify = ({ kind, name, ...rest }: Origin, part: RegExp): boolean =>
      kind === 'parameter' && (part.test(name) || part.test(typeOf({ kind, name, ...rest })));

    /** `request.x = …`, and anything of `app` and `reply`: Fastify means these to be written to. */
    function isMeantToBeWritten(found: Origin, object: Node): boolean {
      if (isFastify(found, /^(?:app|fastify|instance|reply)$|^Fastify(?:Instance|Reply)\b/)) return true;
      return unwrap(object).type === 'Identifier' && isFastify(found, /^(?:request|req)$|^FastifyRequest\b/);
    }

    const importedFrom = ({ parent }: Scope.Definition): string =>
      parent?.type === 'ImportDeclaration' ? String(parent.source.value) : '';

    /** Whether a method of this name changes the object, as far as the code at hand can tell. */
    function isMutation(found: Origin, object: Node, method: string): boolean {
      if (found.kind === 'import') {
        const source = importedFrom(found.definition);
        return isRelative(source) && !holdsMethods.test(locate(resolveImport(context.filename, source)).layer);
      }
      if (found.kind === 'module') return !ambiguous.has(method) || isExported(found);
      const type = typeOf(found);
      // Zod's own way to add an issue: `.check((context) => context.issues.push(…))`.
      if (method === 'push' && /\.issues$/.test(text(object))) return false;
      if (!ambiguous.has(method)) return unwrap(object).type !== 'Identifier' || !notArray.test(type);
      const node = unwrap(object);
      const member = node.type === 'MemberExpression' ? propertyName(context, node) : null;
      const key = (member ?? found.name).replaceAll(/\W/g, '.');
      return (
        member === 'searchParams' ||
        (member === null && new RegExp(`^(?:${collection})`).test(type)) ||
        new RegExp(`\\W${key}['"]?\\??:\\s*(?:${collection})`).test(type)
      );
    }

    const declarationOf = ({ definition }: Origin): Rule.Node | null => (definition.parent as Rule.Node | null) ?? null;

    function isExported(found: Origin): boolean {
      if (declarationOf(found)?.parent?.type === 'ExportNamedDeclaration') return true;
      return context.sourceCode.ast.body.some(
        (one) =>
          one.type === 'ExportNamedDeclaration' &&
          one.specifiers.some(({ local }) => local.type === 'Identifier' && local.name === found.name),
      );
    }

    /** Whether a constant of the module is state that it keeps to itself, or is still being built up. */
    function isOwnState(found: Origin, node: Node): boolean {
      const scope = context.sourceCode.getScope(node);
      if (scope.variableScope.type === 'module' || scope.variableScope.type === 'global') return true;
      if (isExported(found)) return false;
      const { init } = found.definition.node as { init?: Node };
      const value = init ? unwrap(init) : null;
      const isData = value?.type === 'ArrayExpression' || value?.type === 'ObjectExpression';
      return !isData || (value.type === 'ObjectExpression' && /^state$|State$/.test(found.name));
    }

    function report(
      node: Node,
      found: Origin,
      what: string,
      instead: string,
      suggest: Rule.SuggestionReportDescriptor[] = [],
    ) {
      if (found.kind === 'module' && isOwnState(found, node)) return;
      context.report({ node, messageId: found.kind, data: { name: found.name, what, instead }, suggest });
    }

    function checkWrite(node: MemberExpression, what: string): void {
      const found = findOrigin(node.object);
      if (found === null || isMeantToBeWritten(found, node.object)) return;
      if (found.kind === 'import' && /^(?:node:)?process$/.test(importedFrom(found.definition))) return;
      report(node, found, what, 'Return a new value: `{ ...value, key: next }`, `values.with(index, next)`.');
    }

    function checkCall(call: CallExpression): void {
      const { object, method, isStatic } = mutatedBy(context, call);
      const found = object === null ? null : findOrigin(object);
      if (object === null || found === null) return;
      if (isStatic) {
        if (isMeantToBeWritten(found, object)) return;
        return report(call, found, `\`${method}\``, 'Return a new value: `{ ...value, ...changes }`.');
      }
      if (!isMutation(found, object, method)) return;
      const copy = asCopy[method];
      const callee = unwrap(call.callee);
      const isValue = (call as CallExpression & { parent: Node }).parent.type !== 'ExpressionStatement';
      const property = callee.type === 'MemberExpression' && !callee.computed ? (callee.property as Identifier) : null;
      const suggest: Rule.SuggestionReportDescriptor[] =
        copy !== undefined && method !== 'splice' && isValue && property?.name === method
          ? [{ messageId: 'replace', data: { name: copy }, fix: (fixer) => fixer.replaceText(property, copy) }]
          : [];
      const instead =
        copy === undefined
          ? 'Make a copy first, or return a new value: `[...values, value]`, `new Map([...map, [key, value]])`.'
          : `Use \`${copy}\`, which returns a new array.`;
      report(call, found, `\`${method}\``, instead, suggest);
    }

    return {
      MemberExpression(node) {
        const what = writeOf(node);
        if (what !== null) checkWrite(node, what);
      },
      CallExpression: checkCall,
      'Program:exit'() {
        const own = context.sourceCode.scopeManager.scopes.find(({ type }) => type === 'module');
        for (const { defs, references } of own?.variables ?? []) {
          if (defs[0]?.type !== 'Variable' || defs[0].parent.kind !== 'let') continue;
          for (const { identifier, from, init } of references.filter((one) => one.isWrite())) {
            if (init || from.variableScope === own) continue;
            context.report({
              node: identifier as Node,
              messageId: 'let',
              data: { name: (identifier as Identifier).name },
            });
          }
        }
      },
    };
  },
};
