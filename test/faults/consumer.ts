import { countsBy } from "../../backend/client/counts.js";
import { httpClient } from "../../backend/client/http.js";
import { openAggregator } from "../../streaming/aggregator.js";

/** A consumer as `npm run stream` has one, as a process of its own that a test can kill. Its parent hears what it does. */
const [address = "", token = "", brokers = "", topic = "", group = "", sessionMs] = process.argv.slice(2);
const consumer = openAggregator({
	store: countsBy(httpClient(address, { token })),
	kafka: { brokers: [brokers], tls: null, sasl: null },
	topic,
	group,
	latenessMs: 600_000,
	sessionMs: Number(sessionMs),
	now: Date.now,
	tell: (message, details) => process.stderr.write(`${message} ${JSON.stringify(details)}\n`),
});
process.send?.({ ready: true });
setInterval(() => process.send?.(consumer.status()), 50);
