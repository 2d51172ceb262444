import '../src/app'; // bad: relative-imports
