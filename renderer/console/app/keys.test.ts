import { describe, expect, it } from "vitest";
import type { Command } from "./commands.js";
import { beginsPair, commandFor } from "./keys.js";

const command = (id: string, keys: string): Command => ({ id, group: "Do", title: id, keys, run: () => undefined });
const commands = [command("run", "R"), command("recommendations", "G R"), command("events", "G E"), command("all", "E")];

describe("keys", () => {
	it("tell a pair from the single key", () => {
		expect(commandFor(commands, "R", null)?.id).toBe("run");
		expect(commandFor(commands, "R", "G")?.id).toBe("recommendations");
		expect(commandFor(commands, "E", "G")?.id).toBe("events");
		expect(commandFor(commands, "Z", "G")).toBeUndefined();
	});

	it("know which begin a pair", () => {
		expect(beginsPair(commands, "G")).toBe(true);
		expect(beginsPair(commands, "R")).toBe(false);
	});
});
