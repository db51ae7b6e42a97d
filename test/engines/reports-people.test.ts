import fc from "fast-check";
import { expect } from "vitest";
import { campaigns } from "../../backend/analysis/reports/campaigns.js";
import { channels } from "../../backend/analysis/reports/channels.js";
import { devices } from "../../backend/analysis/reports/devices.js";
import { entryPages } from "../../backend/analysis/reports/entry-pages.js";
import { exitPages } from "../../backend/analysis/reports/exit-pages.js";
import { noise } from "../../backend/analysis/reports/noise.js";
import type { ReportDefinition } from "../../backend/analysis/reports/report.js";
import { retention } from "../../backend/analysis/reports/retention.js";
import { visitors } from "../../backend/analysis/reports/visitors.js";
import { visitorsOverTime } from "../../backend/analysis/reports/visitors-over-time.js";
import { weekdayHours } from "../../backend/analysis/reports/weekday-hours.js";
import { relationsOf } from "./oracle/model.js";
import { onRandomCases } from "./oracle/random.js";
import { ask, boundedBy, currencyOf, faults, type ReportCase, reportCase } from "./oracle/reports/ask.js";
import { peopleReports } from "./oracle/reports/people.js";
import { withLog } from "./oracle/run.js";

const reports = [visitors, visitorsOverTime, retention, entryPages, exitPages, channels, campaigns, devices, weekdayHours, noise] as const;

interface PeopleCase extends ReportCase {
	readonly asked: readonly ReportDefinition[];
}

/** Three of the reports at a time: making the log's store costs as much as they do. */
const peopleCase: fc.Arbitrary<PeopleCase> = fc
	.record({ one: reportCase, asked: fc.subarray([...reports], { minLength: 3, maxLength: 3 }) })
	.map(({ one, asked }) => ({ ...one, asked }));

const judge = async (one: PeopleCase): Promise<void> => {
	const { log, scope, options } = one;
	const relations = relationsOf(log, scope);
	const { touch = "session", period = "week", currency } = options.params;
	const question = { relations, scope, currency: currencyOf(relations, currency), touch, period };
	await withLog(log, async (engine) => {
		for (const definition of one.asked) {
			const brute = peopleReports[definition.name as keyof typeof peopleReports];
			const by = boundedBy(definition, options, (means) => brute({ ...question, by: means }));
			const wanted = brute({ ...question, by });
			const answer = await ask(engine, definition, one);
			expect(faults(answer, wanted, options)).toEqual([]);
			expect(answer.others).toBe(by?.only?.others ?? null);
			const [chosen, lines] = definition.takes.includes("currency") ? [question.currency, relations.orderLines] : [null, []];
			const known = new Set(lines.map((line) => line.currency));
			known.delete(chosen);
			expect([answer.currency, new Set(answer.other_currencies)]).toEqual([chosen, known]);
		}
	});
};

onRandomCases("every report on visitors equals its brute-force definition", peopleCase, { cases: 300, judge });
