#!/usr/bin/env node
// The package's bin: compiled to JavaScript by `prepack`, and run by whichever Node is there, from 20 on, without dependencies.
import { main } from './main.ts';

await main('npx create-plinth', process.cwd());
