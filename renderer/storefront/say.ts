/** What happened, told to those who see and to those who listen: the shell shows it for some seconds. */
type Listener = (text: string) => void;

const listeners = new Set<Listener>();

export const say = (text: string): void => {
	for (const listener of listeners) listener(text);
};

export const onSaid = (listener: Listener): (() => void) => {
	listeners.add(listener);
	return () => void listeners.delete(listener);
};
