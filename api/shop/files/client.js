// The page's client: urql, which sends where the shopper stands with every question.

import "./production.js";

import { Client, cacheExchange, fetchExchange } from "./vendor/urql-core.mjs";

export { gql } from "./vendor/urql-core.mjs";

const chosen = new URLSearchParams(location.search);

export const region = document.documentElement.dataset.region;
export const language = document.documentElement.lang;
export const country = chosen.get("country");
export const state = chosen.get("state")?.trim();

const headers = { "X-Region": region, "X-Language": language };
if (country) headers["X-Deliver-To"] = state ? `${country}-${state}` : country;

const client = new Client({
  url: new URL("/graphql", location.href).href,
  exchanges: [cacheExchange, fetchExchange],
  fetchOptions: { headers },
});

/** The data that answer a document; throws urql's error, which holds the API's with their codes. */
export async function ask(document, variables = {}) {
  const { data, error } = await client.query(document, variables).toPromise();
  if (error) throw error;
  return data;
}
