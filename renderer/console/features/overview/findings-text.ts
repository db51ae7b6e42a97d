/** A number with its sign, symbol and unit, in the locale in which the rules write. */
const number = /([−-]?[€$£]?\d(?:[\d.,\u202f\u00a0]*\d)?(?:[\u202f\u00a0 ]?(?:%|pp))?)/u;

/** A sentence in parts, every second of which is a number. */
export const withNumbers = (text: string): readonly string[] => text.split(new RegExp(number, "gu"));
