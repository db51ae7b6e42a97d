import { Button, PasswordInput, Radio, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconLock, IconLockOpen2 } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { Client } from "../../../../backend/client/client.js";
import { AppError } from "../../../../backend/contract/errors.js";
import type { StorageState, StoreKind } from "../../../../backend/contract/storage.js";
import { useClient } from "../../app/client.js";
import { ErrorPanel, Skeleton } from "../../ui/states.js";
import { Card, Row } from "./row.js";
import classes from "./settings.module.css";
import { type Given, type Move, MoveRow, useMove } from "./storage-move.js";
import { storageKey, useStorage } from "./storage-queries.js";
import { TrialResult } from "./storage-trial.js";

const textOf = (form: HTMLFormElement | null, name: string): string => {
	const value = form && new FormData(form).get(name);
	return typeof value === "string" ? value.trim() : "";
};

/** The address is in its field until it is sent, and nowhere else in the page: not in state, not in a cache. */
const givenBy = (form: HTMLFormElement | null): Given => {
	const [uri, database] = [textOf(form, "uri"), textOf(form, "database")];
	return { ...(uri !== "" && { uri }), ...(database !== "" && { database }) };
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const lookEveryMs = 500;
const looks = 120;

/** Until the chosen store is the one in use; who has no account in it is asked to log in by the page that is loaded then. */
const isBack = (client: Client): Promise<boolean> =>
	client.storage.state().then(
		({ held, chosen, in_use }) => !held && chosen.kind === in_use.kind,
		(error: unknown) => error instanceof AppError && error.code === "unauthenticated",
	);

/** The window loads its page itself; a browser's page waits for the server to be back. */
const restarted = async (client: Client): Promise<void> => {
	await client.storage.restart();
	for (let look = 0; look < looks; look++) {
		await pause(lookEveryMs);
		if (await isBack(client)) {
			window.location.reload();
			return;
		}
	}
	throw new AppError("store_unavailable", "The program was told to restart and did not come back within a minute. See what it says.");
};

const Restart = ({ state }: { state: StorageState }) => {
	const client = useClient();
	const restart = useMutation({ mutationFn: () => restarted(client) });
	if (!state.held && state.chosen.kind === state.in_use.kind) return null;
	return (
		<Row title="Restart" about="The chosen store is used from the next start on.">
			{state.may_restart ? (
				<Button loading={restart.isPending || restart.isSuccess} onClick={() => restart.mutate()}>
					Restart now
				</Button>
			) : (
				<p className={classes.state} data-tone="warning">
					<IconAlertTriangle size={15} stroke={1.6} aria-hidden /> End the program and start it again.
				</p>
			)}
			{restart.error && <ErrorPanel what="It was not restarted." error={restart.error} />}
		</Row>
	);
};

const Fixed = ({ state: { chosen } }: { state: StorageState }) => (
	<Row title="MongoDB" about="Set by MONGO_URI, which has the last word. It is used, and stored nowhere.">
		<code className={classes.masked}>{chosen.address}</code>
		<p className={classes.quiet}>Database {chosen.database}</p>
	</Row>
);

/** Which store is used, its address and test, and moving all data to it. For owners. */
export const StorageCard = () => {
	const { data: state, error, refetch } = useStorage();
	const move = useMove();
	if (!state)
		return (
			<Card label="Data store">
				{error ? (
					<ErrorPanel what="The choice of the store was not read." error={error} retry={() => void refetch()} />
				) : (
					<Skeleton shape="lines" rows={5} />
				)}
			</Card>
		);
	return <Choosing key={`${state.chosen.kind} ${state.chosen.by}`} state={state} move={move} />;
};

const Choosing = ({ state, move }: { readonly state: StorageState; readonly move: Move }) => {
	const client = useClient();
	const queries = useQueryClient();
	const form = useRef<HTMLFormElement>(null);
	const [kind, setKind] = useState<StoreKind>(state.chosen.kind);
	const fixed = state.chosen.by === "environment";
	const test = useMutation({ mutationFn: () => client.storage.test(givenBy(form.current)) });
	const choose = useMutation({
		mutationFn: () => client.storage.choose(kind === "embedded" ? { kind } : { kind, ...givenBy(form.current) }),
		onSuccess: (next) => queries.setQueryData(storageKey, next),
	});
	const { keeping, chosen } = state;
	const Mark = keeping.durable ? IconLock : IconLockOpen2;
	return (
		<Card label="Data store">
			<Row title="Data store" about="A file on this computer, or a MongoDB that several consoles share.">
				<Radio.Group aria-label="Data store" value={kind} onChange={(value) => setKind(value as StoreKind)}>
					<Radio value="embedded" label="Embedded" disabled={fixed} mb={6} />
					<Radio value="mongodb" label="MongoDB" disabled={fixed} />
				</Radio.Group>
				{kind === "embedded" && chosen.kind === "mongodb" && !fixed && (
					<Button mt={8} loading={choose.isPending} onClick={() => choose.mutate()}>
						Choose the embedded store
					</Button>
				)}
			</Row>
			{fixed && <Fixed state={state} />}
			{kind === "mongodb" && (
				<Row title="Connection" about="Tested before it is kept. A password is shown to nobody afterwards.">
					<form
						ref={form}
						noValidate
						onSubmit={(event) => {
							event.preventDefault();
							test.mutate();
						}}
					>
						{!fixed && (
							<>
								<PasswordInput
									name="uri"
									label="Address"
									placeholder={chosen.address ?? "mongodb://user:password@host:27017"}
									autoComplete="off"
									spellCheck={false}
								/>
								<TextInput name="database" label="Database" defaultValue={chosen.database ?? "clickstream"} mt={8} spellCheck={false} />
							</>
						)}
						<div className={classes.saveLine}>
							<Button mt={8} type="submit" variant="default" loading={test.isPending}>
								Test
							</Button>
							{!fixed && (
								<Button mt={8} loading={choose.isPending} disabled={!test.isSuccess} onClick={() => choose.mutate()}>
									Use this MongoDB
								</Button>
							)}
						</div>
					</form>
					{test.data && <TrialResult trial={test.data} />}
					{test.error && <ErrorPanel what="The test failed." error={test.error} />}
					{!fixed && (
						<div className={classes.kept} style={{ marginTop: 8 }} data-tone={keeping.durable ? "good" : "warning"}>
							<Mark size={17} stroke={1.6} aria-hidden />
							<p>{keeping.text}</p>
						</div>
					)}
				</Row>
			)}
			{choose.error && <ErrorPanel what="The choice was not saved." error={choose.error} />}
			{(kind === "mongodb" || state.in_use.kind === "mongodb") && <MoveRow state={state} move={move} given={() => givenBy(form.current)} />}
			<Restart state={state} />
		</Card>
	);
};
