import { openDuckStore } from "../../backend/store/duckdb/open.js";
import { event } from "../builders/event.js";

/** Says whether an event is stored while four questions run that end only when they are stopped. */
const store = await openDuckStore({ path: ":memory:" });
await store.append([event()]);
const stop = new AbortController();
const endless = "SELECT sum(a.range * b.range) AS s FROM range(10000000) a, range(10000000) b";
const questions = Array.from({ length: 4 }, () => store.database.use((link) => link.rows(endless), stop.signal));
const ended = Promise.allSettled(questions);
await new Promise((resolve) => setTimeout(resolve, 500));
const timer = setTimeout(() => stop.abort(), 30_000);
await store.append([event()]);
process.stdout.write(stop.signal.aborted ? "held up" : "stored meanwhile");
clearTimeout(timer);
stop.abort();
await ended;
await store.close();
