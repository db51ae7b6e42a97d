import { Button } from "@mantine/core";
import { IconCircleCheck, IconPlayerPlay } from "@tabler/icons-react";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import type { Status } from "../../../../backend/contract/system.js";
import { insightsOf } from "../../app/analysis-run.js";
import { type Command, useCommands } from "../../app/commands.js";
import { computeHere } from "../../app/engine-choice.js";
import { useFilterCommands } from "../../app/filter-commands.js";
import { FiltersBar } from "../../app/filters-bar.js";
import { dayOf } from "../../app/period.js";
import { SavingLine } from "../../app/saving-line.js";
import { useSearchState } from "../../app/search.js";
import type { Filter } from "../../app/use-filter.js";
import { useSaveAnalysis } from "../../app/use-save-analysis.js";
import { ViewTitle } from "../../app/view-title.js";
import { failureOf } from "../../ui/failure.js";
import { format } from "../../ui/format.js";
import { Kbd, Page } from "../../ui/kit.js";
import { ErrorPanel, Note, PartialLine, Skeleton } from "../../ui/states.js";
import { cardsOf, currencyOf } from "./cards.js";
import { ExportMenu } from "./export-menu.js";
import { NoiseLink } from "./noise-link.js";
import { overviewSearch } from "./search.js";
import { Summary } from "./summary.js";
import { Tabs } from "./tabs.js";
import { type Numbers, useNumbers, useSaved } from "./use-numbers.js";

const Details = lazy(() => import("./details.js").then((module) => ({ default: module.Details })));
const NumberPanel = lazy(() => import("./number-panel.js").then((module) => ({ default: module.NumberPanel })));
const Places = lazy(() => import("./places.js").then((module) => ({ default: module.Places })));

type Search = ReturnType<typeof useSearchState<typeof overviewSearch>>;

/** A change of the filter leaves the saved analysis. */
const useLeaving = (filter: Filter, set: Search[1]): Filter =>
	useMemo(() => {
		const leave: Filter["set"] = (patch) => {
			filter.set(patch);
			set({ analysis: undefined, tab: undefined }, { replace: true });
		};
		return { ...filter, set: leave };
	}, [filter, set]);

const counted = (events: number | undefined): string => `${format.count(events)} ${events === 1 ? "event" : "events"}`;

const Analysed = ({ numbers, filter, status }: { numbers: Numbers; filter: Filter; status: Status }) => {
	const { analysis } = numbers;
	if (!analysis) return null;
	const { took_ms: took, engine } = analysis.analysis_metadata ?? {};
	const when = Date.parse(analysis.created_at);
	const sameDay = dayOf(when, filter.tz) === dayOf(status.now, filter.tz);
	return (
		<>
			<IconCircleCheck size={15} stroke={1.6} color="var(--good)" aria-hidden />
			<span className="num">
				Read {sameDay ? format.time(when, filter.tz) : format.dateTime(when, filter.tz)}
				{took !== undefined && ` · ${format.milliseconds(took)}`}
				{engine === "spark" && " on Spark"} · {counted(numbers.sections.basic_metrics?.total_events)}
			</span>
		</>
	);
};

const currencyList = (numbers: Numbers): readonly string[] =>
	(numbers.sections.commerce?.by_currency ?? []).map((group) => group.currency ?? "none");

export const Overview = ({ status, filter: shared }: { status: Status; filter: Filter }) => {
	const [search, set] = useSearchState(overviewSearch);
	const filter = useLeaving(shared, set);
	/** What was there when the view was opened; what comes later is offered, not pushed. */
	const [version, setVersion] = useState(status.events);
	const saved = useSaved(search.analysis);
	const numbers = useNumbers(filter, saved.data, search.analysis, version);
	const onSaved = useCallback((id: string) => set({ analysis: id, tab: "summary" }), [set]);
	const save = useSaveAnalysis(onSaved);
	const { start } = save;
	const run = useCallback(() => start(filter.params), [start, filter.params]);
	useFitAddress(saved.data, shared, set);
	useOverviewCommands(filter, run);
	const tab = search.tab ?? "summary";
	const hasTabs = search.analysis !== undefined || search.tab !== undefined;
	const currency = currencyOf(numbers.sections, filter.currency);
	const opening = { open: search.number, onNumber: (path: string) => set({ number: path }) };
	return (
		<Page>
			<ViewTitle note={<Analysed numbers={numbers} filter={filter} status={status} />}>
				<ExportMenu numbers={numbers} filter={filter} />
				<Button
					leftSection={<IconPlayerPlay size={15} stroke={1.7} aria-hidden />}
					rightSection={<Kbd>R</Kbd>}
					onClick={run}
					disabled={save.state !== null}
				>
					Run analysis
				</Button>
			</ViewTitle>
			<FiltersBar
				filter={filter}
				currencies={currencyList(numbers)}
				currency={currency}
				hidden={<NoiseLink numbers={numbers} filter={filter} />}
			/>
			<Lines numbers={numbers} save={save} saved={saved} added={status.events - version} onRead={() => setVersion(status.events)} />
			{hasTabs && <Tabs tab={tab} onTab={(next) => set({ tab: next })} />}
			{tab === "summary" && (
				<Summary
					numbers={numbers}
					filter={filter}
					currency={currency}
					asked={search.measure}
					onMeasure={(measure) => set({ measure }, { replace: true })}
					now={status.now}
					saved={search.analysis !== undefined}
					version={version}
					{...opening}
				/>
			)}
			<Suspense fallback={<Skeleton shape="table" />}>
				{tab === "details" && <Details numbers={numbers} filter={filter} />}
				{(tab === "insights" || tab === "products") && <Places tab={tab} numbers={numbers} filter={filter} {...opening} />}
				{search.number !== undefined && (
					<NumberPanel
						path={search.number}
						numbers={numbers}
						filter={filter}
						cards={cardsOf({ now: numbers.sections, before: numbers.before, currency })}
						findings={insightsOf(numbers)?.findings ?? []}
						now={status.now}
						onClose={() => set({ number: undefined })}
					/>
				)}
			</Suspense>
		</Page>
	);
};

interface LinesProps {
	readonly numbers: Numbers;
	readonly save: ReturnType<typeof useSaveAnalysis>;
	readonly saved: ReturnType<typeof useSaved>;
	/** Events since the numbers were read. */
	readonly added: number;
	readonly onRead: () => void;
}

/** What is going on, above what is there. */
const Lines = ({ numbers, save, saved, added, onRead }: LinesProps) => {
	if (save.state) return <SavingLine saving={save} />;
	if (saved.error) return <ErrorPanel what="The saved analysis was not opened." error={saved.error} retry={() => void saved.refetch()} />;
	if (numbers.error)
		return (
			<ErrorPanel
				what="The numbers were not computed."
				error={numbers.error}
				retry={numbers.retry}
				action={failureOf(numbers.error).code === "engine_unavailable" && <Button onClick={computeHere}>Compute on this computer</Button>}
			/>
		);
	if (saved.data?.error) return <Note tone="warning">{saved.data.error}</Note>;
	return (
		<>
			<Reading numbers={numbers} />
			{added > 0 && !numbers.reading && (
				<Note
					action={
						<Button variant="default" size="compact-sm" onClick={onRead}>
							Read again
						</Button>
					}
				>
					{format.count(added)} {added === 1 ? "event has" : "events have"} arrived since these numbers were read.
				</Note>
			)}
		</>
	);
};

/** Only for what takes longer than a moment. */
const Reading = ({ numbers }: { numbers: Numbers }) => {
	const [late, setLate] = useState(false);
	const { reading } = numbers;
	useEffect(() => {
		if (!reading) return setLate(false);
		const timer = setTimeout(() => setLate(true), 600);
		return () => clearTimeout(timer);
	}, [reading]);
	if (!late || !reading || numbers.total === 0) return null;
	return (
		<PartialLine title={`Analysing: ${numbers.done} of ${numbers.total} metrics.`} done={numbers.done / numbers.total}>
			Each one appears as soon as it is done.
		</PartialLine>
	);
};

/** A saved analysis opened by its id alone puts its own filter into the address. */
const useFitAddress = (saved: ReturnType<typeof useSaved>["data"], filter: Filter, set: Search[1]): void => {
	useEffect(() => {
		if (!saved) return;
		const { from, to, tz, noise } = saved.parameters;
		const days = {
			from: from === null ? dayOf(Date.parse(filter.known.oldest), "UTC") : dayOf(from, tz),
			to: to === null ? dayOf(Date.parse(filter.known.newest), "UTC") : dayOf(to - 1, tz),
		};
		const same = filter.range.from === days.from && filter.range.to === days.to && filter.tz === tz && filter.noise === noise;
		const patch = { ...days, tz, noise: noise === "show" ? noise : undefined };
		if (!same) set(patch as never, { replace: true });
	}, [saved, filter, set]);
};

const useOverviewCommands = (filter: Filter, run: () => void): void => {
	useFilterCommands(filter);
	const { label } = filter;
	useCommands(
		useMemo(
			(): readonly Command[] => [{ id: "run", group: "Do", title: "Run analysis", hint: label, keys: "R", icon: IconPlayerPlay, run }],
			[label, run],
		),
	);
};
