import { noisySources } from "../event.js";
import type { OnEvents } from "../noise-port.js";
import type { Link } from "./database.js";
import logSettled from "./sql/noise/log-settled.sql";
import settle from "./sql/noise/settle.sql";
import settled from "./sql/noise/settled.sql";

export const noisy = { noisy_sources: [...noisySources] };

/** Events of one step: tells often enough how far it is, and asks the whole table seldom enough. */
const lot = 100_000;

/** `table` by steps: `after` its number, up to `through`, and how many events are done with it. */
const stepsSql = (table: string): string =>
	`SELECT coalesce(lag(seq) OVER (ORDER BY place), 0) AS after, seq AS through, place AS done
	FROM (SELECT seq, row_number() OVER (ORDER BY seq) AS place, count(*) OVER () AS total FROM ${table})
	WHERE place % $lot = 0 OR place = total ORDER BY place`;

/** Works through the events that the table numbers, lot by lot, and tells how far it is. */
export const byLots = async (
	link: Link,
	{ table, onEvents }: { readonly table: string; readonly onEvents: OnEvents | undefined },
	work: (span: { readonly after: number; readonly through: number }) => Promise<void>,
): Promise<void> => {
	const steps = await link.rows(stepsSql(table), { lot });
	const total = Number(steps.at(-1)?.["done"] ?? 0);
	onEvents?.(0, total);
	for (const { after, through, done } of steps) {
		await work({ after: Number(after), through: Number(through) });
		onEvents?.(Number(done), total);
	}
};

/** Brings the events of `touched` in line with the marks `in_effect` on them, and logs it for the kept-up tables; in the caller's transaction. */
export const settleTouched = async (link: Link, onEvents?: OnEvents): Promise<void> => {
	await link.exec("CREATE OR REPLACE TEMP TABLE all_touched AS FROM touched");
	await byLots(link, { table: "all_touched", onEvents }, async (span) => {
		await link.exec("CREATE OR REPLACE TEMP TABLE touched AS SELECT seq FROM all_touched WHERE seq > $after AND seq <= $through", span);
		await link.exec(settled);
		await link.exec(logSettled, noisy);
		await link.exec(settle, noisy);
	});
};
