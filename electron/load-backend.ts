/** The backend is most of the program: it is read while the window already loads its page. Read once, however often it is asked for. */
export const loadBackend = (): Promise<typeof import("../backend/main.js")> => import("../backend/main.js");

/**
 * Reads what every start needs and takes some 80 ms of this thread, DuckDB's library and Node's fetch (which answers the page's requests),
 * while the page's first request is still on its way to here.
 */
export const readAhead = (): void => {
	setImmediate(() => {
		Reflect.get(globalThis, "Request");
		import("@duckdb/node-api").catch(() => undefined); // The backend imports it too, and its failure is told there.
	});
};
