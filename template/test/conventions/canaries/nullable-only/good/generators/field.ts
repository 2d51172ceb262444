export type Field = { readonly name: string; readonly optional: boolean };

export const isOptional = ({ optional }: Field): boolean => optional;
