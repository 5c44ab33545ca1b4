/** The sensor of the live site. */
export {};
