import { Command } from "commander";
import type { Client } from "../backend/client/client.js";
import { AppError } from "../backend/contract/errors.js";
import { connect } from "./remote.js";
import { exitWith } from "./serving.js";

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

const defaultAddress = "http://127.0.0.1:8000";

interface Code {
	readonly path: string;
	readonly expires_at: string;
}

/** A link when a server is up to open it at; where it will be otherwise. */
const printCode = async (client: Client, { path, expires_at }: Code): Promise<void> => {
	const { address } = await client.system.status();
	print(`${address ?? defaultAddress}${path}`);
	print(`The link sets the password once, until ${expires_at}.`);
	if (address === null) print("No server runs on this data folder now: start one with `npm run serve`, then open the link at its address.");
};

const named = async (client: Client, name: string) => {
	const { items } = await client.accounts.users();
	const wanted = name.toLowerCase();
	const found = items.find((user) => user.username.toLowerCase() === wanted) ?? items.find((user) => user.email?.toLowerCase() === wanted);
	if (found) return found;
	throw new AppError("not_found", `There is no account named ${name}. See them all with: npm run account -- list`);
};

const list = async (client: Client): Promise<void> => {
	const { items } = await client.accounts.users();
	if (items.length === 0) print("There are no accounts yet.");
	for (const user of items)
		print([user.username, user.role, user.email ?? "-", user.pending ? "waits for a password" : "active"].join("\t"));
};

const reset = async (client: Client, name: string): Promise<void> => {
	const { user_id } = await named(client, name);
	await printCode(client, await client.accounts.reset({ user_id }));
};

interface InviteOptions {
	readonly owner?: boolean;
	readonly email?: string;
}

const invite = async (client: Client, username: string, { owner, email }: InviteOptions): Promise<void> =>
	printCode(client, await client.accounts.invite({ username, email: email ?? null, role: owner ? "owner" : "analyst" }));

/** The store is given back, or the connection closed, whatever the work came to. */
const run = (work: (client: Client) => Promise<void>): Promise<void> =>
	exitWith(async () => {
		const connection = await connect();
		try {
			await work(connection.client);
		} finally {
			await connection.close();
		}
	});

const program = new Command("account").description("Accounts of the console, for who holds its data folder (DATA_DIR)");
program
	.command("list")
	.description("show all accounts")
	.action(() => run(list));
program
	.command("reset <name>")
	.description("print a link that sets a new password, once")
	.action((name: string) => run((client) => reset(client, name)));
program
	.command("invite <name>")
	.description("make an account for an analyst and print the link that sets its password")
	.option("--owner", "make it an owner")
	.option("--email <address>", "its e-mail address")
	.action((name: string, options: InviteOptions) => run((client) => invite(client, name, options)));
await program.parseAsync();
