import { resolve } from "node:path";
import { Command } from "commander";
import { inputOf, type SeedFlags, withSeedFlags } from "./seeding/flags.js";
import { seedCommand } from "./seeding/seed-command.js";
import { finish, startFolder } from "./transfer/terminal.js";

const about =
	"Make visits of a believable shop whose true answers are known (docs/seeding.md). Stopping with Ctrl-C keeps nothing of the run.";

await withSeedFlags(new Command("seed:realistic").description(about), { sessionsPerUser: 5, avgEvents: 7 })
	.action((flags: SeedFlags) => {
		const truth = flags.truth === undefined ? null : resolve(startFolder(), flags.truth);
		return finish((signal) => seedCommand({ input: inputOf(flags), truth, json: flags.json }, signal));
	})
	.parseAsync();
