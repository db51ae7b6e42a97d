import { type DuckDBConnection, DuckDBInstance, type DuckDBResult } from "@duckdb/node-api";
import { cancelled, closed, isFatal, translate } from "./failures.js";
import { bind, type Params, type PlainRow, plainRows } from "./values.js";

/** One connection. Statements on it run one after the other. */
export interface Link {
	/** False once it was closed, by its owner or because the file was opened anew. */
	readonly open: boolean;
	/** Runs one statement (or several, without params) and gives its rows. */
	rows(sql: string, params?: Params): Promise<PlainRow[]>;
	/** As `rows`, with the first row only. Fails when there is none. */
	row(sql: string, params?: Params): Promise<PlainRow>;
	/** Runs for its effect; the number of rows changed. */
	exec(sql: string, params?: Params): Promise<number>;
	stream(sql: string, params?: Params): Promise<DuckDBResult>;
	/** Commits when `work` resolves, else rolls back. */
	transaction<T>(work: () => Promise<T>): Promise<T>;
	/** A statement planned once, to be run many times; its parameters are texts, numbered from $1. */
	prepare(sql: string): Promise<(texts: readonly string[]) => Promise<void>>;
	/**
	 * Adds rows to a table, value by value in the order of its columns; whole numbers as BIGINT. It costs a statement's planning less than an
	 * INSERT does, and holds the main thread for each value: for few rows.
	 */
	append(table: string, rows: readonly (readonly (string | number | null)[])[]): Promise<void>;
	/** For other calls of the binding: closing waits for them, and their failures are translated as those of statements are. */
	attempt<T>(work: () => T | Promise<T>): Promise<T>;
	/** Percent of the statement that runs; -1 while unknown. */
	progress(): number;
	interrupt(): void;
	close(): void;
}

export interface Database {
	readonly path: string;
	/** A connection of one's own; close it. */
	link(): Promise<Link>;
	/** A connection for `work`; an abort interrupts what runs on it and rejects with AppError `cancelled`. */
	use<T>(work: (link: Link) => Promise<T>, signal?: AbortSignal): Promise<T>;
	/** Interrupts readers, waits for all statements, closes the file. Quitting during a statement would abort the process. */
	close(): Promise<void>;
}

interface Shared {
	readonly path: string;
	instance: DuckDBInstance;
	readonly links: Set<Link>;
	readonly running: Set<Promise<unknown>>;
	closing: boolean;
	reopening: Promise<void> | null;
}

/** Whole numbers as the binding takes them, each made once where a column has it row after row. */
const openWide = (): ((column: number, value: number) => bigint) => {
	const last: { value: number; wide: bigint }[] = [];
	return (column, value) => {
		const known = last[column];
		if (known?.value === value) return known.wide;
		const wide = BigInt(value);
		last[column] = { value, wide };
		return wide;
	};
};

const makeLink = (shared: Shared, connection: DuckDBConnection, onFatal: () => void): Link => {
	let open = true;
	const tracked = async <T>(work: () => Promise<T>): Promise<T> => {
		if (!open || shared.closing) throw closed();
		const running = work();
		shared.running.add(running);
		try {
			return await running;
		} catch (error) {
			if (isFatal(error)) onFatal();
			throw translate(error, shared.path);
		} finally {
			shared.running.delete(running);
		}
	};
	const read = async (sql: string, params: Params = {}) => {
		const { values, types } = bind(params);
		return Object.keys(values).length === 0 ? connection.runAndReadAll(sql) : connection.runAndReadAll(sql, values, types);
	};
	const rows: Link["rows"] = (sql, params) =>
		tracked(async () => {
			const reader = await read(sql, params);
			return plainRows(reader.deduplicatedColumnNames(), reader.getRows());
		});
	const exec: Link["exec"] = (sql, params) => tracked(async () => (await read(sql, params)).rowsChanged);
	const link: Link = {
		get open() {
			return open;
		},
		rows,
		exec,
		row: async (sql, params) => {
			const first = (await rows(sql, params))[0];
			if (!first) throw new Error("A statement that answers one row answered none.");
			return first;
		},
		stream: (sql, params = {}) =>
			tracked(() => {
				const { values, types } = bind(params);
				return Object.keys(values).length === 0 ? connection.stream(sql) : connection.stream(sql, values, types);
			}),
		transaction: async (work) => {
			await exec("BEGIN TRANSACTION");
			try {
				const result = await work();
				await exec("COMMIT");
				return result;
			} catch (error) {
				await exec("ROLLBACK").catch(() => 0); // After a failed COMMIT there is no transaction left to roll back.
				throw error;
			}
		},
		prepare: async (sql) => {
			const statement = await tracked(() => connection.prepare(sql));
			return (texts) =>
				tracked(async () => {
					for (const [index, text] of texts.entries()) statement.bindVarchar(index + 1, text);
					await statement.run();
				});
		},
		append: (table, rows) =>
			tracked(async () => {
				const appender = await connection.createAppender(table);
				const wide = openWide();
				try {
					for (const row of rows) {
						for (let column = 0; column < row.length; column++) {
							const value = row[column] as string | number | null;
							if (value === null) appender.appendNull();
							else if (typeof value === "string") appender.appendVarchar(value);
							else appender.appendBigInt(wide(column, value));
						}
						appender.endRow();
					}
				} finally {
					appender.closeSync();
				}
			}),
		attempt: (work) => tracked(async () => work()),
		progress: () => connection.progress.percentage,
		interrupt: () => {
			if (open) connection.interrupt();
		},
		close: () => {
			if (!open) return;
			open = false;
			shared.links.delete(link);
			connection.closeSync();
		},
	};
	shared.links.add(link);
	return link;
};

/** Waits until nothing runs. A statement that had not begun when it was interrupted is not stopped by it, so this is said again. */
const settle = async (shared: Shared): Promise<void> => {
	while (shared.running.size > 0) {
		const patience = new Promise((resolve) => setTimeout(resolve, 50));
		await Promise.race([Promise.allSettled([...shared.running]), patience]);
		for (const link of shared.links) link.interrupt();
	}
};

/**
 * Opens the file of `path` (":memory:" for none). After a failure that invalidates DuckDB's instance (a full disk can), the
 * file is opened anew for whoever comes next; links made before then reject.
 */
export const openDatabase = async (path: string, options: Readonly<Record<string, string>>): Promise<Database> => {
	const create = async (): Promise<DuckDBInstance> => {
		const instance = await DuckDBInstance.create(path, { ...options });
		const connection = await instance.connect();
		await connection.run("SET GLOBAL TimeZone = 'UTC'"); // Belongs to an extension, so it cannot be given at opening.
		connection.closeSync();
		return instance;
	};
	const shared: Shared = { path, instance: await create(), links: new Set(), running: new Set(), closing: false, reopening: null };
	const shut = async (): Promise<void> => {
		await settle(shared);
		for (const link of [...shared.links]) link.close();
		shared.instance.closeSync();
	};
	const reopen = async (): Promise<void> => {
		await shut();
		shared.instance = await create();
	};
	const onFatal = (): void => {
		if (shared.closing || path === ":memory:") return;
		shared.reopening ??= reopen().finally(() => {
			shared.reopening = null;
		});
		shared.reopening.catch(() => undefined); // Whoever asks for a link next meets the failure.
	};
	const link = async (): Promise<Link> => {
		if (shared.reopening) await shared.reopening;
		if (shared.closing) throw closed();
		const connecting = shared.instance.connect();
		shared.running.add(connecting);
		const connection = await connecting.finally(() => shared.running.delete(connecting));
		if (!shared.closing) return makeLink(shared, connection, onFatal);
		connection.closeSync();
		throw closed();
	};
	return {
		path,
		link,
		use: async (work, signal) => {
			if (signal?.aborted) throw cancelled();
			const own = await link();
			const stop = (): void => own.interrupt();
			signal?.addEventListener("abort", stop, { once: true });
			try {
				return await work(own);
			} catch (error) {
				throw signal?.aborted ? cancelled() : error;
			} finally {
				signal?.removeEventListener("abort", stop);
				own.close();
			}
		},
		close: async () => {
			if (shared.closing) return;
			shared.closing = true;
			if (shared.reopening) await shared.reopening.catch(() => undefined);
			for (const one of shared.links) one.interrupt();
			await shut();
		},
	};
};
