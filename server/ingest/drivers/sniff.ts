const LENGTH = 16 * 1024;

/** The first characters of a text in any encoding, as far as ASCII goes: marks and the zero bytes of UTF-16 are left away. */
export const headText = (head: Uint8Array): string => Buffer.from(head.subarray(0, LENGTH)).toString('latin1').replace(/^\u00ef\u00bb\u00bf|^\u00ff\u00fe|^\u00fe\u00ff/, '').replace(/\0/g, '');
