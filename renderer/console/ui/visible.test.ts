import { expect, test } from "vitest";
import { nameShown } from "./visible.js";

test("a name of which nothing can be seen is told as none, and any other stands as it is", () => {
	for (const name of ["", "  ", "\u00a0", "\u200b\u2060", "\t"]) expect(nameShown(name), JSON.stringify(name)).toBe("(no name)");
	for (const name of ["Mug", " Mug", "0", "靴", "🙂"]) expect(nameShown(name)).toBe(name);
});
