import { Button, NativeSelect } from "@mantine/core";
import { IconClock, IconRefresh } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { DryRunResult, RuleInfo } from "../../../../backend/contract/cleanup.js";
import { useMe } from "../../app/queries.js";
import { useZone } from "../../app/use-zone.js";
import { ViewTitle } from "../../app/view-title.js";
import { format } from "../../ui/format.js";
import { Page } from "../../ui/kit.js";
import { ErrorPanel, Note, Skeleton } from "../../ui/states.js";
import { ActPanel } from "./act-panel.js";
import { ArrivalSwitch } from "./arrival-switch.js";
import classes from "./cleanup.module.css";
import { LimitsDialog } from "./limits-dialog.js";
import { NumbersPanel } from "./numbers-panel.js";
import { RulesPanel } from "./rules-panel.js";
import { RunsPanel } from "./runs-panel.js";
import { type Cleanup, useCleanup } from "./use-cleanup.js";
import { cleanupSearch } from "./view.js";
import { changing, outcomeOf } from "./words.js";
import { WorkingPanel } from "./working-panel.js";

const choices = [
	{ value: "", label: "All events" },
	{ value: "7", label: "Last 7 days" },
	{ value: "28", label: "Last 28 days" },
	{ value: "90", label: "Last 90 days" },
	{ value: "365", label: "Last 365 days" },
];

const LookedAt = ({ result }: { result: DryRunResult }) => {
	const tz = useZone();
	return (
		<span className={classes.looked}>
			<IconClock size={14} stroke={1.6} aria-hidden />
			Dry run {format.time(result.at, tz)} · {format.milliseconds(result.took_ms)} · changes nothing
		</span>
	);
};

/** What was just done, with the way to what changed. */
const Outcome = ({ cleanup }: { cleanup: Cleanup }) => {
	const { change } = cleanup;
	if (change.state === "failed") return <ErrorPanel what={`${changing(change.change)}: not done.`} error={change.failure} />;
	if (change.state === "cancelled") return <Note>{`${changing(change.change)}: cancelled. Nothing was changed.`}</Note>;
	if (change.state !== "changed") return null;
	const { run } = change;
	return (
		<Note
			action={
				run?.action === "tag" && run.state === "done" ? (
					<Link to="/events" search={{ noise: "only" } as never}>
						Show them in Events
					</Link>
				) : (
					<Link to="/noise">Open Noise</Link>
				)
			}
		>
			{run === null ? "There was nothing to mark: no rule found anything new." : outcomeOf(run)}
		</Note>
	);
};

const Working = ({ cleanup }: { cleanup: Cleanup }) => {
	const { look, change, changer } = cleanup;
	if (change.state === "changing")
		return (
			<WorkingPanel
				title={changing(change.change)}
				progress={change.progress}
				cancelling={change.cancelling}
				cancelLabel="Cancel, change nothing"
				note="You can leave this view; it goes on."
				onCancel={changer.cancel}
			/>
		);
	if (look.progress === null) return null;
	return (
		<WorkingPanel
			title="Dry run"
			progress={look.progress}
			cancelling={false}
			cancelLabel="Cancel"
			note="Changes nothing."
			onCancel={look.cancel}
		/>
	);
};

/** What is noise, what the numbers become without it, and what was done before. */
export const CleanupView = () => {
	const days = cleanupSearch.parse(useSearch({ strict: false })).days;
	const navigate = useNavigate();
	const cleanup = useCleanup(days);
	const { look, again, since, changer, change, set, setArrival, rules, runs } = cleanup;
	const role = useMe().data?.role;
	const maySet = role === "owner" || role === "local";
	const [setting, setSetting] = useState<RuleInfo | null>(null);
	const found = look.result?.result ?? null;
	const isChanging = change.state === "changing";
	const busy = look.progress !== null || isChanging || set.isPending;
	const stale = (look.progress !== null || isChanging) && found !== null;
	return (
		<Page>
			<ViewTitle note={found && !busy && <LookedAt result={found} />}>
				<NativeSelect
					aria-label="Events to judge"
					data={
						choices.some(({ value }) => value === String(days ?? ""))
							? choices
							: [...choices, { value: String(days), label: `Last ${days} days` }]
					}
					value={String(days ?? "")}
					onChange={(event) => {
						const chosen = event.currentTarget.value;
						void navigate({ to: "/cleanup" as never, search: (chosen === "" ? {} : { days: Number(chosen) }) as never });
					}}
				/>
				<Button variant="default" leftSection={<IconRefresh size={15} stroke={1.6} aria-hidden />} disabled={busy} onClick={again}>
					Dry run again
				</Button>
			</ViewTitle>
			<Working cleanup={cleanup} />
			<Outcome cleanup={cleanup} />
			{look.error !== null && <ErrorPanel what="The dry run did not end." error={look.error} retry={again} />}
			{rules.error && <ErrorPanel what="The rules were not read." error={rules.error} retry={() => void rules.refetch()} />}
			<div className={classes.top}>
				{rules.data ? (
					<RulesPanel
						rules={rules.data.rules}
						found={found}
						stale={stale}
						maySet={maySet && !isChanging}
						onSwitch={(rule, on) => set.mutate({ [rule.rule]: { on } })}
						onLimits={setSetting}
					/>
				) : (
					!rules.error && <Skeleton shape="table" rows={12} />
				)}
				<div className={classes.side}>
					{found ? <NumbersPanel found={found} stale={stale} /> : look.error === null && <Skeleton shape="table" rows={9} />}
					{found && maySet && (
						<ActPanel
							key={found.at}
							found={found}
							busy={busy}
							onMark={() => changer.start({ way: "tag", ...since })}
							onDelete={(confirm) => changer.start({ way: "delete", confirm, ...since })}
						/>
					)}
				</div>
			</div>
			{rules.data && (
				<ArrivalSwitch
					on={rules.data.on_arrival}
					maySet={maySet}
					busy={setArrival.isPending}
					error={setArrival.error}
					onSwitch={(on) => setArrival.mutate(on)}
				/>
			)}
			{runs.error && <ErrorPanel what="Earlier runs were not read." error={runs.error} retry={() => void runs.refetch()} />}
			{runs.data && rules.data && (
				<RunsPanel
					runs={runs.data.items}
					rules={rules.data.rules}
					maySet={maySet}
					busy={busy}
					onTurn={({ run }, way) => changer.start({ way, run })}
				/>
			)}
			{setting && (
				<LimitsDialog
					rule={setting}
					busy={set.isPending}
					error={set.error}
					onClose={() => {
						set.reset();
						setSetting(null);
					}}
					onSave={(values) => set.mutate({ [setting.rule]: values }, { onSuccess: () => setSetting(null) })}
				/>
			)}
		</Page>
	);
};
