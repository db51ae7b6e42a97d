import { Command } from "commander";
import { readConfig } from "../backend/config.js";
import { exitWith, serve } from "./serving.js";

await new Command("serve")
	.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
	.description(
		"Serve the console and ingest without a window, until Ctrl-C. It is configured by variables of the environment alone: see “Environment” in README.md.",
	)
	.action(() => exitWith(() => serve(readConfig())))
	.parseAsync();
