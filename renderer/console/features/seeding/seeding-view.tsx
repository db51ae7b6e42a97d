import { Button } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { SeedEstimate, SeedInput } from "../../../../backend/contract/seeding.js";
import { useClient } from "../../app/client.js";
import { useSettings } from "../../app/queries.js";
import { ViewTitle } from "../../app/view-title.js";
import { CopyButton } from "../../ui/copy-button.js";
import { format } from "../../ui/format.js";
import { Page } from "../../ui/kit.js";
import { ErrorPanel, Note, Skeleton } from "../../ui/states.js";
import { commandOf, type Draft, firstDraft, inputOf } from "./draft.js";
import { FormPanel } from "./form-panel.js";
import { HistoryPanel, overviewOf } from "./history-panel.js";
import { isBusy, type Work } from "./maker.js";
import { RunningPanel } from "./running-panel.js";
import classes from "./seeding.module.css";
import { TruthPanel } from "./truth-panel.js";
import { useMaker, useMakerState } from "./use-maker.js";
import { plural } from "./words.js";

/** A field that is typed in asks once, when the typing rests. */
const restMs = 250;

const useRested = <T,>(value: T): T => {
	const [rested, setRested] = useState(value);
	useEffect(() => {
		const timer = setTimeout(() => setRested(value), restMs);
		return () => clearTimeout(timer);
	}, [value]);
	return rested;
};

const useEstimate = (input: SeedInput | null) => {
	const client = useClient();
	return useQuery({
		queryKey: ["seed-estimate", input],
		queryFn: ({ signal }) => client.seeding.estimate(input as SeedInput, { signal }),
		enabled: input !== null,
		placeholderData: keepPreviousData,
		retry: false,
	});
};

/** What came of the last thing that was done here, until the next. */
const Outcome = ({ work }: { work: Work }) => {
	if (work.state === "failed") return <ErrorPanel what={work.what} error={work.failure} />;
	if (work.state === "stopped")
		return <Note tone="warning">{work.run.error ?? `The run ${work.run.run_id} was there before and stays as it was.`}</Note>;
	if (work.state === "cancelled") return <Note>Cancelled. Nothing of the run was kept.</Note>;
	if (work.state === "undone") return <Note>{`${plural(work.removed, "event")} of the run ${work.run.run_id} were taken out.`}</Note>;
	if (work.state !== "made") return null;
	const { run, added, already } = work.outcome;
	return (
		<Note
			action={
				<Link to="/" search={overviewOf(run) as never}>
					See it in Overview
				</Link>
			}
		>
			{`${plural(added, "event")} added${already > 0 ? `, ${format.count(already)} were there already` : ""}: ${plural(run.visitors, "visitor")}, ${plural(run.sessions, "session")}, ${plural(run.orders, "order")}.`}
		</Note>
	);
};

const makeWords = (estimate: SeedEstimate | undefined): string =>
	estimate ? `Make about ${format.count(estimate.events + estimate.bot_events)} events` : "Make demo data";

/** Days that are written: those before the one that is being written. */
const writtenOf = (work: Work): number => (work.state === "making" && work.progress?.step === "visits" ? work.progress.day : 0);

export const SeedingView = () => {
	const settings = useSettings().data;
	const maker = useMaker();
	const { draft } = useMakerState(maker);
	const shown = draft ?? (settings ? firstDraft(settings.time_zone) : null);
	if (!shown)
		return (
			<Page>
				<ViewTitle />
				<Skeleton shape="lines" rows={8} />
			</Page>
		);
	return <Seeding draft={shown} />;
};

const Seeding = ({ draft }: { draft: Draft }) => {
	const maker = useMaker();
	const { work } = useMakerState(maker);
	const [openedAt] = useState(Date.now);
	const locked = isBusy(work);
	const read = inputOf(draft, openedAt);
	const rested = useRested(JSON.stringify("input" in read ? read.input : null));
	const asked = JSON.parse(rested) as SeedInput | null;
	const estimate = useEstimate(asked);
	// What was estimated of other fields is nothing that can be made.
	const current = work.state === "making" ? work.estimate : "input" in read ? (estimate.data ?? undefined) : undefined;
	const last = work.state === "made" ? work.outcome.run : null;
	const done = current?.known?.status === "done" ? current.known : last && work.state === "made" ? last : null;
	return (
		<Page>
			<ViewTitle>
				{"input" in read && <CopyButton text={commandOf(read.input)}>Copy as command</CopyButton>}
				<Button
					leftSection={<IconSparkles size={15} stroke={1.7} aria-hidden />}
					disabled={locked || !("input" in read)}
					onClick={() => "input" in read && void maker.make(read.input)}
				>
					{makeWords(current)}
				</Button>
			</ViewTitle>
			{(work.state === "making" || work.state === "undoing") && <RunningPanel work={work} onCancel={maker.cancel} />}
			<Outcome work={work} />
			{!locked && current && (
				<p className={classes.before}>
					{`${plural(current.visitors, "visitor")}, about ${format.count(current.sessions)} sessions and ${format.count(current.orders)} orders; about ${format.bytes(current.bytes)} on disk and ${format.seconds(Math.max(1, Math.round(current.seconds)))}. Nothing is written before you press the button.`}
				</p>
			)}
			<div className={classes.two}>
				<FormPanel draft={draft} errors={"errors" in read ? read.errors : {}} estimate={current} locked={locked} onChange={maker.edit} />
				<TruthPanel
					estimate={current}
					isWrong={!locked && "errors" in read}
					failure={estimate.error}
					done={locked ? null : done}
					written={writtenOf(work)}
				/>
			</div>
			<HistoryPanel maker={maker} locked={locked} />
		</Page>
	);
};
