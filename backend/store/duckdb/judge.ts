import { dollarParams } from "../../engine/text.js";
import type { Judgement, JudgeRequest, NoiseQuery, ReasonFound, Verdict } from "../noise-port.js";
import type { Database, Link } from "./database.js";
import { cancelled } from "./failures.js";
import browsing from "./sql/noise/browsing.sql";
import doomed from "./sql/noise/doomed.sql";
import examples from "./sql/noise/examples.sql";
import inEffect from "./sql/noise/in-effect.sql";
import judge from "./sql/noise/judge.sql";
import reasons from "./sql/noise/reasons.sql";
import totals from "./sql/noise/totals.sql";
import verdicts from "./sql/noise/verdicts.sql";
import views from "./sql/noise/views.sql";
import prelude from "./sql/prelude.sql";

/** A judgement's own connection: `verdicts` and `doomed` are temporary tables there. */
const links = new WeakMap<Judgement, Link>();

/** The connection of a judgement that is open. Throws for one that was closed, or that another store made. */
export const linkOf = (judgement: Judgement): Link => {
	const link = links.get(judgement);
	if (!link?.open) throw new Error("The judgement is closed.");
	return link;
};

/** Events of a range of numbers, `through` included; or those whose numbers the temporary table `asked` holds. */
type Span = { readonly after: number; readonly through: number } | "asked";

const some = (which: string): string => `WITH events AS NOT MATERIALIZED (SELECT * FROM main.events WHERE ${which})`;
const spanned = some("seq > $judged_after AND seq <= $judged_through");
const asked = some("seq IN (SELECT seq FROM asked)");

/** A query's `events` when it is to see those of a span alone. */
const eventsOf = (span: Span | undefined): string => (span === undefined ? "" : span === "asked" ? asked : spanned);

const limitsOf = (span: Span | undefined) =>
	span === undefined || span === "asked" ? {} : { judged_after: span.after, judged_through: span.through };

/** Values of a column that a rule holds for. What it reads is let go a chunk at a time, and others run in between. */
const list = async (link: Link, { column, holds }: NonNullable<NoiseQuery["listed"]>, span: Span | undefined): Promise<void> => {
	await link.exec("CREATE OR REPLACE TEMP TABLE listed (value VARCHAR)");
	const values = `${eventsOf(span)} SELECT DISTINCT ${column} AS value FROM events WHERE ${column} IS NOT NULL`;
	const result = await link.stream(values, limitsOf(span));
	const found: string[] = [];
	for (;;) {
		const chunk = await link.attempt(() => result.fetchChunk());
		if (!chunk || chunk.rowCount === 0) break;
		for (const value of chunk.getColumnValues(0)) if (holds(String(value))) found.push(String(value));
	}
	for (let at = 0; at < found.length; at += 10_000)
		await link.exec("INSERT INTO listed SELECT unnest($values)", { values: found.slice(at, at + 10_000) });
};

/**
 * Fills `verdicts` with what the queries say, of the events of a span alone when there is one: `browsing` and `views` are not there then.
 */
export const ask = async (link: Link, { queries, since, onQuery }: JudgeRequest, span?: Span): Promise<void> => {
	for (const [place, { reason, sql, params, listed }] of queries.entries()) {
		onQuery?.(place);
		if (listed) await list(link, listed, span);
		const text = judge.replace("/*events*/", () => eventsOf(span)).replace("/*rule*/", () => dollarParams(sql));
		await link.exec(text, { ...params, ...limitsOf(span), judged_place: place, judged_reason: reason, judged_since: since });
	}
};

const verdictOf = async (link: Link, { queries, since }: JudgeRequest): Promise<Verdict> => {
	await link.exec(doomed, { since });
	const sums = await link.row(totals, { since });
	const counts = await link.rows(reasons);
	const shown = await link.rows(examples);
	const found = ({ reason }: NoiseQuery): ReasonFound => {
		const own = counts.find((row) => row["reason"] === reason);
		return {
			reason,
			found: Number(own?.["found"] ?? 0),
			fresh: Number(own?.["fresh"] ?? 0),
			examples: shown
				.filter((row) => row["reason"] === reason)
				.map(({ subject, events, seq }) => ({
					subject: subject === null ? null : String(subject),
					events: Number(events),
					seq: Number(seq),
				})),
		};
	};
	return {
		events: Number(sums["events"]),
		marked: Number(sums["marked"]),
		fresh: Number(sums["fresh"]),
		doomed: Number(sums["doomed"]),
		reasons: queries.map(found),
	};
};

/** Asks in a transaction of its own, so that all queries see the same events; what arrives meanwhile is judged the next time. */
export const openJudge =
	(database: Database) =>
	async (request: JudgeRequest): Promise<Judgement> => {
		const { signal } = request;
		if (signal?.aborted) throw cancelled();
		const link = await database.link();
		const stop = (): void => link.interrupt();
		signal?.addEventListener("abort", stop, { once: true });
		try {
			const verdict = await link.transaction(async () => {
				for (const sql of [prelude, browsing, views, inEffect, verdicts]) await link.exec(sql);
				await ask(link, request);
				return verdictOf(link, request);
			});
			if (signal?.aborted) throw cancelled();
			const judgement: Judgement = { verdict, close: () => link.close() };
			links.set(judgement, link);
			return judgement;
		} catch (error) {
			link.close();
			throw signal?.aborted ? cancelled() : error;
		} finally {
			signal?.removeEventListener("abort", stop);
		}
	};
