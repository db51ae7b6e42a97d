import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Terms that let anyone use, change and pass on, and ask for no more than to be named. SPDX identifiers. */
const permissive: ReadonlySet<string> = new Set([
	"0BSD",
	"Apache-2.0",
	"BSD-2-Clause",
	"BSD-3-Clause",
	"CC0-1.0",
	"ISC",
	"MIT",
	"MIT-0",
	"OFL-1.1",
	"Unlicense",
	"Zlib",
]);

/** True when the expression can be met by permissive terms alone. Where anything stands with AND, all of it must be. */
export const isPermissive = (expression: string): boolean => {
	const names = expression
		.replace(/[()]/g, " ")
		.trim()
		.split(/\s+(?:OR|AND)\s+/);
	const known = (name: string): boolean => permissive.has(name.trim());
	return /\sAND\s/.test(expression) ? names.every(known) : names.some(known);
};

export interface Licensed {
	readonly name: string;
	readonly version: string;
	/** SPDX expression, as its package.json says; empty when it says nothing. */
	readonly licence: string;
	/** The words of its licence and notice files, one after the other; empty when it has none. */
	readonly text: string;
}

interface Manifest {
	readonly name: string;
	readonly version: string;
	readonly license?: string | { readonly type: string };
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const manifestOf = async (folder: string): Promise<Manifest> =>
	JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Manifest;

const textOf = async (folder: string): Promise<string> => {
	const names = (await readdir(folder)).filter((name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name)).sort();
	const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
	return texts.map((text) => text.trim()).join("\n\n");
};

/** Where Node finds a package from `folder`: its own node_modules, then those above. Null when it is not installed. */
const found = (root: string, folder: string, name: string): string | null => {
	for (let at = folder; at.length >= root.length; at = dirname(at)) {
		const path = join(at, "node_modules", name);
		if (existsSync(join(path, "package.json"))) return path;
	}
	return null;
};

const licenceOf = ({ license }: Manifest): string => (typeof license === "string" ? license : (license?.type ?? ""));

/** These packages and all that they need, once each, by name. Optional ones of other platforms are not installed, and left out. */
export const licensed = async (root: string, names: readonly string[]): Promise<readonly Licensed[]> => {
	const seen = new Map<string, Licensed>();
	const visit = async (from: string, name: string): Promise<void> => {
		const folder = found(root, from, name);
		if (folder === null || seen.has(folder)) return;
		const manifest = await manifestOf(folder);
		seen.set(folder, {
			name: manifest.name,
			version: manifest.version,
			licence: licenceOf(manifest),
			text: await textOf(folder),
		});
		for (const next of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) await visit(folder, next);
	};
	for (const name of names) await visit(root, name);
	return [...seen.values()].sort((a, b) => a.name.localeCompare(b.name, "en") || a.version.localeCompare(b.version, "en"));
};

/** What is inside the window and the pages though it is bundled, and so no dependency of the installed package. */
const bundledInPages = [
	"@fontsource-variable/inter",
	"@fontsource-variable/jetbrains-mono",
	"@mantine/core",
	"@mantine/dates",
	"@mantine/hooks",
	"@mantine/notifications",
	"@mantine/spotlight",
	"@tabler/icons-react",
	"@tanstack/react-query",
	"@tanstack/react-router",
	"@tanstack/react-virtual",
	"dayjs",
	"html-to-image",
	"react",
	"react-dom",
	"recharts",
] as const;

export const shipped = async (root: string): Promise<readonly Licensed[]> => {
	const { dependencies = {} } = await manifestOf(root);
	return licensed(root, [...Object.keys(dependencies), ...bundledInPages]);
};

const entry = ({ name, version, licence, text }: Licensed): string =>
	[
		`${name} ${version}`,
		`Licence: ${licence}`,
		"",
		text || "(The package carries no text of its licence; the terms are those named above.)",
	].join("\n");

/** Throws, naming each, when a package's terms are not permissive. */
export const writeLicences = async (root: string, file: string): Promise<readonly Licensed[]> => {
	const all = await shipped(root);
	const refused = all.filter(({ licence }) => !isPermissive(licence));
	if (refused.length > 0) {
		const named = refused.map(({ name, version, licence }) => `${name} ${version} (${licence || "no licence named"})`).join(", ");
		throw new Error(`These packages may not be shipped, since their terms are not known to be permissive: ${named}.`);
	}
	const line = `\n\n${"-".repeat(100)}\n\n`;
	const head = `Clickstream Console contains these ${all.length} packages. Electron's own licences are in LICENSES.chromium.html.`;
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, `${[head, ...all.map(entry)].join(line)}\n`);
	return all;
};
