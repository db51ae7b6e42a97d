/** A number need not have digits. "One" is left out, since it seldom is one; ordinals, which rank rather than count, too. */
const cardinals =
	"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|zero|hundreds?|thousands?|millions?|billions?|dozens?";
const parts =
	"half|halves|halved|halving|thirds|a third|one third|quarters?|tenths?|percent|percentage points?|per cent|twice|thrice|doubl(?:e[ds]?|ing)|tripl(?:e[ds]?|ing)|quadrupl(?:e[ds]?|ing)|\\w+fold";

const words = new RegExp(`(?<!\\p{L})(?:${cardinals}|${parts})(?!\\p{L})`, "iu");

/** Capitals that count: IV, XII. A single I or X is a word or a letter. */
const roman =
	/(?<![\p{L}\p{N}])(?=[IVXLCDM]{2,}(?![\p{L}\p{N}]))M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\p{L}\p{N}])/u;

/** Letters one by one, "t w e n t y", to get past a list of words. */
const spaced = /(?<![\p{L}])(?:\p{L}[\s.-]){4,}\p{L}(?!\p{L})/u;

/** What in a text counts without digits, or null. */
export const numberWord = (text: string): string | null =>
	(words.exec(text.replace(/[-\u2010-\u2015]/g, " ")) ?? roman.exec(text) ?? spaced.exec(text))?.[0] ?? null;
