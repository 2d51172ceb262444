/** A call of each generator but `resource`; what one needs stands before it. */
export const pieces: readonly (readonly string[])[] = [
  ['schema', 'gadget', 'label:string:unique', 'size:integer'],
  ['repository', 'gadget', 'label:string:unique', 'size:integer'],
  ['service', 'gadget'],
  ['route', 'gadgets', 'label:string:unique', 'size:integer'],
  ['migration', 'add_nothing'],
  ['prompt', 'summarise', 'text:text', 'language:string'],
  ['event', 'gadget.broken', 'gadget_id:uuid', 'cost:decimal', 'since:datetime', 'about:json'],
  ['plugin', 'request-cost'],
  ['client', 'weather'],
  ['test', 'services/gadget'],
  ['decision', 'use-webhooks'],
  ['handoff', '3', 'backend'],
];
