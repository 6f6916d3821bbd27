/* Answers Material's search box. The scripts come while Material fetches the index, ten times their
   size. Every query is answered, by an error too, or the results of the query before would stay. */

const SETUP = 0 // the numbers of Material's messages
const READY = 1
const QUERY = 2
const RESULT = 3

const FAILED = {
  location: "", // each item is a link, this one to the home page
  title: "The search failed. The home page lists every topic.",
  text: "",
  score: 0,
  terms: {}
}

/** @type {Engine} */
let engine
/** @type {Record<string, string>} */
let titles

/**
 * What the action returns, or nothing if it fails.
 * @template Outcome
 * @param {() => Outcome} action
 */
function attempt(action) {
  try {
    return action()
  } catch (error) {
    console.error(error)
    return undefined
  }
}

const SCRIPTS = [
  "minisearch.js",
  "analysis.js",
  "vocabulary.js",
  "query.js",
  "ranking.js",
  "results.js"
]
attempt(() => importScripts(...SCRIPTS))

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) {
    engine = attempt(() => {
      titles = data.config.titles
      return new Engine(data.docs)
    })
    postMessage({ type: READY }) // if it failed, too: the box takes no query before
  } else if (type === QUERY) {
    const items = attempt(() => Results.of(engine, data, titles)) || [FAILED]
    postMessage({ type: RESULT, data: { items: items.map(item => [item]) } }) // a group a page
  }
})
