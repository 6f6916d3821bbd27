/* What the search box shows of what the engine found: items of Material, best first. The page puts
   their titles in as HTML, so every text is escaped here. */

/**
 * An item as Material draws it. It shows the text only of what has no hash in its address, so all
 * that we show is in the title. The page marks the terms after the jump.
 * @typedef {{
 *   location: string, title: string, text: string, score: number, terms: Record<string, boolean>
 * }} Item
 */

const Results = (({ COMMON }, { LIMITS }) => {
  const PASSAGE = 34 // words
  const PASSAGE_STEP = 6 // words between the places where a passage may start
  const WORDS_OF_BLOCK = 4
  const NEAREST_CONCEPTS = 3
  const LEAST_SIMILARITY = 0.2 // of a concept's name and a query that finds nothing, from 0 to 1
  const COMPARED = 64 // characters of such a query; no name is longer

  /** @type {Record<string, string>} */
  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" }

  /** @param {string} text */
  function escapeHtml(text) {
    return text.replace(/[&<>"']/g, letter => ENTITIES[letter])
  }

  /** The terms that a document was found by, and where its texts hold them. */
  class Highlighter {
    /**
     * @param {Texts} texts
     * @param {Iterable<string>} matched
     */
    constructor(texts, matched) {
      this.texts = texts
      this.terms = new Set([...matched].filter(term => !COMMON.has(term)))
    }

    /** @param {string} text */
    termsIn(text) {
      return this.texts.termsOf(text).filter(term => this.terms.has(term))
    }

    /**
     * How many of the terms these texts hold.
     * @param {string[]} texts
     */
    count(...texts) {
      return new Set(texts.flatMap(text => this.termsIn(text))).size
    }

    /**
     * The words of a text that hold one of the terms, as they are written.
     * @param {string} text
     */
    wordsIn(text) {
      return this.texts
        .wordsOf(text)
        .filter(word => word.terms.some(term => this.terms.has(term)))
        .map(word => word.text)
    }

    /**
     * The text as HTML with these words marked.
     * @param {string} text
     */
    mark(text) {
      let html = ""
      let end = 0
      for (const word of this.wordsIn(text)) {
        const start = text.indexOf(word, end)
        if (start < 0) continue // it is written otherwise there, before NFKC
        html += escapeHtml(text.slice(end, start)) + marked(word)
        end = start + word.length
      }
      return html + escapeHtml(text.slice(end))
    }

    /**
     * The part of a text that holds the most of the terms, as HTML; all of a short one.
     * @param {string} text
     */
    passage(text) {
      const words = text.split(/\s+/)
      if (words.length <= PASSAGE) return this.mark(text)
      const start = this.#bestStart(words)
      const end = start + PASSAGE
      const passage = this.mark(words.slice(start, end).join(" "))
      return `${start ? "… " : ""}${passage}${end < words.length ? " …" : ""}`
    }

    /** @param {string[]} words */
    #bestStart(words) {
      const terms = words.map(word => this.termsIn(word))
      let best = 0
      let most = -1
      const end = words.length - PASSAGE + PASSAGE_STEP // the last one may run over
      for (let start = 0; start < end; start += PASSAGE_STEP) {
        const count = new Set(terms.slice(start, start + PASSAGE).flat()).size
        if (count <= most) continue
        best = start
        most = count
      }
      return best
    }
  }

  /** @param {string} word */
  function marked(word) {
    return `<mark>${escapeHtml(word)}</mark>`
  }

  /**
   * @param {"fact" | "text"} kind
   * @param {string} html
   */
  function line(kind, html) {
    return `<span class="dr-hit dr-hit--${kind}">${html}</span>`
  }

  /**
   * The block that holds the most of the words which neither names nor spoken answer of a question
   * hold; none if they hold all.
   * @param {Prepared} document
   * @param {Highlighter} highlighter
   * @param {Record<string, string>} titles of blocks that have none of their own
   */
  function bestBlock(document, { texts, terms }, titles) {
    const { title, also, queries, names, say } = document
    const quoted = [title, ...also, ...queries, ...names, say]
    const said = new Set(quoted.flatMap(text => texts.termsOf(text)))
    const unsaid = [...terms].filter(term => !said.has(term))
    const missing = new Highlighter(texts, unsaid)
    let best = null
    let most = 0
    for (const [suffix, title, prose, code] of document.blocks) {
      const count = missing.count(title, prose, code)
      if (count <= most) continue
      const words = [prose, code].flatMap(text => missing.wordsIn(text))
      best = { suffix, title: title || titles[suffix] || "", words }
      most = count
    }
    return best
  }

  /**
   * Another name of a question that says more of what was asked than its title and spoken answer.
   * @param {Prepared} document
   * @param {Highlighter} highlighter
   */
  function otherName(document, highlighter) {
    let best = null
    let most = Math.max(highlighter.count(document.title), highlighter.count(document.say))
    const names = [...document.also, ...document.queries].flatMap(names => names.split(", "))
    for (const name of names) {
      const count = highlighter.count(name)
      if (count <= most) continue
      best = name
      most = count
    }
    return best
  }

  /**
   * A question: its topic, what it says of what was asked, and the block to open.
   * @param {Hit} hit
   * @param {Highlighter} highlighter
   * @param {Record<string, string>} titles
   * @returns {Item}
   */
  function questionItem({ document, score }, highlighter, titles) {
    const lines = [
      line("fact", `${escapeHtml(document.topic)} · difficulty ${document.difficulty} of 4`),
      line("text", highlighter.passage(document.say))
    ]
    const name = otherName(document, highlighter)
    if (name) lines.push(line("fact", `Also asked as: ${highlighter.mark(name)}`))
    const block = bestBlock(document, highlighter, titles)
    if (block) {
      const title = highlighter.mark(block.title) + (block.title.endsWith("?") ? "" : ":")
      const words = block.words.slice(0, WORDS_OF_BLOCK).map(marked).join(", ") || "…"
      lines.push(line("fact", `${title} ${words}`))
    }
    const suffix = block?.suffix ? `-${block.suffix}` : ""
    return item(document, document.location + suffix, score, lines, highlighter)
  }

  /**
   * A concept or a notebook.
   * @param {Omit<Hit, "matched">} hit
   * @param {Highlighter} highlighter
   * @param {string} note
   * @returns {Item}
   */
  function otherItem({ document, score }, highlighter, note) {
    const lines = [line("fact", note), line("text", highlighter.passage(document.say))]
    return item(document, document.location, score, lines, highlighter)
  }

  /**
   * @param {Prepared} document
   * @param {string} location
   * @param {number} score
   * @param {string[]} lines below the title
   * @param {Highlighter} highlighter
   * @returns {Item}
   */
  function item(document, location, score, lines, highlighter) {
    const title = highlighter.mark(document.title) + lines.join("")
    const terms = Object.fromEntries([...highlighter.terms].map(term => [term, true]))
    return { location, title, text: "", score, terms }
  }

  /**
   * @param {Hit} hit
   * @param {Texts} texts
   * @param {Record<string, string>} titles
   * @returns {Item}
   */
  function itemOf(hit, texts, titles) {
    const highlighter = new Highlighter(texts, hit.matched)
    const { kind } = hit.document
    if (kind === "question") return questionItem(hit, highlighter, titles)
    return otherItem(hit, highlighter, kind === "concept" ? "Concept" : "Notebook")
  }

  /**
   * For a query that finds nothing: the concepts whose names look most like it.
   * @param {Engine} engine
   * @param {string} query
   * @returns {Item[]}
   */
  function nearestConcepts({ documents, texts }, query) {
    const typed = trigrams(query.slice(0, COMPARED))
    const highlighter = new Highlighter(texts, [])
    return documents
      .filter(document => document.kind === "concept")
      .map(document => ({ document, score: closest(typed, [document.title, ...document.also]) }))
      .filter(({ score }) => score > LEAST_SIMILARITY)
      .sort((one, other) => other.score - one.score)
      .slice(0, NEAREST_CONCEPTS)
      .map(hit => otherItem(hit, highlighter, "No answer holds these words. A concept near them:"))
  }

  /**
   * @param {Set<string>} typed
   * @param {string[]} names
   */
  function closest(typed, names) {
    return Math.max(...names.map(name => similarity(typed, trigrams(name))))
  }

  /**
   * All rows of three letters in a text.
   * @param {string} text
   */
  function trigrams(text) {
    const padded = `  ${text.toLowerCase()} `
    const found = new Set()
    for (let start = 0; start + 3 <= padded.length; start++) {
      found.add(padded.slice(start, start + 3))
    }
    return found
  }

  /**
   * Dice's coefficient, from 0 to 1.
   * @param {Set<string>} one
   * @param {Set<string>} other
   */
  function similarity(one, other) {
    const shared = [...one].filter(gram => other.has(gram)).length
    return (2 * shared) / (one.size + other.size)
  }

  /**
   * Says what of a query was not searched for; nothing if all of it was.
   * @param {Shortened | null} shortened
   */
  function noteOn(shortened) {
    if (!shortened) return ""
    const { words, searched, leftOut, unread, cut } = shortened
    const notes = []
    if (leftOut) notes.push(`Searched for the ${searched} rarest of ${number(words)} words.`)
    if (unread) notes.push(`The last ${number(unread)} characters were not read.`)
    if (cut) notes.push(`Longer words were cut after ${LIMITS.wordLength} characters.`)
    return notes.join(" ")
  }

  /** @param {number} value */
  function number(value) {
    return value.toLocaleString("en-US")
  }

  /**
   * The items for a query, best first; none for an empty query. What was not searched for stands
   * first in the first of them.
   * @param {Engine} engine
   * @param {string} query
   * @param {Record<string, string>} titles of blocks, by the ends of their addresses
   * @returns {Item[]}
   */
  function of(engine, query, titles) {
    if (!query.trim()) return []
    const { hits, shortened } = engine.search(query)
    const items = hits.length
      ? hits.map(hit => itemOf(hit, engine.texts, titles))
      : nearestConcepts(engine, query)
    const note = noteOn(shortened)
    if (!note) return items
    if (!items.length) return [noteItem(`${note} Nothing was found.`)]
    const [first, ...others] = items
    return [{ ...first, title: line("fact", note) + first.title }, ...others]
  }

  /**
   * An item that only says something. Each item is a link, this one to the home page.
   * @param {string} note
   * @returns {Item}
   */
  function noteItem(note) {
    return { location: "", title: line("fact", note), text: "", score: 0, terms: {} }
  }

  return { of }
})(Analysis, Query)
