import { z } from "zod";
import { AppError } from "../../contract/errors.js";
import type { PeoplePage, peopleRequest } from "../../contract/funnels.js";
import type { By, EngineRun, Query } from "../../engine/port.js";
import { planWays } from "./plan.js";

type Request = z.output<typeof peopleRequest>;

const text = z.string().nullable();
const found = z.looseObject({ total: z.int(), unit: text, visitor: text, user_id: text, session_id: text, by_value: text.optional() });

/**
 * The sessions or persons behind a step: all that reached it, those that reached the next one as well, or those that did not. In the
 * order asked for, what has no value last either way; ties newest first by their step 1, then by id ascending. Throws `invalid` for a
 * step that the funnel does not have, none after the last, or a group or an order by value of a funnel that is not broken down.
 */
export const readPeople = async (run: EngineRun, request: Request, by: By | null): Promise<PeoplePage> => {
	refuseStep(request);
	const rows = found.array().parse(await run.query(peopleQuery(request, by)));
	const [first] = rows;
	if (first === undefined) throw new Error("A page of people gave no total.");
	return {
		total: first.total,
		items: rows.flatMap(({ unit, visitor, user_id, session_id, by_value, ...row }) =>
			unit === null || visitor === null
				? []
				: [{ id: unit, visitor, user_id, session_id, value: by_value ?? null, times: timesOf(row, request) }],
		),
	};
};

const refuseStep = ({ funnel, step, who, group, sort }: Request): void => {
	if (sort === "value" && funnel.by === null) {
		throw new AppError("invalid", "The funnel is not broken down, so its people have no value to be sorted by. Sort by began.", {
			path: "sort",
		});
	}
	if (group !== undefined && funnel.by === null) {
		throw new AppError(
			"invalid",
			"The funnel is not broken down, so it has no groups to ask for. Leave group out, or say by what in the funnel.",
			{
				path: "group",
			},
		);
	}
	const last = funnel.steps.length;
	if (step > last)
		throw new AppError(
			"invalid",
			`The funnel has ${last} steps, and was asked for the people of step ${step}. Ask for one of 1 to ${last}.`,
			{ path: "step" },
		);
	if (step === last && who !== "reached") {
		throw new AppError("invalid", `Step ${last} is the last: nobody goes on from it or leaves before the next. Ask for who=reached.`, {
			path: "who",
		});
	}
};

const timesOf = (row: Readonly<Record<string, unknown>>, { funnel }: Request): number[] =>
	funnel.steps
		.map((_, at) =>
			z
				.int()
				.nullable()
				.parse(row[`t${at + 1}`]),
		)
		.filter((time): time is number => time !== null);

/** Each order's expression over the columns of `best`. */
const sortedBy = ({ funnel, sort }: Request): string => {
	const later = funnel.steps.map((_, at) => `t${at + 1}`).slice(1);
	const ways = {
		who: funnel.per === "session" ? "visitor" : "unit",
		value: "by_value",
		began: "t1",
		reached: later.map((time) => `CASE WHEN ${time} IS NULL THEN 0 ELSE 1 END`).join(" + "),
		took: `COALESCE(${[...later].reverse().join(", ")}, NULL) - t1`,
	} as const satisfies Record<Request["sort"], string>;
	return ways[sort];
};

export const peopleQuery = (request: Request, by: By | null): Query => {
	const { funnel, step, who, group, limit, offset, descending } = request;
	const { ctes, params } = planWays(funnel, ["unit", "visitor", "user_id", "session_id", ...(by ? (["by_value"] as const) : [])]);
	const rules = [
		`t${step} IS NOT NULL`,
		...(who === "went_on" ? [`t${step + 1} IS NOT NULL`] : []),
		...(who === "left" ? [`t${step + 1} IS NULL`] : []),
		...(group ? ["by_value IS NOT DISTINCT FROM CAST(:group_value AS STRING)"] : []),
	];
	const order = `sorted_by ${descending ? "DESC" : "ASC"} NULLS LAST, t1 DESC NULLS LAST, unit ASC NULLS LAST`;
	const sql = `WITH ${ctes},
behind AS (SELECT best.*, ${sortedBy(request)} AS sorted_by FROM best WHERE ${rules.join(" AND ")}),
page_of AS (SELECT * FROM behind ORDER BY ${order} LIMIT :limit OFFSET :offset)
SELECT c.total, p.* FROM (SELECT COUNT(*) AS total FROM behind) AS c LEFT JOIN page_of AS p ON 1 = 1 ORDER BY ${order}`;
	const own = { limit, offset, ...(group ? { group_value: group.value } : {}) };
	return { name: "funnel.people", sql, params: { ...params, ...own }, ...(by ? { by } : {}) };
};
