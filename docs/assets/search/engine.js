/* The search engine: MiniSearch with words, spelling and ranking of our own. It runs in the worker
   of the page and, for measurements, in Node; it knows nothing of either. */

const Engine = (MiniSearch => {
  /* Words that say little. They are indexed like all others, because `with`, `in` and `all` can be
     the concept; in a query they weigh little. */
  const COMMON = new Set(("a about after all am an and any are as at be because been before being between but by can " +
    "could did do does doing don down during each few for from further get give good had has have having he her here " +
    "how i if in into is it its just like make many me more most much my no nor not now of off on once one only or " +
    "other our out over own same she should so some such than that the their them then there these they this those " +
    "through to too under until up use used using very want was way we were what when where which while who whom why " +
    "will with work works would you your vs versus explain tell need between difference differ true false none").split(" "))

  /* What counts for how much: chosen on the development half of tests/search/queries.yml. `also` is
     written for finding; depth is long and says a bit of all; `around` is what the concepts mean. */
  const SETTINGS = {
    boost: { title: 5.5, also: 6.5, concepts: 1.7, topic: 1.8, say: 5, followups: 1.2, code: 1.7, depth: 0.9, around: 0.6 },
    bm25: { k: 1, b: 0.5, d: 0.8 },
    light: 0.13, // a common word
    part: 0.06, // a part of a name that is known as a whole
    completed: 0.25, // a word that only starts as the last one typed
    corrected: 1.4, // a word that is near the one typed
    coverage: 2, // power of the share of the query that a document covers
    likeness: 1.5, // of the query to a phrase of the document
    concept: 0.6, // likeness to the name of a concept, beside a phrase of the question
    other: 0.07 // a concept or notebook, beside a question
  }

  const DASHES = /[\u2010-\u2015\u2212]/g
  const CHUNK = /[\p{L}\p{N}_]+(?:[.\-'’][\p{L}\p{N}_]+)*(?:\+\+|#)?/gu
  const CAMEL = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/

  /* Light stemming: endings of number and tense, and what is left of them, so that `normalizing`,
     `normalized` and `normalization` meet, and `classes` meets `class`. */
  const stem = word => {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return word
    let s = word
    if (/(ss|us|is)$/.test(s)) return s
    if (s.endsWith("sses")) s = s.slice(0, -2)
    else if (s.endsWith("ies") && s.length > 4) s = s.slice(0, -3) + "y"
    else if (s.endsWith("xes") || s.endsWith("ches") || s.endsWith("shes")) s = s.slice(0, -2)
    else if (s.endsWith("s")) s = s.slice(0, -1)
    for (const [ending, put] of [["ization", "iz"], ["isation", "iz"], ["izing", "iz"], ["ising", "iz"], ["ized", "iz"],
      ["ised", "iz"], ["izer", "iz"], ["ize", "iz"], ["ation", ""], ["ating", ""], ["ated", ""], ["ator", ""], ["ate", ""],
      ["ing", ""], ["edly", ""], ["ed", ""], ["er", ""], ["ly", ""], ["ment", ""], ["e", ""]]) {
      const rest = s.slice(0, -ending.length)
      if (s.endsWith(ending) && rest.length > 2 && /[aeiouy]/.test(rest)) {
        s = rest + put
        break
      }
    }
    return /([^aeiouls])\1$/.test(s) ? s.slice(0, -1) : s
  }

  /* A text as words: each is what was typed with its terms, the whole first and then its parts.
     `torch.no_grad` is found by itself, by `no_grad` and by `grad`; `k-means` by `kmeans`. */
  const words = text => {
    const found = []
    for (const [raw] of text.normalize("NFKC").replace(DASHES, "-").matchAll(CHUNK)) {
      const chunk = raw.replace(/[’']s$/, "").replace(/[’']/g, "")
      const whole = chunk.toLowerCase()
      const terms = new Set([/[._+#-]/.test(whole) ? whole : stem(whole)])
      const pieces = chunk.split(/[.\-]/).filter(Boolean)
      if (pieces.length > 1) terms.add(stem(pieces.join("").toLowerCase()))
      for (const piece of pieces) {
        const snake = piece.replace(/^_+|_+$/g, "")
        if (snake && snake !== chunk) terms.add(stem(snake.toLowerCase()))
        const parts = snake.split(/_|(?<=[A-Za-z]{3})(?=\d)/).flatMap(part => part.split(CAMEL)).filter(Boolean)
        if (parts.length > 1) for (const part of parts) terms.add(stem(part.toLowerCase()))
      }
      found.push({ text: raw, terms: [...terms] })
    }
    return found
  }

  /* Damerau's distance (adjacent letters may change places), given up above the limit. */
  const distance = (a, b, limit) => {
    if (Math.abs(a.length - b.length) > limit) return limit + 1
    let before = [], last = Array.from({ length: b.length + 1 }, (_, i) => i)
    for (let i = 1; i <= a.length; i++) {
      const row = [i]
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]))
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
      }
      if (Math.min(...row) > limit) return limit + 1
      before = last
      last = row
    }
    return last[b.length]
  }

  const wholes = phrase => new Set(words(phrase).map(word => word.terms[0]))
  const terms = text => words(text).flatMap(word => word.terms)

  /* What is published of a document, as the fields that are searched and the phrases it may be
     asked for by. A concept or notebook is found too, below the questions. */
  const prepare = (published, index, all) => {
    const blocks = published.blocks || []
    const concepts = (published.concepts || []).map(at => all[at])
    const names = concepts.flatMap(concept => [concept.title, ...concept.also])
    const texts = {
      title: [published.title],
      also: published.also,
      concepts: names,
      topic: [published.topic || ""],
      say: [published.say],
      followups: blocks.map(block => block[1]),
      depth: blocks.map(block => block[2]),
      code: blocks.map(block => block[3]),
      around: concepts.map(concept => concept.say)
    }
    const fields = Object.fromEntries(Object.entries(texts).map(([name, parts]) => [name, parts.flatMap(terms).join(" ")]))
    const phrases = [
      ...[published.title, ...published.also].map(phrase => ({ words: wholes(phrase), share: 1 })),
      ...names.map(phrase => ({ words: wholes(phrase), share: SETTINGS.concept }))
    ]
    return { ...published, names, fields, phrases, weight: published.kind === "question" ? 1 : SETTINGS.other }
  }

  const weight = term => COMMON.has(term) ? SETTINGS.light : 1

  class Engine {
    constructor(published) {
      this.documents = published.map(prepare)
      this.frequency = new Map() // of each term: the number of documents that hold it
      this.mini = new MiniSearch({
        fields: Object.keys(SETTINGS.boost),
        extractField: (doc, field) => field === "id" ? doc.id : doc.fields[field],
        tokenize: text => text.split(" "),
        processTerm: term => term,
        searchOptions: { tokenize: text => [text], boost: SETTINGS.boost, bm25: SETTINGS.bm25 }
      })
      this.documents.forEach((doc, id) => {
        for (const term of new Set(Object.values(doc.fields).flatMap(field => field.split(" "))))
          this.frequency.set(term, (this.frequency.get(term) || 0) + 1)
        this.mini.add({ id, fields: doc.fields })
      })
      this.vocabulary = [...this.frequency.keys()].filter(Boolean)
    }

    /* The words of a query as terms of the index. A word that no document holds is the start of
       one if it is the last, and else taken for the nearest word that there is. */
    read(query) {
      const typed = words(query)
      return typed.map((word, index) => {
        const last = index === typed.length - 1 && /[\p{L}\p{N}_+#]$/u.test(query)
        const known = word.terms.filter(term => this.frequency.has(term))
        const start = word.text.toLowerCase()
        const completed = last && start.length > 1 ? this.vocabulary.filter(term => term.startsWith(start)).slice(0, 24) : []
        if (completed.length && known[0] !== word.terms[0])
          return { ...word, terms: [...completed, ...known], weights: [...completed.map(() => 1), ...known.map(() => SETTINGS.part)], prefix: false }
        const whole = known[0] === word.terms[0]
        if (known.length) return { ...word, terms: known, weights: known.map((_, rank) => rank && whole ? SETTINGS.part : 1), prefix: last }
        const near = [...new Set(word.terms.flatMap(term => this.near(term)))]
        return { ...word, terms: near, weights: near.map(() => SETTINGS.corrected), prefix: false }
      })
    }

    /* The words of the index nearest to one that is not in it: those with the fewest changes. */
    near(term) {
      if (term.length < 3 || /^\d+$/.test(term)) return []
      const limit = term.length < 5 ? 1 : term.length < 9 ? 2 : 3
      let best = limit, found = []
      for (const candidate of this.vocabulary) {
        if (candidate.length < 3 || Math.abs(candidate.length - term.length) > best) continue
        if (candidate[0] !== term[0] && candidate[1] !== term[1]) continue
        const changes = distance(term, candidate, Math.floor(best)) + (candidate[0] === term[0] ? 0 : 0.5)
        if (changes > limit || changes > best) continue
        if (changes < best) found = []
        best = changes
        found.push(candidate)
      }
      return found.sort((a, b) => this.frequency.get(b) - this.frequency.get(a)).slice(0, 3)
    }

    /* Documents by score: BM25F over the fields, times how much of the query they cover, times how
       near the query is to one of their phrases. Returns [{doc, score, matched: Set of terms}]. */
    search(query, limit = 30) {
      const read = this.read(query).filter(word => word.terms.length)
      if (!read.length) return []
      const total = read.reduce((sum, word) => sum + weight(word.terms[0]), 0)
      const scores = new Map()
      for (const word of read) {
        const best = new Map() // of each document: its score by this word, and the terms it was found by
        word.terms.forEach((term, rank) => {
          const share = weight(term) * word.weights[rank]
          for (const hit of this.mini.search(term)) this._take(best, hit.id, hit.score * share, term)
        })
        if (word.prefix && word.text.length > 1) {
          const start = word.text.toLowerCase()
          for (const term of this.vocabulary) {
            if (term.startsWith(start) && !word.terms.includes(term) && term.length < start.length + 9) {
              for (const hit of this.mini.search(term)) this._take(best, hit.id, hit.score * SETTINGS.completed * weight(word.terms[0]), term)
            }
          }
        }
        for (const [id, found] of best) {
          const entry = scores.get(id) || { sum: 0, covered: 0, matched: new Set() }
          entry.sum += found.score
          entry.covered += weight(word.terms[0])
          for (const term of found.terms) entry.matched.add(term)
          scores.set(id, entry)
        }
      }
      const asked = new Set(read.map(word => word.terms[0]))
      return [...scores].map(([id, { sum, covered, matched }]) => {
        const doc = this.documents[id]
        const likeness = Math.max(...doc.phrases.map(({ words, share }) => share * alike(asked, words)))
        return { doc, matched, score: sum * (covered / total) ** SETTINGS.coverage * (1 + SETTINGS.likeness * likeness ** 2) * doc.weight }
      }).sort((a, b) => b.score - a.score).slice(0, limit)
    }

    _take(best, id, score, term) {
      const entry = best.get(id)
      if (!entry) best.set(id, { score, terms: [term] })
      else {
        entry.score = Math.max(entry.score, score)
        entry.terms.push(term)
      }
    }
  }

  /* How alike two sets of words are (Dice), the common ones counting little. */
  const alike = (a, b) => {
    let shared = 0, all = 0
    for (const term of a) {
      all += weight(term)
      if (b.has(term)) shared += weight(term)
    }
    for (const term of b) all += weight(term)
    return all ? 2 * shared / all : 0
  }

  return Object.assign(Engine, { words, stem, COMMON, SETTINGS })
})(typeof module === "object" ? require("./minisearch.js") : MiniSearch)

if (typeof module === "object") module.exports = Engine
