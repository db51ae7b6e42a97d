import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";

export interface SystemKeyring {
	/** What the window needs to find it. */
	readonly env: Readonly<Record<string, string>>;
	close(): Promise<void>;
}

const end = async (child: ChildProcess): Promise<void> => {
	if (child.exitCode !== null || child.signalCode !== null) return;
	child.kill("SIGKILL");
	await once(child, "exit");
};

/** The first line that a program says. */
const firstLine = async (child: ChildProcess): Promise<string> => {
	if (!child.stdout) throw new Error("The program has no output to read.");
	const lines = createInterface(child.stdout);
	const [line] = (await Promise.race([once(lines, "line"), once(child, "error").then(([error]) => Promise.reject(error as Error))])) as [
		string,
	];
	return line;
};

const secretsOwned = async (address: string): Promise<boolean> => {
	const ask = [
		"--print-reply",
		"--dest=org.freedesktop.DBus",
		"/org/freedesktop/DBus",
		"org.freedesktop.DBus.NameHasOwner",
		"string:org.freedesktop.secrets",
	];
	const { stdout } = await promisify(execFile)("dbus-send", [`--bus=${address}`, ...ask], { timeout: 5_000 });
	return stdout.includes("boolean true");
};

/** The keyring tells nobody when it is ready, but its bus knows. */
const untilOwned = async (address: string): Promise<void> => {
	for (let tries = 0; tries < 100; tries++) {
		if (await secretsOwned(address)) return;
		await setTimeout(100);
	}
	throw new Error("GNOME Keyring did not come up on its bus.");
};

/** A real GNOME Keyring, unlocked, on a bus of its own: what a Linux desktop has. */
export const openSystemKeyring = async (): Promise<SystemKeyring> => {
	const home = await mkdtemp(join(tmpdir(), "clickstream-keyring-"));
	const own = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home, XDG_DATA_HOME: join(home, "data") };
	const bus = spawn("dbus-daemon", ["--session", "--nofork", "--nopidfile", "--print-address=1"], {
		env: own,
		stdio: ["ignore", "pipe", "ignore"],
	});
	const address = await firstLine(bus);
	const keyring = spawn("gnome-keyring-daemon", ["--foreground", "--unlock", "--components=secrets"], {
		env: { ...own, DBUS_SESSION_BUS_ADDRESS: address },
		stdio: ["pipe", "ignore", "ignore"],
	});
	keyring.stdin.end("a password");
	await untilOwned(address);
	return {
		env: { DBUS_SESSION_BUS_ADDRESS: address, PASSWORD_STORE: "gnome-libsecret" },
		close: async () => {
			await end(keyring);
			await end(bus);
			await rm(home, { recursive: true, force: true, maxRetries: 5 });
		},
	};
};
