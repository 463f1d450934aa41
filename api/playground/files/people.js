// Who asks: anybody, or one of the demo's people, whom the page signs in when an example needs it.

const PATHS = { shop: "/graphql", staff: "/staff/graphql" };
const SIGN_IN = { customer: "signIn", staff: "staffSignIn" };
const SPARE = 60_000; // milliseconds that a token has to be good for

/** What was handed out, by who it is for: the header's value and when it ends. */
const tokens = {};

/** Which API somebody asks. */
export const apiOf = (who) => (who === "staff" ? "staff" : "shop");

/** Address of an API. */
export const urlOf = (api) => new URL(PATHS[api], location.href).href;

/** The demo's people by who they are, with what they sign in with; nobody where there are none. */
export async function fetchPeople() {
  return (await fetch("./playground/people.json")).json();
}

/** The data that an API answers with to a question of the page itself, as its extensions say. */
export async function ask(api, query, variables, headers = {}) {
  const response = await fetch(urlOf(api), {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/graphql-response+json", ...headers },
    body: JSON.stringify({ query, variables, extensions: { asker: "Playground" } }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

/** The value of the header Authorization for somebody; undefined for those who need none. Throws when refused. */
export async function authorize(who, people) {
  if (!people[who]) return undefined;
  const known = tokens[who];
  if (known && known.ends - Date.now() > SPARE) return known.value;
  const { opened } = await ask(
    apiOf(who),
    `mutation PlaygroundSignIn($input: SignInInput!) {
      opened: ${SIGN_IN[who]}(input: $input) { tokens { accessToken expiresAt } userErrors { message } }
    }`,
    { input: people[who] },
  );
  if (!opened.tokens) throw new Error(`Nobody can sign in as ${people[who].email}: ${opened.userErrors[0].message}`);
  tokens[who] = { value: `Bearer ${opened.tokens.accessToken}`, ends: Date.parse(opened.tokens.expiresAt) };
  return tokens[who].value;
}
