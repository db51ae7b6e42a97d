import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sparkPython } from "../../../scripts/services/spark.js";

/** Spark's Python with none of its packages but these; made in `folder`. */
export const pythonWith = async (folder: string, ...packages: readonly string[]): Promise<string> => {
	const library = join(dirname(dirname(sparkPython())), "lib");
	const [version = ""] = await readdir(library);
	const links = join(folder, "packages");
	await mkdir(links, { recursive: true });
	for (const name of packages) await symlink(join(library, version, "site-packages", name), join(links, name));
	const python = join(folder, "python");
	await writeFile(python, `#!/bin/sh\nPYTHONPATH='${links}' exec '${sparkPython()}' -S "$@"\n`, { mode: 0o755 });
	return python;
};

/** A PATH of all programs that the one of now has, but for Java; made in `folder`. */
export const pathWithoutJava = async (folder: string): Promise<string> => {
	const programs = join(folder, "programs");
	await mkdir(programs, { recursive: true });
	const known = new Set<string>();
	for (const place of (process.env["PATH"] ?? "").split(":"))
		for (const name of await readdir(place).catch(() => [])) {
			if (name.startsWith("java") || known.has(name)) continue;
			known.add(name);
			await symlink(join(place, name), join(programs, name));
		}
	return programs;
};
