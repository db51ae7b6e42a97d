import { Command, Option } from "commander";
import { kinds } from "../backend/contract/analysis.js";
import { analyzeOrReport } from "./analysis/choice.js";
import { finish } from "./transfer/terminal.js";

const command = new Command("analyze")
	.description("Analyse the events of the data folder (DATA_DIR), also while the app is open. All data in UTC, unless told otherwise.")
	.addOption(new Option("--kind <kind>", "which analysis").choices(kinds).default("detailed"))
	.option("--from <instant>", "first instant: an ISO date or date-time, read in the zone, or epoch milliseconds")
	.option("--to <instant>", "first instant after the range")
	.option("--tz <zone>", "IANA time zone of days and hours", "UTC")
	.addOption(new Option("--noise <what>", "events marked as noise").choices(["hide", "show"]).default("hide"))
	.addOption(
		new Option("--sessions <how>", "client: as sent; gap: anew, after more than 30 minutes of silence")
			.choices(["client", "gap"])
			.default("client"),
	)
	.addOption(
		new Option("--visitor <who>", "default: client id, else user; user: user_id, events without one left out")
			.choices(["default", "user"])
			.default("default"),
	)
	.option("--by <name>", "a breakdown by a column or property: of an analysis one of its events, of a report one of each row")
	.option("--spark", "compute it on Spark; --no-spark: on the local engine, where the server has USE_SPARK")
	.option("--no-spark")
	.option("--save", "keep the analysis, so that the console lists it")
	.option("--json", "print JSON", false)
	.option("--reports", "list the reports")
	.option("--report <name>", "print one report instead of an analysis; all that follows is for reports")
	.option("--by-most <count>", "with --by, over time: only the values that count most; all others are one")
	.option("--compare <period>", "previous, year, or FROM..TO")
	.option("--sort <column>", "a column of the report; largest first")
	.option("--ascending", "with --sort: smallest first")
	.option("--search <text>", "only rows that hold this text")
	.option("--limit <rows>", "how many rows (50)")
	.option("--offset <rows>", "rows to pass over")
	.option("--currency <code>", "money in this currency alone; none for orders without one")
	.addOption(new Option("--touch <which>", "what gets the credit").choices(["session", "first", "last"]))
	.addOption(new Option("--period <length>", "of retention's cohorts").choices(["day", "week"]))
	.option("--page <page>", "the page whose paths are asked for")
	.addOption(new Option("--direction <where>", "of paths").choices(["after", "before"]))
	.option("--funnel <file>", "compute the funnel of a shared file; --limit says how many values of its breakdown")
	.option("--csv", "print CSV")
	.allowExcessArguments(false)
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
	.action(async (options) => {
		await finish((signal) => analyzeOrReport(command, options, signal));
	});

await command.parseAsync();
