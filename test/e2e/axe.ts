import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What axe calls serious or critical, each with its places. */
export const faultsOf = async (page: Page): Promise<string[]> => {
	/** Its usual way opens a second page, which the desktop window cannot have. */
	const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze();
	expect(passes.length).toBeGreaterThan(5);
	return violations
		.filter(({ impact }) => impact === "serious" || impact === "critical")
		.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
};
