import { join } from "node:path";
import { openDuckStore } from "../../backend/store/duckdb/open.js";
import { storeSuite } from "./suite.js";

const limited = (queueLimit: number | undefined) => (queueLimit === undefined ? {} : { queueLimit });

storeSuite(
	"DuckDB in a file",
	({ folder, queueLimit }) => openDuckStore({ path: join(folder, "clickstream.duckdb"), ...limited(queueLimit) }),
	{
		durable: true,
	},
);

storeSuite("DuckDB in memory", ({ queueLimit }) => openDuckStore({ path: ":memory:", ...limited(queueLimit) }), { durable: false });
