import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { read, root } from "../directions/tree.js";

const { scripts } = JSON.parse(read("package.json")) as { scripts: Readonly<Record<string, string>> };
const commands = Object.entries(scripts).filter(
	([name, command]) => name !== "test" && command.startsWith("node --") && command.includes("tsx"),
);

test("four long questions do not hold up an event, as the commands start Node", async () => {
	const [, serve = ""] = commands.find(([name]) => name === "serve") ?? [];
	const flags = serve.split(" ").slice(1, -1);
	const env = { ...process.env, UV_THREADPOOL_SIZE: undefined };
	const { stdout } = await promisify(execFile)(process.execPath, [...flags, "test/clients/threads-child.ts"], { cwd: root, env });
	expect(stdout).toBe("stored meanwhile");
});

test("every command starts Node in the same way", () => {
	expect(commands.length).toBeGreaterThan(5);
	expect(commands.filter(([, command]) => !command.startsWith("node --require ./scripts/threads.cjs --import tsx "))).toEqual([]);
});
