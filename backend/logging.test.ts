import { expect, it } from "vitest";
import { openLog } from "./logging.js";

it("keeps secrets back should one ever be handed to it", () => {
	const lines: string[] = [];
	const log = openLog("info", { write: (line) => void lines.push(line) });
	log.info({ token: "t1", password: "p1", request: { authorization: "a1", cookie: "c1" }, headers: { x: "h1" } }, "said");
	expect(lines.join()).toContain("said");
	expect(lines.join()).not.toMatch(/t1|p1|a1|c1|h1/);
});
