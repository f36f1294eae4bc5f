/** Token ids and sequences of them. */
export type TokenId = number;
/** A sequence is a value: immutable token ids. Equal prefixes share cache, whoever made them. */
export type Tokens = readonly TokenId[];
