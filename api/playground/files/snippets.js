// The operation on screen as a program that asks the same question.

/** @typedef {{url: string, query: string, variables: object, headers: Record<string, string>}} Request */

/** @type {Record<string, {title: string, write: (request: Request) => string}>} */
export const forms = {
  curl: { title: "curl", write: writeCurl },
  typescript: { title: "TypeScript", write: writeTypeScript },
  python: { title: "Python", write: writePython },
};

const quoteShell = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
const quoteTemplate = (text) => `\`${text.replace(/[`\\]|\$(?=\{)/g, "\\$&")}\``;
const quotePython = (text) => `"""${text.replace(/\\|"""/g, (found) => (found === "\\" ? "\\\\" : '\\"\\"\\"'))}"""`;
const indent = (text, by) => text.replaceAll("\n", `\n${by}`);

function headersOf(request) {
  return { "content-type": "application/json", accept: "application/graphql-response+json", ...request.headers };
}

function writeCurl(request) {
  const headers = Object.entries(headersOf(request)).map(([name, value]) => `-H ${quoteShell(`${name}: ${value}`)}`);
  const body = JSON.stringify({ query: request.query, variables: request.variables });
  return [`curl ${request.url}`, ...headers, `-d ${quoteShell(body)}`].join(" \\\n  ");
}

function writeTypeScript(request) {
  return `const query = ${quoteTemplate(request.query)};

const response = await fetch(${JSON.stringify(request.url)}, {
  method: "POST",
  headers: ${indent(JSON.stringify(headersOf(request), null, 2), "  ")},
  body: JSON.stringify({ query, variables: ${indent(JSON.stringify(request.variables, null, 2), "  ")} }),
});
const { data, errors } = JSON.parse(await response.text());
if (errors) throw new Error(errors[0].message);
console.log(JSON.stringify(data, null, 2));
`;
}

function writePython(request) {
  return `import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

QUERY = ${quotePython(request.query)}

variables = json.loads(${quotePython(JSON.stringify(request.variables))})
request = Request(
    ${JSON.stringify(request.url)},
    data=json.dumps({"query": QUERY, "variables": variables}).encode(),
    headers=${indent(JSON.stringify(headersOf(request), null, 4), "    ")},
)
try:
    with urlopen(request) as response:
        answer = json.load(response)
except HTTPError as refusal:
    answer = json.load(refusal)
if "errors" in answer:
    raise SystemExit(answer["errors"][0]["message"])
print(json.dumps(answer["data"], indent=2, ensure_ascii=False))
`;
}
