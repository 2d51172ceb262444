type Type = 'application/pdf' | 'text/markdown' | 'text/html' | 'text/plain';

/** How a file is read, by the ending of its name. */
export function documentType(name: string): Type | null {
  switch (name.toLowerCase().split('.').at(-1)) {
    case 'pdf':
      return 'application/pdf';
    case 'md':
    case 'markdown':
      return 'text/markdown';
    case 'html':
    case 'htm':
      return 'text/html';
    case 'txt':
      return 'text/plain';
    default:
      return null;
  }
}
