/** Characters that are none, so that no text has them: they stand for `\"` and `\\` on their way through Lite. */
const standIns = { '"': '\uFDD0', '\\': '\uFDD1' } as const;

/**
 * The escapes in a quoted text of a condition, such as `or=(title.eq."a\",b")`. For Lite the text ends at an escaped quote,
 * and what follows would be read as conditions; so they are hidden before it reads the condition, and brought back in the
 * parameters of its SQL.
 */
export const quotedText = {
  hideEscapes: (condition: string): string =>
    condition.replace(/\\(["\\])/g, (_, mark: keyof typeof standIns) => standIns[mark]),
  bringBack: (text: string): string => text.replaceAll(standIns['"'], '"').replaceAll(standIns['\\'], '\\'),
};
