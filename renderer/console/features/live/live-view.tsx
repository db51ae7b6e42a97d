import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconPlugConnectedX } from "@tabler/icons-react";
import { useCallback, useMemo } from "react";
import { type Command, useCommands } from "../../app/commands.js";
import { ViewTitle } from "../../app/view-title.js";
import { Kbd, Page, Tag } from "../../ui/kit.js";
import { ErrorPanel, Note, WaitingPanel } from "../../ui/states.js";
import { EventsPanel } from "./events-panel.js";
import classes from "./live.module.css";
import { MinutesPanel } from "./minutes-panel.js";
import { NowCards } from "./now-cards.js";
import { PagesPanel } from "./pages-panel.js";
import { useLiveSearch } from "./search.js";
import { StreamFacts } from "./stream-facts.js";
import { type Live, useLive } from "./use-live.js";
import { secondsOf } from "./words.js";

/** What is happening in the shop right now? Pushed by the server, drawn at most twice a second, frozen by Pause. */
export const LiveView = () => {
	const [search] = useLiveSearch();
	const live = useLive(search);
	const { list, screen, link, retry } = live;
	const pause = useCallback(() => list.setPaused(!list.screen().paused), [list]);
	usePause(pause);
	const { picture } = screen;
	return (
		<Page>
			<ViewTitle>
				<LinkTag live={live} />
				<Button
					variant="default"
					aria-keyshortcuts="P"
					leftSection={
						screen.paused ? <IconPlayerPlay size={15} stroke={1.7} aria-hidden /> : <IconPlayerPause size={15} stroke={1.7} aria-hidden />
					}
					rightSection={<Kbd>P</Kbd>}
					onClick={pause}
				>
					{screen.paused ? "Go on" : "Pause"}
				</Button>
			</ViewTitle>
			{link.state === "broken" && (
				<ErrorPanel
					what={picture ? "The stream broke off; what is shown is from before." : "The stream was not opened."}
					error={link.error}
					retry={retry}
				/>
			)}
			{picture?.store_problem && <Note tone="warning">{picture.store_problem}</Note>}
			{picture ? (
				<div className={link.state === "broken" ? `${classes.view} ${classes.former}` : classes.view}>
					<NowCards picture={picture} />
					<MinutesPanel picture={picture} />
					<div className={classes.columns}>
						<EventsPanel screen={screen} link={link} />
						<PagesPanel picture={picture} />
						<StreamFacts screen={screen} picture={picture} />
					</div>
					<p className={classes.about}>
						All numbers count what was accepted, before the noise filter, by the time of the events; the shop’s day is that of {picture.tz}.
					</p>
				</div>
			) : (
				link.state === "opening" && <WaitingPanel shape="bars" />
			)}
		</Page>
	);
};

const usePause = (pause: () => void): void => {
	const commands = useMemo(
		(): readonly Command[] => [
			{ id: "pause-live", group: "Do", title: "Pause or go on with Live", keys: "P", icon: IconPlayerPause, run: pause },
		],
		[pause],
	);
	useCommands(commands);
};

const LinkTag = ({ live: { link, screen } }: { live: Live }) => {
	if (link.state === "broken")
		return (
			<Tag tone="bad" icon={IconPlugConnectedX}>
				Disconnected, trying again
			</Tag>
		);
	if (screen.paused)
		return (
			<Tag tone="warning" icon={IconPlayerPause}>
				Paused
			</Tag>
		);
	if (link.state === "opening") return <Tag>Opening</Tag>;
	return (
		<Tag tone="good">
			<span className="num">● Live{screen.shownAfterMs === null ? "" : `, ${secondsOf(screen.shownAfterMs)} behind`}</span>
		</Tag>
	);
};
