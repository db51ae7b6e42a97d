import sql from "./known-source.sql";
import type { NoiseRule } from "./rule.js";

/** Traffic that programs made up and said so. `realistic_seed` is made up too, but meant to be looked at. */
export const knownSource: NoiseRule = {
	rule: "known_source",
	title: "Simulated traffic",
	about: "Events of sources that hold made-up traffic. Realistic demo data (realistic_seed) is none of them.",
	score: 1,
	alone: true,
	limits: {},
	lists: { sources: { label: "Sources", usual: ["simulation", "basic_sim", "seed_demo"] } },
	threshold: ({ list }) => `source ${list("sources").join(", ") || "none"}`,
	query: ({ list }) => ({ sql, params: { score: 1, sources: list("sources") } }),
};
