// Examples that go on where others ended: those before them are run first, and their answers fill the variables.

/** What the last journey bought; it is cancelled before the next one, so that the demo never sells out. */
let bought;

const CANCEL = "mutation PlaygroundCancel($input: OrderCancelInput!) { orderCancel(input: $input) { warnings { code } } }";

/** The examples that an example goes on from, the first one first, and the example itself. */
function chainOf(example, examples) {
  const before = example.after && examples.find(({ name }) => name === example.after);
  return before ? [...chainOf(before, examples), example] : [example];
}

/** The variables of an example in a region, once those before it have been run by `ask(document, variables)`. */
export async function prepare(example, examples, region, ask) {
  const chain = chainOf(example, examples);
  if (chain.some(({ variables }) => Object.keys(variables).length)) await cancelLast(ask);
  const answers = {};
  for (const each of chain.slice(0, -1)) {
    answers[each.name] = await ask(each.document, fill(each.variables, region, answers));
    remember(answers[each.name]);
  }
  return fill(example.variables, region, answers);
}

/** Note what an answer says was bought. */
export function remember(data) {
  const done = data?.checkoutComplete;
  if (done?.order) bought = { orderId: done.order.id, token: done.guestToken };
}

async function cancelLast(ask) {
  if (!bought) return;
  const input = bought;
  bought = undefined;
  await ask(CANCEL, { input });
}

function fill(told, region, answers) {
  if (told === "$fresh") return crypto.randomUUID?.() ?? String(Math.random());
  if (typeof told !== "object" || told === null) return told;
  if (told.$region) return told.$region[region] ?? Object.values(told.$region)[0];
  if (told.$answer) return pick(told, answers);
  return Object.fromEntries(Object.entries(told).map(([name, each]) => [name, fill(each, region, answers)]));
}

function pick(told, answers) {
  const found = told.$answer.reduce((value, key) => value?.[key], answers) ?? told.$else ?? null;
  if (!told.$only || !found) return found;
  return Object.fromEntries(told.$only.map((key) => [key, found[key]]));
}
