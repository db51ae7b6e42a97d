import { Command, Option } from "commander";
import { kinds } from "../backend/contract/analysis.js";
import { analyzeCommand } from "./analysis/analyze-command.js";
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
	.option("--save", "keep the analysis, so that the console lists it", false)
	.option("--json", "print the analysis as JSON", false)
	.allowExcessArguments(false)
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
	.action(async (options) => {
		await finish((signal) => analyzeCommand(options, signal));
	});

await command.parseAsync();
