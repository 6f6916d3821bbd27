/* Answers Material's search box (messages: 0 setup, 1 ready, 2 query, 3 result). The page puts
   titles and texts in as HTML, so everything is escaped here. The engine comes while Material
   fetches the index, ten times its size. */

importScripts("minisearch.js", "engine.js", "results.js")

let engine

addEventListener("message", ({ data: { type, data } }) => {
  if (type === 0) {
    engine = new Engine(data.docs)
    postMessage({ type: 1 })
  } else if (type === 2) {
    postMessage({ type: 3, data: { items: Results.of(engine, data).map(item => [item]) } })
  }
})
