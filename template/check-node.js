// Plain JavaScript, since an older Node must be able to read it far enough to say what is wrong.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `This project runs on Node 24, but this script was started with Node ${process.versions.node}.\n` +
      'Node 24 comes with the dependencies: run `npm install`, then start the script with `npm run …`, which finds it.\n' +
      'If npm was told to skip install scripts, run `npm rebuild node`.\n',
  );
  process.exit(1);
}
