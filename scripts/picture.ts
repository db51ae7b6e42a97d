import { takePictures } from "./testing/looks-run.js";

/** `npm run picture`: README's picture, docs/overview.png, taken anew of the real window on demo data. */
process.exitCode = await takePictures(["-g", "the picture of README"], { PICTURE_FILE: "docs/overview.png" });
