import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useClient } from "../../app/client.js";
import { runCommand } from "../../app/commands.js";
import { useLogOut } from "../../app/log-out.js";
import { useMe, useSettings, useStatus } from "../../app/queries.js";
import { startTour } from "../../app/tour-state.js";
import { CodeBlock } from "../../ui/code-block.js";
import { ErrorPanel } from "../../ui/states.js";
import { diagnosticsText } from "./diagnostics.js";
import { roleWords } from "./people-words.js";
import { Card, Row } from "./row.js";

export const AboutSection = () => {
	const status = useStatus().data;
	const desktop = window.clickstreamDesktop;
	return (
		<>
			<Card label="About">
				<Row title="Version">
					<span className="num">{status?.version ?? "–"}</span>
				</Row>
				<Row title="What leaves this computer">Nothing. Events, analyses and accounts stay in the store.</Row>
				{desktop && (
					<Row title="Made with">
						<span className="num">
							Electron {desktop.versions.electron}, Chromium {desktop.versions.chromium}, Node.js {desktop.versions.node}
						</span>
					</Row>
				)}
				<Updates />
				<Row title="Licence" about="Of this program. What it is made of has permissive licences of its own.">
					<p>Apache 2.0</p>
					{desktop && (
						<Button variant="default" mt={8} onClick={() => void desktop.act("licences")}>
							Licences of what is inside
						</Button>
					)}
				</Row>
				<Row title="Help">
					<Button.Group>
						<Button variant="default" onClick={startTour}>
							Take the tour
						</Button>
						<Button variant="default" onClick={() => runCommand("keys")}>
							All keys
						</Button>
					</Button.Group>
				</Row>
			</Card>
			<Session />
			<Diagnostics />
		</>
	);
};

/** Nothing is asked until the button is pressed; what is found is told, never fetched. */
const Updates = () => {
	const client = useClient();
	const look = useMutation({ mutationFn: () => client.system.updates(undefined) });
	const role = useMe().data?.role;
	if (role !== "owner" && role !== "local") return null;
	return (
		<Row title="Updates" about="Looked for only when you press this. Nothing about you or your data is sent.">
			<Button variant="default" loading={look.isPending} onClick={() => look.mutate()}>
				Look for a newer version
			</Button>
			<div aria-live="polite">
				{look.error && <ErrorPanel what="It was not found out." error={look.error} />}
				{look.data && !look.data.newer && <p>This is the newest version.</p>}
				{look.data?.newer && (
					<p>
						Version {look.data.version} is there:{" "}
						<a href={look.data.url} target="_blank" rel="noreferrer">
							see what is new and get it
						</a>
						. Back up before you install it.
					</p>
				)}
			</div>
		</Row>
	);
};

/** To be copied into a question or a report. */
const Diagnostics = () => {
	const client = useClient();
	const status = useStatus().data;
	const settings = useSettings().data;
	const mode = useQuery({ queryKey: ["mode"], queryFn: ({ signal }) => client.analysis.mode(undefined, { signal }) }).data;
	const role = useMe().data?.role;
	const mayReadLog = role === "owner" || role === "local";
	const log = useQuery({ queryKey: ["log"], queryFn: ({ signal }) => client.system.log(undefined, { signal }), enabled: mayReadLog }).data;
	if (!status || !mode || (mayReadLog && !log)) return null;
	const text = diagnosticsText(status, settings, {
		engine: mode.mode,
		window: `${window.innerWidth} × ${window.innerHeight}`,
		screen: `${window.screen.width} × ${window.screen.height}`,
		locale: navigator.language,
		agent: navigator.userAgent,
		versions: window.clickstreamDesktop?.versions ?? {},
		log: log?.lines ?? [],
	});
	return (
		<Card label="Diagnostics">
			<Row
				title="Diagnostics"
				about="Versions, sizes, settings and the newest lines of the log, without names, paths and secrets. Read it before you pass it on."
			>
				<CodeBlock label="Text of the diagnostics" text={text} />
			</Row>
		</Card>
	);
};

/** Who is logged in here. Who sits at the computer needs no account and cannot log out. */
const Session = () => {
	const me = useMe().data;
	const logOut = useLogOut();
	if (!me) return null;
	return (
		<Card label="You">
			<Row
				title="You"
				about={me.user ? "A log-in ends by itself after a day." : "Who sits at this computer has an owner’s rights, without an account."}
			>
				{me.user ? (
					<>
						<p>
							<b>{me.user.username}</b>, {roleWords[me.user.role]}
						</p>
						{logOut.error && <ErrorPanel what="You are still logged in." error={logOut.error} />}
						<Button variant="default" mt={8} loading={logOut.isPending} onClick={() => logOut.mutate()}>
							Log out
						</Button>
					</>
				) : (
					<p>At this computer</p>
				)}
			</Row>
		</Card>
	);
};
