process.stdout.write('console.log\n');
