throw 'a string'; // bad: prompts
