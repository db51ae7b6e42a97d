import { describe, expect, it } from "vitest";
import { placeWindow } from "./bounds.js";

const laptop = { x: 0, y: 0, width: 1920, height: 1040 };
const beside = { x: 1920, y: 0, width: 2560, height: 1400 };

describe("placeWindow", () => {
	it("begins in the middle of the main screen", () => {
		expect(placeWindow(undefined, [laptop])).toEqual({ x: 240, y: 70, width: 1440, height: 900 });
	});

	it("comes back where it was", () => {
		const saved = { x: 2000, y: 100, width: 1200, height: 800 };
		expect(placeWindow(saved, [laptop, beside])).toEqual(saved);
	});

	it("comes back onto a screen that exists when its own is unplugged", () => {
		expect(placeWindow({ x: 2000, y: 100, width: 1200, height: 800 }, [laptop])).toEqual({ x: 360, y: 120, width: 1200, height: 800 });
	});

	it("is drawn back when only its edge is on the screen", () => {
		expect(placeWindow({ x: 1700, y: 900, width: 1200, height: 800 }, [laptop])).toEqual({ x: 720, y: 240, width: 1200, height: 800 });
	});

	it("whose title bar lies above the screen counts as lost", () => {
		expect(placeWindow({ x: 100, y: -400, width: 1200, height: 800 }, [laptop])).toEqual({ x: 360, y: 120, width: 1200, height: 800 });
	});

	it("never opens below its smallest size, also on a small screen", () => {
		expect(placeWindow({ x: 0, y: 0, width: 300, height: 200 }, [laptop])).toMatchObject({ width: 960, height: 640 });
		expect(placeWindow(undefined, [{ x: 0, y: 0, width: 800, height: 600 }])).toMatchObject({ width: 960, height: 640 });
	});
});
