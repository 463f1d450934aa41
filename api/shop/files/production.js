// urql asks for Node's name of the environment, which bundlers would fill in; it has to be there before urql is.
globalThis.process = { env: { NODE_ENV: "production" } };
