// The list of products and the results of a search: the same cards, page by page.

import { ask } from "./client.js";
import { LIST, SEARCH } from "./documents.js";
import { fill, said } from "./dom.js";

const PAGE = 12;

/** All products of the shop. */
export const list = () => pages(LIST, {});

/** The products that match words. */
export const results = (query) => pages(SEARCH, { query });

async function pages(document, variables) {
  let page = await next(null);
  const view = fill("list", { corrected: page.correctedQuery });
  const [cards, nothing, more] = view.querySelectorAll(".cards, .nothing, .more");

  function next(after) {
    return ask(document, { ...variables, first: PAGE, after }).then((data) => data.page);
  }

  function append() {
    cards.append(...page.nodes.map(card));
    more.hidden = !page.pageInfo.hasNextPage;
  }

  more.addEventListener("click", async () => {
    page = await next(page.pageInfo.endCursor);
    const shown = cards.children.length;
    append();
    cards.children[shown]?.querySelector("a").focus();
  });

  append();
  nothing.hidden = cards.children.length > 0;
  return view;
}

function card(product) {
  const { slug, titleText, contributors, price, availability } = product;
  const item = fill("card", {
    title: said(titleText),
    people: contributors.map(({ name }) => name).join(", ") || null,
    price: price.current.formatted,
    before: price.priorPrice?.formatted,
    stock: availability.label,
  });
  item.querySelector("a").href = `#/product/${encodeURIComponent(slug)}`;
  return item;
}
