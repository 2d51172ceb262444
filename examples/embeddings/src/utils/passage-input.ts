/** What of a passage is embedded: the headings that it stands under say what it is about. */
export const passageInput = (section: string, text: string): string => (section === '' ? text : `${section}\n${text}`);
