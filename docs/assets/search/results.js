/* What the search box shows of what the engine found, as HTML. */

const Results = (Engine => {
  const WINDOW = 34 // words of a passage
  const NAMES = { depth: "In depth", pitfall: "What goes wrong" }
  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

  const escape = text => text.replace(/[&<>"']/g, letter => ENTITIES[letter])

  /* The text with the words marked that the query found. */
  const mark = (text, matched) => {
    let html = "", end = 0
    for (const word of Engine.words(text)) {
      const start = text.indexOf(word.text, end)
      if (start < 0 || !telling(word, matched).length) continue
      html += `${escape(text.slice(end, start))}<mark>${escape(word.text)}</mark>`
      end = start + word.text.length
    }
    return html + escape(text.slice(end))
  }

  const telling = (word, matched) => word.terms.filter(term => matched.has(term) && !Engine.COMMON.has(term))

  const count = (words, matched) => new Set(words.flatMap(word => telling(word, matched))).size

  /* The piece of a text that holds the most of the words; whole if it is short. */
  const passage = (text, matched) => {
    const pieces = text.split(/\s+/)
    if (pieces.length <= WINDOW) return mark(text, matched)
    const hits = pieces.map(piece => Engine.wordsOf(piece).flatMap(word => telling(word, matched)))
    let best = 0, most = -1
    for (let start = 0; start + WINDOW <= pieces.length + 8; start += 6) {
      const here = new Set(hits.slice(start, start + WINDOW).flat()).size
      if (here > most) [best, most] = [start, here]
    }
    const piece = pieces.slice(best, best + WINDOW).join(" ")
    return `${best ? "… " : ""}${mark(piece, matched)}${best + WINDOW < pieces.length ? " …" : ""}`
  }

  /* The block that holds words which neither the title nor the spoken answer does. */
  const block = (doc, matched) => {
    const said = new Set([doc.title, ...doc.also, ...doc.queries, ...doc.names, doc.say].flatMap(Engine.wordsOf).flatMap(word => word.terms))
    const missing = new Set([...matched].filter(term => !said.has(term) && !Engine.COMMON.has(term)))
    if (!missing.size) return null
    let best = null, most = 0
    for (const found of doc.blocks) {
      const here = count(found.slice(1).flatMap(Engine.wordsOf), missing)
      if (here > most) [best, most] = [found, here]
    }
    return best && { suffix: best[0], title: best[1] || NAMES[best[0]] || "", words: best, missing }
  }

  /* Another name of the question that says more of what was asked than its title and answer do. */
  const otherName = (doc, matched) => {
    let best = null, most = Math.max(...[doc.title, doc.say].map(text => count(Engine.wordsOf(text), matched)))
    for (const name of [...doc.also, ...doc.queries].flatMap(names => names.split(", "))) {
      const here = count(Engine.wordsOf(name), matched)
      if (here > most) [best, most] = [name, here]
    }
    return best
  }

  const questionItem = ({ doc, matched, score }) => {
    const inside = block(doc, matched)
    const other = otherName(doc, matched)
    const lines = [
      line("fact", `${escape(doc.topic)} · difficulty ${doc.difficulty} of 4`),
      line("text", passage(doc.say, matched)),
      other && line("fact", `Also asked as: ${mark(other, matched)}`),
      inside && line("fact", `${mark(inside.title, matched)}${inside.title.endsWith("?") ? "" : ":"} ${listed(inside)}`)
    ]
    const location = inside && inside.suffix ? `${doc.location}-${inside.suffix}` : doc.location
    return item(doc, location, matched, score, lines)
  }

  /* The words of a block that were looked for, as they stand in it. */
  const listed = ({ words, missing }) =>
    words.slice(2).flatMap(Engine.wordsOf).filter(word => word.terms.some(term => missing.has(term))).slice(0, 4)
      .map(word => `<mark>${escape(word.text)}</mark>`).join(", ") || "…"

  const otherItem = ({ doc, matched, score }, note = doc.kind === "concept" ? "Concept" : "Notebook") =>
    item(doc, doc.location, matched, score, [line("fact", note), line("text", passage(doc.say, matched))])

  const line = (kind, html) => `<span class="dr-hit dr-hit--${kind}">${html}</span>`

  /* Material shows the text only of what has no hash in its address, so the lines are in the title. */
  const item = (doc, location, matched, score, lines) => ({
    location, title: mark(doc.title, matched) + lines.filter(Boolean).join(""), text: "", score, terms: found(matched)
  })

  /* What the page marks after the jump. */
  const found = matched => Object.fromEntries([...matched].filter(term => !Engine.COMMON.has(term)).map(term => [term, true]))

  /* Nothing found: the concepts whose names look most like what was typed. */
  const nearest = (engine, query) => {
    const wanted = trigrams(query)
    return engine.documents.filter(doc => doc.kind === "concept")
      .map(doc => ({ doc, matched: new Set(), score: Math.max(...[doc.title, ...doc.also].map(name => shared(wanted, trigrams(name)))) }))
      .filter(({ score }) => score > 0.2).sort((a, b) => b.score - a.score).slice(0, 3)
      .map(near => otherItem(near, "No answer holds these words. A concept near them:"))
  }

  const trigrams = text => {
    const padded = `  ${text.toLowerCase()} `
    return new Set(Array.from({ length: padded.length - 2 }, (_, i) => padded.slice(i, i + 3)))
  }

  const shared = (a, b) => 2 * [...a].filter(gram => b.has(gram)).length / (a.size + b.size)

  return {
    /* The items for a query, best first; empty for an empty query. */
    of(engine, query) {
      if (!engine || !query.trim()) return []
      const hits = engine.search(query)
      if (!hits.length) return nearest(engine, query)
      return hits.map(hit => hit.doc.kind === "question" ? questionItem(hit) : otherItem(hit))
    }
  }
})(typeof module === "object" ? require("./engine.js") : Engine)

if (typeof module === "object") module.exports = Results
