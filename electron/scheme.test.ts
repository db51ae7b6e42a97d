import { expect, it } from "vitest";
import { colours, schemeOfColour, schemeToKeep } from "./scheme.js";

it("reads the scheme from the title bar's colour", () => {
	expect(schemeOfColour(colours.light.titleBar)).toBe("light");
	expect(schemeOfColour(colours.dark.titleBar)).toBe("dark");
	expect(schemeOfColour("rebeccapurple")).toBeNull();
});

it("keeps a scheme only where the user overrode the system's", () => {
	expect(schemeToKeep("dark", "light")).toBe("dark");
	expect(schemeToKeep("dark", "dark")).toBe("system");
});
