import { build } from "./build-all.js";
import { root } from "./project.js";

await build(root);
