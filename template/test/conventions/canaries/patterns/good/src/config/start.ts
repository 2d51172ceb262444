// A pattern: words that happen to stand so. pattern: logging
process.stdout.write('before there is a logger');
export default import.meta.filename;
