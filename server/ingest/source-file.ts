/** A file of a delivery: where it lies, and what its sender called it. */
export interface SourceFile { readonly path: string; readonly fileName: string }
