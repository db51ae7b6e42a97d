import { resolve } from "node:path";
import { Command } from "commander";
import { inputOf, type SeedFlags, withSeedFlags } from "./seeding/flags.js";
import { seedCommand } from "./seeding/seed-command.js";
import { finish, say, startFolder } from "./transfer/terminal.js";

/** The predecessor's older script: its flags and defaults, on the model that replaced it. */
await withSeedFlags(new Command("seed:demo").description("Deprecated: use seed:realistic, which this runs with 5 visitors of 10 visits."), {
	sessionsPerUser: 10,
	avgEvents: 8,
})
	.action((flags: SeedFlags) => {
		say(
			"seed:demo is deprecated and will go; it runs seed:realistic. Use: npm run seed:realistic -- --user-count 5 --sessions-per-user 10 --avg-events 8",
		);
		const input = inputOf({ ...flags, userCount: flags.userCount ?? (flags.username === undefined ? 5 : 1) });
		const truth = flags.truth === undefined ? null : resolve(startFolder(), flags.truth);
		return finish((signal) => seedCommand({ input, truth, json: flags.json }, signal));
	})
	.parseAsync();
