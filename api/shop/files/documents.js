// Everything that the page asks. Amounts come formatted, explanations translated: nothing is computed here.

import { gql } from "./client.js";

export const PLACES = gql`
  query Places {
    localization {
      language { tag }
      deliverTo { country { code } subdivision }
      region { countries { code name } }
      languages { tag nativeName }
      regions { code name }
    }
  }
`;

const CARD = gql`
  fragment Card on Product {
    slug
    titleText { value language }
    contributors { name }
    price { current { formatted } priorPrice { formatted } }
    availability { label }
  }
`;

export const LIST = gql`
  query List($first: Int!, $after: String) {
    page: products(first: $first, after: $after) {
      nodes { ...Card }
      pageInfo { endCursor hasNextPage }
    }
  }
  ${CARD}
`;

export const SEARCH = gql`
  query Search($query: String!, $first: Int!, $after: String) {
    page: search(query: $query, first: $first, after: $after) {
      correctedQuery
      nodes { ...Card }
      pageInfo { endCursor hasNextPage }
    }
  }
  ${CARD}
`;

export const SUGGEST = gql`
  query Suggest($query: String!) {
    suggest(query: $query) { text }
  }
`;

export const PRODUCT = gql`
  query Product($slug: String!) {
    product(slug: $slug) {
      titleText { value language isFallback }
      descriptionText { value language isFallback }
      contributors { name roleName }
      notices { text }
      variants {
        sku
        title
        availability { label }
        price {
          current { formatted }
          priorPrice { formatted }
          unitPrice { formatted }
          appliedRules { explanation legalBasis }
        }
      }
    }
  }
`;

export const QUOTE = gql`
  query Quote($lines: [BasketLineInput!]!) {
    quote(basket: { lines: $lines }) {
      lines {
        sku
        quantity
        total { formatted }
        product { title }
        variant { title }
      }
      shipping { fee { formatted } }
      freeShipping {
        threshold { amount formatted }
        counted { amount }
        remaining { formatted }
        qualified
        floor { explanation legalBasis }
      }
      taxes { rate tax { formatted } }
      payable { formatted }
      notices { text }
      problems { message sku }
    }
  }
`;
