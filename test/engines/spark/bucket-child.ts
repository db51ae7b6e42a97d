import { openBucket } from "../../../backend/engine/spark/bucket/bucket.js";
import { openDays } from "../../../backend/engine/spark/days.js";
import { openDuckStore } from "../../../backend/store/duckdb/open.js";

/** An export that can be killed: a store's file, and what openBucket takes as JSON. Tells when it is over. */
const [path = "", place = ""] = process.argv.slice(2);
const store = await openDuckStore({ path });
const ground = openBucket(store, { ...JSON.parse(place), jars: null, now: Date.now });
await ground.sweep();
await openDays(ground.days).take();
process.send?.("over");
