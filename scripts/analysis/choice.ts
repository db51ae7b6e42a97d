import type { Command } from "commander";
import { AppError } from "../../backend/contract/errors.js";
import { type AnalyzeOptions, analyzeCommand } from "./analyze-command.js";
import { type FunnelOptions, funnelCommand } from "./funnel-command.js";
import { listCommand, type ReportOptions, reportCommand } from "./report-command.js";

const ofReports = [
	"byMost",
	"compare",
	"sort",
	"ascending",
	"search",
	"limit",
	"offset",
	"currency",
	"touch",
	"period",
	"page",
	"direction",
	"csv",
];
const ofAnalyses = ["kind", "save", "spark"];

type Options = Partial<AnalyzeOptions & ReportOptions & FunnelOptions> & { readonly json: boolean; readonly reports?: boolean };

/** Runs what was asked for. Throws `invalid` for a flag that would have no effect. */
export const analyzeOrReport = (command: Command, options: Options, signal: AbortSignal): Promise<number> => {
	const { reports = false, report, funnel, kind = "detailed", save = false, json, ...rest } = options;
	if (funnel !== undefined) return ofFunnel(command, { ...rest, funnel, json }, signal);
	const idle = report === undefined ? ofReports : ofAnalyses;
	const flag = idle.find((name) => command.getOptionValueSource(name) === "cli");
	if (flag !== undefined && !reports) throw new AppError("invalid", withoutEffect(flag, report));
	if (reports) return listCommand({ json });
	if (report === undefined) return analyzeCommand({ ...rest, kind, save, json }, signal);
	const { ascending = false, csv = false } = options;
	return reportCommand({ ...rest, report, ascending, csv, json }, signal);
};

const ofFunnel = (command: Command, options: FunnelOptions, signal: AbortSignal): Promise<number> => {
	const idle = [...ofAnalyses, ...ofReports.filter((name) => name !== "compare" && name !== "limit"), "by", "report", "reports"];
	const flag = idle.find((name) => command.getOptionValueSource(name) === "cli");
	if (flag !== undefined)
		throw new AppError("invalid", `--${flag} does not belong to a funnel: what it is broken down by stands in its file. Leave it out.`);
	return funnelCommand(options, signal);
};

const withoutEffect = (flag: string, report: string | undefined): string =>
	report === undefined
		? `--${flag} belongs to a report. Name one with --report; --reports lists them.`
		: `--${flag} belongs to an analysis, not to the report ${report}. Leave it out.`;
