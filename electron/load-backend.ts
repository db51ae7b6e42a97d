/** The backend is most of the program: it is read while the window already loads its page. Read once, however often it is asked for. */
export const loadBackend = (): Promise<typeof import("../backend/main.js")> => import("../backend/main.js");

type Piece = () => Promise<unknown>;

/** DuckDB's library holds this thread for some 50 ms, about as long as the page's process takes to come. */
const whileThePageComes: readonly Piece[] = [() => import("@duckdb/node-api"), () => import("../backend/config.js")];

/** The rest of the backend, in pieces of some 30 ms. */
const onceDrawn: readonly Piece[] = [
	() => import("../backend/contract/contract.js"),
	() => import("../backend/operations.js"),
	() => import("express"),
	loadBackend,
];

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What waits for this thread goes first: a page that asks for a file, or a window that is to be shown. */
const read = async (pieces: readonly Piece[]): Promise<void> => {
	for (const piece of pieces) {
		await turn();
		await piece().catch(() => undefined); // Whoever uses it meets the failure.
	}
};

/**
 * Reads the backend in pieces, most of it once the page is `drawn`. Evaluated in one go it would hold this thread for some 200 ms, in which the
 * page gets none of its files and its window is not shown. Never rejects.
 */
export const readAhead = async (drawn: Promise<void>): Promise<void> => {
	await read(whileThePageComes);
	await drawn;
	await read(onceDrawn);
};
