import { expect, test } from "vitest";
import { memoryLimit } from "./memory.js";

test("DuckDB may have a quarter of the memory, of the container's where that is less, between 512 MB and 1 GB", () => {
	expect(memoryLimit(25e9, 2 ** 64)).toBe("1000MB");
	expect(memoryLimit(3e9, 2 ** 64)).toBe("750MB");
	expect(memoryLimit(1e9, 0)).toBe("512MB");
	expect(memoryLimit(25e9, 2.4e9)).toBe("600MB");
});
