process.stderr.write('The API could not start.\n');
