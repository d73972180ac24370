/** The part of html-to-text that we use; the package has no types of its own. */
declare module 'html-to-text' {
  interface Options {
    readonly wordwrap: false;
    readonly limits: { readonly maxDepth: number; readonly maxChildNodes: number };
    readonly selectors: readonly {
      readonly selector: string;
      readonly format?: string;
      readonly options?: Readonly<Record<string, unknown>>;
    }[];
  }
  export function compile(options: Options): (html: string) => string;
}
