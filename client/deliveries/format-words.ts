/** The formats of a delivery in words; several stand with + between. */
export const formatWords = (format: string, t: (key: string, options: { defaultValue: string }) => string): string => format.split('+').map((part) => t(`formats.${part}`, { defaultValue: part })).join(' + ');
