import { mover } from "./mover.js";

/** A move that can be killed. Tells each step. */
const [from = "", to = ""] = process.argv.slice(2);
const tell = (progress: object): void => {
	process.send?.({ progress });
};
process.send?.(await mover(from, to, { tell, signal: new AbortController().signal }));
process.disconnect();
