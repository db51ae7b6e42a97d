import { ensureBuilt } from "../../scripts/ensure-built.js";
import { root } from "../../scripts/project.js";

/** The tests run what users run: the built window, preload and console. */
export default (): Promise<void> => ensureBuilt(root, (line) => process.stderr.write(`${line}\n`));
