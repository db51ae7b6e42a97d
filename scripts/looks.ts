import { takePictures } from "./testing/looks-run.js";

/** `npm run looks`: pictures of every view in every state, for eyes. What follows `--` goes to Playwright, such as `-g retail`. */
process.exitCode = await takePictures(process.argv.slice(2));
