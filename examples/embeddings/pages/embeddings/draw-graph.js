const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, ROW, LEFT, RIGHT] = [800, 34, 260, 540];

const WHY = {
  previous: () => 'right before',
  next: () => 'right after',
  section: ({ via }) => `in the same section (${via.join(' › ')}) as`,
  entity: ({ via }) => `speaks of ${via.join(', ')}, as does`,
};

const shape = (name, attributes, text = '') => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
};

const nameOf = ({ document_name, position, heading_path }) =>
  `${heading_path.at(-1) ?? document_name} (${position + 1})`.slice(0, 38);

/** The hits on the left, what stands around them on the right, and a line for each link. */
export function drawGraph(svg, hits, context) {
  const height = Math.max(hits.length, context.length) * ROW + 20;
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${height}`);
  const y = (index) => 26 + index * ROW;
  const hitAt = new Map(hits.map(({ id }, index) => [id, y(index)]));
  const lines = context.flatMap(({ links }, index) =>
    links
      .filter(({ from_id }) => hitAt.has(from_id))
      .map(({ from_id, relation }) =>
        shape('line', { class: relation, x1: LEFT, y1: hitAt.get(from_id), x2: RIGHT, y2: y(index) }),
      ),
  );
  const nodes = [
    ...hits.flatMap((hit, index) => [
      shape('circle', { class: 'hit', cx: LEFT, cy: y(index), r: 6 }),
      shape('text', { x: LEFT - 12, y: y(index) + 4, 'text-anchor': 'end' }, nameOf(hit)),
    ]),
    ...context.flatMap((passage, index) => [
      shape('circle', { class: 'context', cx: RIGHT, cy: y(index), r: 6 }),
      shape('text', { x: RIGHT + 12, y: y(index) + 4 }, nameOf(passage)),
    ]),
  ];
  svg.replaceChildren(...lines, ...nodes);
}

/** The same in words. */
export function describeLinks(hits, context) {
  const byId = new Map(hits.map((hit) => [hit.id, hit]));
  return context.flatMap((passage) =>
    passage.links
      .filter(({ from_id }) => byId.has(from_id))
      .map((link) => `${nameOf(passage)}: ${WHY[link.relation](link)} ${nameOf(byId.get(link.from_id))}`),
  );
}
