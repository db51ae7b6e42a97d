import { Notifications } from "@mantine/notifications";

/** Draws messages at the lower right; those sent before it was fetched too. */
export const Messages = () => <Notifications position="bottom-right" autoClose={6000} containerWidth={380} />;
