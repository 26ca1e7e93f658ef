/** Tells whoever looks on that something has happened: not what, for that there is the state. */
export interface Changes {
  /** Something has happened. */
  tell(): void;
  /** Calls whenever something has happened, until it is told to stop by what this answers. */
  follow(onChange: () => void): () => void;
}

/** Makes changes that nobody follows yet. */
export function createChanges(): Changes {
  const followers = new Set<() => void>();
  return {
    tell() {
      for (const onChange of followers) {
        onChange();
      }
    },
    follow(onChange) {
      followers.add(onChange);
      return () => {
        followers.delete(onChange);
      };
    },
  };
}
