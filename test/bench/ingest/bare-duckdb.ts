import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { grouped, serveBare, type WireEvent } from "./bare-server.js";

/** Events into a table by the appender, one commit (and so one sync) every 20 ms; no check, no identity, no kept-up tables. */
const database = await DuckDBInstance.create(join(process.argv[2] ?? ".", "bare.duckdb"));
const connection = await database.connect();
await connection.run(`CREATE TABLE events (event_id VARCHAR, client_id VARCHAR, session_id VARCHAR, user_id VARCHAR, event_type VARCHAR,
	page VARCHAR, ts BIGINT, properties VARCHAR)`);
const appender = await connection.createAppender("events");

const text = (value: string | null): void => (value === null ? appender.appendNull() : appender.appendVarchar(value));

const append = (event: WireEvent): void => {
	appender.appendVarchar(event.event_id);
	appender.appendVarchar(event.client_id);
	text(event.session_id);
	text(event.user_id);
	appender.appendVarchar(event.event_type);
	appender.appendVarchar(event.page);
	appender.appendBigInt(BigInt(Math.round(event.timestamp * 1000)));
	appender.appendVarchar(JSON.stringify(event.properties));
	appender.endRow();
};

const committed = grouped(20, () => appender.flushSync());

serveBare((events) => {
	events.forEach(append);
	return committed();
});
