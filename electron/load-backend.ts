/** The backend is most of the program. Read once, however often it is asked for. */
export const loadBackend = (): Promise<typeof import("../backend/main.js")> => import("../backend/main.js");

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Reads the backend once the page is `drawn`: read before, it would hold up the page's process, which is answered by this thread. DuckDB's
 * library comes first, so that what waits for this thread, such as a page that asks for a file, goes between. Never rejects.
 */
export const readAhead = async (drawn: Promise<void>): Promise<void> => {
	await drawn;
	for (const piece of [() => import("@duckdb/node-api"), loadBackend]) {
		await turn();
		await piece().catch(() => undefined); // Whoever uses it meets the failure.
	}
};
