import type { Node } from 'estree';
import { unwrap } from '../../ast/resolve.ts';
import { chain, lineOf } from '../callee.ts';
import type { Detector } from '../detector.ts';

const VERBS = /^(?:get|post|put|patch|delete|head|options|all)$/;

const hasSchema = (node: Node | undefined): boolean => {
  const value = node === undefined ? node : unwrap(node);
  return (
    value?.type === 'ObjectExpression' &&
    value.properties.some(
      (one) => one.type === 'Property' && one.key.type === 'Identifier' && one.key.name === 'schema',
    )
  );
};

/** How routes are declared: `app.get(path, { schema: … }, handler)`, the same without schemas, or `app.route({ … })`. */
export const routeForm: Detector = {
  name: 'route-form',
  forms: ['verb with schemas', 'verb without schemas', 'route object'],
  looksAt: ({ folder, path }) => folder === 'src' && path.startsWith('routes/'),
  detect({ nodes }) {
    return nodes('CallExpression').flatMap((node) => {
      const [owner = '', method = '', ...rest] = chain(node.callee);
      if (!/^(?:app|fastify|server|instance)$/.test(owner) || rest.length > 0) return [];
      const line = lineOf(node);
      if (method === 'route') return [{ form: 'route object', line }];
      if (!VERBS.test(method)) return [];
      return [{ form: hasSchema(node.arguments[1]) ? 'verb with schemas' : 'verb without schemas', line }];
    });
  },
};
