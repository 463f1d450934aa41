// Examples that go on where others ended: those before them are run first, and their answers fill the variables.

/** The examples that an example goes on from, the first one first, and the example itself. */
function chainOf(example, examples) {
  const before = example.after && examples.find(({ name }) => name === example.after);
  return before ? [...chainOf(before, examples), example] : [example];
}

/**
 * The variables of an example in a region, once those before it have been run by `ask(document, variables)`.
 * Throws an Error that says why when one of them didn't bring what is needed.
 */
export async function prepare(example, examples, region, ask) {
  const answers = {};
  for (const each of chainOf(example, examples).slice(0, -1)) {
    answers[each.name] = await ask(each.document, fill(each.variables, region, answers));
  }
  return fill(example.variables, region, answers);
}

function fill(told, region, answers) {
  if (told === "$fresh") return crypto.randomUUID?.() ?? String(Math.random());
  if (typeof told !== "object" || told === null) return told;
  if (told.$region) return told.$region[region] ?? Object.values(told.$region)[0];
  if (told.$answer) return pick(told, answers);
  return Object.fromEntries(Object.entries(told).map(([name, each]) => [name, fill(each, region, answers)]));
}

function pick(told, answers) {
  const [name, ...path] = told.$answer;
  const found = path.reduce((value, key) => value?.[key], answers[name]) ?? told.$else;
  if (found === undefined) throw new Error(`The example “${name}” went wrong: ${whyNot(answers[name])}`);
  return told.$only ? Object.fromEntries(told.$only.map((key) => [key, found[key]])) : found;
}

function whyNot(answer) {
  const errors = Object.values(answer).flatMap((payload) => payload?.userErrors ?? []);
  return errors.map(({ message }) => message).join(" ");
}
