const nothingPrompt = {}; // bad: prompts
