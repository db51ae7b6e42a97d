import { readConfig } from "../../backend/config.js";
import { compose } from "../../backend/main.js";

/** The product without pages, as a process of its own that a test can kill. Its parent hears the address. */
const backend = await compose(readConfig(), { listen: "must" });
process.send?.({ address: backend.listening().address });
