import { type Persona, personas } from "../contract/seeding.js";
import { type Agent, agentsOf, deviceKinds } from "./agents.js";
import { calibration } from "./calibration.js";
import { mix, openRandom, place, type Random, sumsOf } from "./random.js";
import { categories } from "./shop/categories.js";

/** All that stays the same of a visitor; drawn anew from the visitor's number wherever it is needed, so that nobody has to be remembered. */
export interface Person {
	readonly persona: Persona;
	readonly hasAccount: boolean;
	readonly usual: Agent;
	readonly second: Agent | null;
	/** Places of the categories this visitor cares for, the dearest first. */
	readonly favourites: readonly number[];
	readonly address: string;
}

const shares = sumsOf(personas.map((persona) => calibration.personas[persona].share));
const deviceShares = sumsOf(deviceKinds.map((kind) => calibration.devices[kind].share));
const categoryShares = sumsOf(categories.map(({ weight }) => weight));

/** The streams of random numbers of a visitor: who it is, when it comes, and what it does on each visit. */
export const streams = { person: 1, schedule: 2, visit: 3, bots: 4 } as const;

const personaFrom = (random: Random): Persona => personas[place(shares, random.next())] as Persona;

export const personaOf = (seed: number, visitor: number): Persona => personaFrom(openRandom(mix(seed, streams.person), visitor));

/** Of the shared address space of carriers (RFC 6598), which nobody's own address lies in. */
const addressOf = (random: Random): string => `100.${64 + random.below(64)}.${random.below(256)}.${1 + random.below(254)}`;

const agentFrom = (random: Random): Agent =>
	random.pick(agentsOf(deviceKinds[place(deviceShares, random.next())] as (typeof deviceKinds)[number]));

export const personOf = (seed: number, visitor: number): Person => {
	const random = openRandom(mix(seed, streams.person), visitor);
	const persona = personaFrom(random);
	const hasAccount = random.chance(calibration.personas[persona].account);
	const usual = agentFrom(random);
	const second = random.chance(calibration.secondDevice.share) ? agentFrom(random) : null;
	const favourites = [place(categoryShares, random.next()), place(categoryShares, random.next())];
	return { persona, hasAccount, usual, second, favourites, address: addressOf(random) };
};
