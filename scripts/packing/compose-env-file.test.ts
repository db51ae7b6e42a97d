import { describe, expect, it } from "vitest";
import { composeSecrets, withSecrets } from "./compose-env-file.js";

const counting = (): (() => string) => {
	let count = 0;
	return () => `made-${++count}`;
};

describe("withSecrets", () => {
	it("gives each its own", () => {
		expect(withSecrets("", counting())).toBe(composeSecrets.map((name, index) => `${name}=made-${index + 1}\n`).join(""));
	});

	it("keeps what is there, and adds what is missing or empty", () => {
		expect(withSecrets("MONGO_PASSWORD=kept\nSECRET_KEY=\nOTHER=1", counting())).toBe(
			"MONGO_PASSWORD=kept\nSECRET_KEY=\nOTHER=1\nMONGO_EXPRESS_PASSWORD=made-1\nSECRET_KEY=made-2\n",
		);
	});

	it("leaves a whole file as it is", () => {
		const text = withSecrets("", counting());
		expect(withSecrets(text, counting())).toBe(text);
	});
});
