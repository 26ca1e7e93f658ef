/** Turns passwords into what may be stored. */
export interface Passwords {
  /** Throws OVERLOADED while so many wait to be hashed that another one would be refused: asked before anything is read for it. */
  refuseWhenFull(): void;
  /** Argon2id with a salt of its own, as one PHC string. */
  hash(password: string): Promise<string>;
  /** Whether the password belongs to the hash. With null it takes as long and answers false, so that an unknown account looks like a wrong password. */
  verify(hash: string | null, password: string): Promise<boolean>;
}
