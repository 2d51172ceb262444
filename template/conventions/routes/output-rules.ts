import { when, type Problem, type RouteRule } from './endpoint.ts';
import { alternatives, something, type Shape } from './shape.ts';

const keysOf = (shape: Shape | undefined): string =>
  shape?.type === 'object' ? Object.keys(shape.fields).sort().join() : '';

// What is not made by Zod is told once, by another rule.
const every = (shapes: readonly Shape[], test: (shape: Shape) => boolean): boolean =>
  shapes.flatMap(alternatives).every((shape) => shape.type === 'foreign' || test(shape));

const isEnvelope = (shape: Shape): boolean => ['data', 'data,pagination'].includes(keysOf(shape));

const isError = (shape: Shape): boolean =>
  shape.type === 'object' &&
  keysOf(shape) === 'error,statusCode' &&
  keysOf(shape.fields['error']) === 'code,details,message';

function ofSuccess(status: string, shapes: readonly Shape[]): readonly Problem[] {
  const isEmpty = shapes.flatMap(something).length === 0;
  if (status === '204' || status === '205') {
    return when(!isEmpty, 'always', `${status} has no body. Give it \`noContent\`, or answer 200 with \`{ data }\``);
  }
  return [
    ...when(isEmpty, 'envelope', `its ${status} has no body. Answer 204 (\`noContent\`), or 200 with \`{ data }\``),
    ...when(
      !isEmpty && !every(shapes, isEnvelope),
      'envelope',
      `its ${status} is neither \`{ data }\` nor \`{ data, pagination }\`. Give \`dataOf(…)\` or \`pageOf(…)\`; what streams or is a file is marked \`stream\``,
    ),
  ];
}

const success: RouteRule = ({ response }) => [
  ...when(
    !Object.keys(response).some((status) => /^[23]/.test(status)),
    'envelope',
    'what it answers has no schema. Give `response`: `{ 200: dataOf(…), ...errorResponses }`',
  ),
  ...Object.entries(response).flatMap(([status, shapes]) => (status.startsWith('2') ? ofSuccess(status, shapes) : [])),
];

const errors: RouteRule = ({ response }) => {
  const missing = ['4xx', '5xx'].filter((status) => response[status] === undefined).join(' and ');
  return [
    ...when(
      missing !== '',
      'always',
      `there is no schema of its ${missing}, so callers cannot rely on the error format. Spread \`...errorResponses\` into \`response\``,
    ),
    ...Object.entries(response).flatMap(([status, shapes]) =>
      when(
        /^(?:[45]|default)/.test(status) && !every(shapes, isError),
        'errors',
        `its ${status} is not the one error format. Leave it to \`...errorResponses\``,
      ),
    ),
  ];
};

const statuses: RouteRule = ({ method, response }) => {
  const given = Object.keys(response).filter((status) => status.startsWith('2'));
  const creates = given.some((status) => ['201', '202'].includes(status)) && !given.includes('200');
  return [
    ...when(
      method === 'POST' && given.length > 0 && !creates,
      'status',
      'POST creates, so it answers 201, or 202 where that is done later. What creates nothing is marked `action`',
    ),
    ...when(method === 'GET' && given.length > 0 && !given.includes('200'), 'status', 'GET answers 200. Declare that'),
  ];
};

const summary: RouteRule = ({ hasSummary }) =>
  when(!hasSummary, 'always', 'it has no `summary`, so /docs does not say what it is for. Write one');

/** What a route answers. */
export const outputRules: readonly RouteRule[] = [success, errors, statuses, summary];
