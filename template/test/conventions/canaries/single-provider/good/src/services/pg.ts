export const pg = 'a page';
