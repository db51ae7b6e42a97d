import { Button } from "@mantine/core";
import { useState } from "react";
import type { Funnel } from "../../../../backend/contract/funnel.js";
import type { SavedFunnel } from "../../../../backend/contract/funnels.js";
import { useSearchState } from "../../app/search.js";
import { Panel } from "../../ui/panel.js";
import { Empty, ErrorPanel, Skeleton } from "../../ui/states.js";
import { type ReportFrame, ReportPage } from "../reports/reports.js";
import { Builder } from "./builder.js";
import { compactOf } from "./draft.js";
import classes from "./funnels.module.css";
import { GroupsPanel } from "./groups-panel.js";
import { NameDialog } from "./name-dialog.js";
import { PeoplePanel } from "./people-panel.js";
import { ResultPanel } from "./result-panel.js";
import { SavedPanel } from "./saved-panel.js";
import { useChoices, useFunnel, useFunnelDraft } from "./use-funnel.js";
import { type Opened, useSaved, useSaving } from "./use-saved.js";
import { funnelsSearch, type Who } from "./view.js";

export const FunnelsView = () => <ReportPage by="none">{(frame) => <Funnels frame={frame} />}</ReportPage>;

const Funnels = ({ frame }: { frame: ReportFrame }) => {
	const [search, set] = useSearchState(funnelsSearch);
	const choices = useChoices(frame);
	const { funnel, draft, change } = useFunnelDraft(choices.data);
	const read = useFunnel(funnel, frame);
	const saved = useSaved().data?.find(({ id }) => id === search.saved);
	const open: Opened = ({ id, funnel: opened }) => set({ saved: id, funnel: compactOf(opened), people: undefined });
	const showPeople = (step: number, who: Who, value?: string | null): void =>
		set({ people: { step, who, ...(value === undefined ? {} : { value }) } });
	return (
		<>
			{choices.error && (
				<ErrorPanel what="What happened in these days was not read." error={choices.error} retry={() => void choices.refetch()} />
			)}
			{!draft && !choices.error && <NoDraft waiting={choices.isPending} label={frame.filter.label} />}
			{draft && (
				<div className={classes.columns}>
					<Builder
						title={saved?.name ?? "Steps"}
						draft={draft}
						choices={choices.data}
						onChange={change}
						controls={funnel && <SaveButtons funnel={funnel} saved={saved} onSaved={open} />}
					/>
					<ResultPanel frame={frame} read={read} onPeople={showPeople} />
				</div>
			)}
			{read.result && read.result.groups.length > 0 && (
				<GroupsPanel frame={frame} result={read.result} stale={read.stale} onOpen={(value) => showPeople(1, "reached", value)} />
			)}
			<SavedPanel
				tz={frame.filter.tz}
				current={search.saved}
				onOpen={open}
				onGone={(id) => id === search.saved && set({ saved: undefined })}
			/>
			{funnel && <PeoplePanel frame={frame} funnel={funnel} />}
		</>
	);
};

const NoDraft = ({ waiting, label }: { waiting: boolean; label: string }) => (
	<Panel title="Steps">
		{waiting ? (
			<Skeleton shape="lines" rows={6} />
		) : (
			<Empty title={`Nothing happened in ${label}`}>Choose other days, or open a saved funnel: its steps need no events to be shown.</Empty>
		)}
	</Panel>
);

interface SaveProps {
	readonly funnel: Funnel;
	readonly saved: SavedFunnel | undefined;
	readonly onSaved: Opened;
}

const isSame = (a: Funnel, b: Funnel): boolean => JSON.stringify(compactOf(a)) === JSON.stringify(compactOf(b));

/** Saves under a name; what is open and was changed may be kept under its own. */
const SaveButtons = ({ funnel, saved, onSaved }: SaveProps) => {
	const [naming, setNaming] = useState(false);
	const { save, update } = useSaving((done) => {
		setNaming(false);
		onSaved(done);
	});
	const changed = saved !== undefined && !isSame(saved.funnel, funnel);
	const close = (): void => {
		save.reset();
		setNaming(false);
	};
	return (
		<>
			{changed && (
				<Button variant="default" size="compact-sm" loading={update.isPending} onClick={() => update.mutate({ id: saved.id, funnel })}>
					Save changes
				</Button>
			)}
			<Button variant="default" size="compact-sm" onClick={() => setNaming(true)}>
				{saved ? "Save as…" : "Save…"}
			</Button>
			{naming && (
				<NameDialog
					title="Save this funnel"
					action="Save"
					name={saved ? `${saved.name} 2` : ""}
					busy={save.isPending}
					error={save.error}
					onName={(name) => save.mutate({ name, funnel })}
					onClose={close}
				/>
			)}
		</>
	);
};
