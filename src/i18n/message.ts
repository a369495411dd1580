/** A message of the catalogue: a text with `{names}`, or two of them chosen by `{count}`. */
export type Message = string | Plural;

/** Texts for one and for many; languages without that difference use a plain text. */
interface Plural {
  readonly one: string;
  readonly other: string;
}

/** A file of messages. */
export type Messages = Readonly<Record<string, Message>>;

/** The same messages in another language. */
export type Translation<T extends Messages> = { readonly [K in keyof T]: Message };

type Names<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

type TextOf<M extends Message> = M extends string ? M : M extends Plural ? M['one' | 'other'] : never;

/** What a message needs to be said; plurals always need their `count`. */
type Params<M extends Message> = Readonly<
  Record<Exclude<Names<TextOf<M>>, 'count'>, string | number> &
    ('count' extends Names<TextOf<M>> ? { count: number } : M extends Plural ? { count: number } : unknown)
>;

/** The arguments after the key: none where the message has no holes. */
export type Args<M extends Message> = [Names<TextOf<M>>] extends [never]
  ? M extends string
    ? []
    : [params: Params<M>]
  : [params: Params<M>];
