/** What a client sends its requests with: the runtime's `fetch`, or one that takes the same. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
