import { expect, it } from "vitest";
import { renderStartPage } from "./start-page.js";

const page = {
	title: "A & <b>",
	text: ['"quoted" <script>'],
	facts: [["Folder", "/x<y>"]],
	choices: [{ id: "retry", label: "Try <again>" }],
} as const;

it("takes every text as text", () => {
	const html = renderStartPage(page, "system");
	expect(html).not.toMatch(/<script|<b>|<again>|<y>/);
	expect(html).toContain("A &amp; &lt;b&gt;");
	expect(html).toContain('href="/start/do/retry"');
});

it("comes in the scheme that was kept", () => {
	expect(renderStartPage(page, "dark")).toContain('<html lang="en" data-scheme="dark">');
});
