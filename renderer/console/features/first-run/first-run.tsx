import { Button } from "@mantine/core";
import type { Icon } from "@tabler/icons-react";
import { IconCode, IconFileImport, IconSparkles } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import type { Status } from "../../../../backend/contract/system.js";
import { type Command, useCommands } from "../../app/commands.js";
import { useMe } from "../../app/queries.js";
import { startTour } from "../../app/tour-state.js";
import { Kbd } from "../../ui/kit.js";
import classes from "./first-run.module.css";
import { IsItWorking } from "./is-it-working.js";

interface DoorProps {
	readonly icon: Icon;
	readonly time: string;
	readonly title: string;
	readonly children: ReactNode;
	readonly button: string;
	readonly digit: string;
	readonly under: string;
	readonly first?: boolean;
	readonly disabled?: boolean;
	readonly onOpen: () => void;
}

const Door = ({ icon: Mark, time, title, children, button, digit, under, first = false, disabled = false, onOpen }: DoorProps) => (
	<section className={classes.door} data-first={first || undefined} aria-label={title}>
		<div className={classes.doorTop}>
			<span className={classes.mark}>
				<Mark size={22} stroke={1.5} aria-hidden />
			</span>
			<span>{time}</span>
		</div>
		<h2>{title}</h2>
		<p>{children}</p>
		<Button variant={first ? "filled" : "default"} fullWidth rightSection={<Kbd>{digit}</Kbd>} disabled={disabled} onClick={onOpen}>
			{button}
		</Button>
		<small>{under}</small>
	</section>
);

const useDoors = (): readonly (() => void)[] => {
	const navigate = useNavigate();
	const doors = useMemo(
		() => ["/import", "/demo", "/tracking"].map((to) => () => void navigate({ to: to as "/", search: {} as never })),
		[navigate],
	);
	const commands = useMemo(
		(): readonly Command[] =>
			["Import files", "Demo data", "Connect the shop"].map((title, index) => ({
				id: `door-${index + 1}`,
				group: "Do",
				title,
				keys: String(index + 1),
				run: doors[index] ?? (() => undefined),
			})),
		[doors],
	);
	useCommands(commands);
	return doors;
};

/** Overview without events: three doors, and a line that proves the server listens. */
export const FirstRun = ({ status }: { status: Status }) => {
	const [files, sample, connect] = useDoors();
	const role = useMe().data?.role;
	const mayImport = role === "owner" || role === "local";
	return (
		<div className={classes.page}>
			<div className={classes.inner}>
				<h1>No events yet. Where do yours come from?</h1>
				<p className={classes.lead}>
					{role === "local" ? "Everything stays on this computer." : "Everything stays on the computer that runs this console."} Nothing is
					sent anywhere unless you turn it on in Settings.
				</p>
				<div className={classes.doors}>
					<Door
						icon={IconFileImport}
						time="about 2 min"
						title="I have files"
						button="Choose a file"
						digit="1"
						under={mayImport ? "or drop it anywhere in this window" : "for the owner of this console"}
						first
						disabled={!mayImport}
						onOpen={() => files?.()}
					>
						CSV, NDJSON, Parquet, or a web server’s access log. Columns are guessed, and you see 20 rows and every problem before anything
						is written.
					</Door>
					<Door
						icon={IconSparkles}
						time="under a minute"
						title="Show me a sample shop"
						button="Make a sample shop"
						digit="2"
						under={mayImport ? "one click removes it again" : "for the owner of this console"}
						disabled={!mayImport}
						onOpen={() => sample?.()}
					>
						28 days of a home goods shop with visitors, orders and some bots. Its true answers are known, so you can check ours.
					</Door>
					<Door
						icon={IconCode}
						time="about 5 min"
						title="Connect my shop"
						button="Show how"
						digit="3"
						under="works with anything that can send JSON"
						onOpen={() => connect?.()}
					>
						The shop sends its events to this console’s address, one by one or in batches. They can be seen within seconds.
					</Door>
				</div>
				<p className={classes.tour}>
					New here?{" "}
					<button type="button" className={classes.tourLink} onClick={startTour}>
						Take the tour
					</button>{" "}
					It shows in a minute where things are, and changes nothing.
				</p>
				<IsItWorking status={status} />
			</div>
		</div>
	);
};
