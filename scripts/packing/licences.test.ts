import { expect, it } from "vitest";
import { isPermissive } from "./licences.js";

it("takes permissive terms, one of a choice, all of a sum", () => {
	for (const terms of ["MIT", "(MIT OR CC0-1.0)", "MIT AND ISC", "(GPL-3.0 OR MIT)"]) expect(isPermissive(terms), terms).toBe(true);
	for (const terms of ["", "GPL-3.0", "SSPL-1.0", "MIT AND GPL-2.0", "(MIT OR ISC) AND LGPL-3.0", "SEE LICENSE IN LICENSE"])
		expect(isPermissive(terms), terms).toBe(false);
});
