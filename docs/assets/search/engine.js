/* The search engine: MiniSearch with words, spelling and ranking of our own. It runs in the worker
   of the page and, for measurements, in Node; it knows nothing of either. */

const Engine = (MiniSearch => {
  /* What counts for how much: chosen on the development half of tests/search/queries.yml. `also` and
     `queries` are written for finding; `around` is what the concepts mean. */
  const SETTINGS = {
    boost: { title: 5.5, also: 7, queries: 2, concepts: 3, topic: 5, say: 2, followups: 0.5, code: 1.5, depth: 1.5, around: 0.8 },
    bm25: { k: 0.8, b: 0.06, d: 0.4 },
    light: 0.2, // a common word
    part: 0.02, // a part of a name that is known as a whole
    tail: 0.3, // the name behind the dot, `no_grad` of `torch.no_grad`, where the whole is known
    receiver: 0.2, // what stands before it, `df` of `df.groupby`, where it is not
    completed: 0.67, // a word that starts as the last one typed, which is a word itself
    corrected: 0.9, // a word that is near the one typed
    half: 0.5, // a half of a word that few documents hold
    called: 2.5, // a name of the document, as the query or in it
    order: 0.6, // neighbors of the query that stand side by side
    other: 0.1 // a concept or notebook, beside a question
  }

  const RANKED = 200 // documents that are looked at for words side by side

  const DASHES = /[\u2010-\u2015\u2212]/g
  const CHUNK = /[\p{L}\p{N}_]+(?:[.\-'’][\p{L}\p{N}_]+)*(?:\+\+|#)?/gu
  const CAMEL = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/

  /* Light stemming: endings of number and tense, and what is left of them, so that `normalizing`,
     `normalized` and `normalization` meet, and `classes` meets `class`. */
  const stem = word => {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) return word
    let s = word.replace(/^(ind|vert|matr)ices$/, (_, root) => root + (root === "matr" ? "ix" : "ex"))
    if (/(ss|us|is|eed|^bias|^alias|^canvas|^embed|^hundred)$/.test(s)) return s // class, bus, basis, speed: no ending
    if (s.endsWith("sses")) s = s.slice(0, -2)
    else if (s.endsWith("ies") && s.length > 4) s = s.slice(0, -3) + "y"
    else if (s.endsWith("xes") || s.endsWith("ches") || s.endsWith("shes")) s = s.slice(0, -2)
    else if (s.endsWith("s")) s = s.slice(0, -1)
    for (const [ending, put] of [["ization", "iz"], ["isation", "iz"], ["izing", "iz"], ["ising", "iz"], ["ized", "iz"],
      ["ised", "iz"], ["izer", "iz"], ["ize", "iz"], ["ation", ""], ["ating", ""], ["ated", ""], ["ator", ""], ["ate", ""],
      ["ing", ""], ["edly", ""], ["ed", ""], ["ly", ""], ["ment", ""], ["e", ""]]) {
      const rest = s.slice(0, -ending.length)
      if (s.endsWith(ending) && rest.length > 2 && /[aeiouy]/.test(rest)) {
        s = rest + put
        break
      }
    }
    return /([^aeiouls])\1$/.test(s) ? s.slice(0, -1) : s
  }

  /* Words that say little. They are indexed like all others, because `with`, `in` and `all` can be
     the concept; in a query they weigh little. */
  const COMMON = new Set(("a about after all am an and any are as at be because been before being between but by can " +
    "could did do does doing don down during each few for from further get give good had has have having he her here " +
    "how i if in into is it its just like make many me more most much my no nor not now of off on once one only or " +
    "other our out over own same she should so some such than that the their them then there these they this those " +
    "through to too under until up use used using very want was way we were what when where which while who whom why " +
    "will with work works would you your vs versus explain tell need between difference differ true false none").split(" ").flatMap(word => [word, stem(word)]))

  /* A word's terms, the whole first and then its parts: `torch.no_grad` is found by itself, by
     `no_grad` and by `grad`; `k-means` by `kmeans`. */
  const split = word => {
    const chunk = word.replace(/[’']s$/, "").replace(/[’']/g, "")
    const whole = chunk.toLowerCase()
    if (/^[a-z]+$/.test(chunk)) {
      const does = whole.replace(/ers?$/, "") // a recommender recommends; a transform is no transformer
      return [stem(whole), ...(does !== whole && does.length > 3 ? [stem(does)] : [])]
    }
    const terms = new Set([/[._+#-]/.test(whole) ? whole : stem(whole)])
    const pieces = chunk.split(/[.\-]/).filter(Boolean)
    if (pieces.length > 1) terms.add(stem(pieces.join("").toLowerCase()))
    for (const piece of pieces) {
      const snake = piece.replace(/^_+|_+$/g, "")
      if (snake && snake !== chunk) terms.add(stem(snake.toLowerCase()))
      const parts = snake.split(/_|(?<=[A-Za-z]{3})(?=\d)/).flatMap(part => part.split(CAMEL)).filter(Boolean)
      if (parts.length > 1) for (const part of parts) terms.add(stem(part.toLowerCase()))
    }
    return [...terms]
  }

  /* Names that go by two. */
  const ALIASES = new Map([["sklearn", "scikit-learn"], ["torch", "pytorch"], ["tf", "tensorflow"], ["postgres", "postgresql"],
    ["np", "numpy"], ["pd", "pandas"], ["k8s", "kubernetes"], ["db", "database"]]
    .map(pair => pair.map(name => split(name)[0])).flatMap(([one, other]) => [[one, other], [other, one]]))

  /* A text as words: each as it was typed, with its terms. Most words come again, and are split once. */
  const dictionary = new Map()
  const word = text => {
    if (!dictionary.has(text)) dictionary.set(text, { text, terms: split(text) })
    return dictionary.get(text)
  }
  const words = text => (text.normalize("NFKC").replace(DASHES, "-").match(CHUNK) || []).map(word)

  /* Damerau's distance (adjacent letters may change places), given up above the limit. */
  const distance = (a, b, limit) => {
    if (Math.abs(a.length - b.length) > limit) return limit + 1
    let before = [], last = Array.from({ length: b.length + 1 }, (_, i) => i)
    for (let i = 1; i <= a.length; i++) {
      const row = [i]
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]))
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 0.9)
      }
      if (Math.min(...row) > limit) return limit + 1
      before = last
      last = row
    }
    return last[b.length]
  }

  /* The words of a published text, which is asked about again and again. */
  const texts = new Map()
  const wordsOf = text => {
    if (!texts.has(text)) texts.set(text, words(text))
    return texts.get(text)
  }

  const terms = text => wordsOf(text).flatMap(word => word.terms)
  const wholes = text => wordsOf(text).map(word => word.terms[0])

  /* What is published of a document, as the fields that are searched, what it says in a row, and the
     names that it goes by: its id, and its concepts, of which the first tell the most. */
  const prepare = (published, index, all) => {
    const blocks = published.blocks || []
    const concepts = (published.concepts || []).map(at => all[at])
    const names = concepts.flatMap(concept => [concept.title, ...concept.also])
    const id = published.location.split("#")[1] || "" // short, and chosen to name it: `class-imbalance`
    const parts = {
      title: [published.title, id.replace(/-/g, " ")],
      also: published.also,
      queries: published.queries || [],
      concepts: names,
      topic: [published.topic || ""],
      say: [published.say],
      followups: blocks.map(block => block[1]),
      depth: blocks.map(block => block[2]),
      code: blocks.map(block => block[3]),
      around: concepts.map(concept => concept.say)
    }
    const fields = Object.fromEntries(Object.entries(parts).map(([name, list]) => [name, list.flatMap(terms)]))
    const rows = [parts.title, parts.also, parts.queries, names, parts.say, parts.followups].flat()
    const called = new Map()
    for (const [at, concept] of [...concepts.entries()].reverse())
      for (const name of [concept.title, ...concept.also]) called.set(wholes(name).join(" "), 1 / (1 + at / 2))
    called.set(wholes(parts.title[1]).join(" "), 1)
    return { ...published, names, called, fields, row: rows.map(text => ` ${wholes(text).join(" ")} `).join("|") }
  }

  /* A word of a query that stands for these terms: groups of them, each with its weight. */
  const standing = (...groups) => ({
    terms: groups.flatMap(([terms]) => terms),
    weights: groups.flatMap(([terms, weight]) => terms.map(() => weight))
  })

  class Engine {
    constructor(published) {
      this.documents = published.map(prepare)
      this.frequency = new Map() // of each term: the number of documents that hold it
      this.mini = new MiniSearch({
        fields: Object.keys(SETTINGS.boost),
        idField: "place",
        extractField: (doc, field) => field === "place" ? doc.place : doc.fields[field],
        stringifyField: terms => terms, // the fields are words already
        tokenize: terms => terms,
        processTerm: term => term,
        searchOptions: { tokenize: term => [term], boost: SETTINGS.boost, bm25: SETTINGS.bm25 }
      })
      this.documents.forEach((doc, place) => {
        for (const term of new Set(Object.values(doc.fields).flat()))
          this.frequency.set(term, (this.frequency.get(term) || 0) + 1)
        this.mini.add({ place, fields: doc.fields })
      })
      this.weights = this._weights()
      this.spellings = this._spellings()
    }

    /* The words as they are spelled and as they are indexed, the frequent ones first, each with the
       term that it stands for. */
    _spellings() {
      const all = [...dictionary.values()]
      const spelled = new Map(all.flatMap(({ terms }) => terms.map(term => [term, term])))
      for (const { text, terms } of all) spelled.set(text.toLowerCase(), terms[0])
      return [...spelled].map(([spelling, term]) => [spelling, term, this.frequency.get(term) || 0])
        .filter(([, , held]) => held).sort((a, b) => b[2] - a[2])
    }

    /* What each term tells, from 0 to 1: the less the more documents hold it, and little if it is
       common in English. */
    _weights() {
      const rarest = Math.log(1 + this.documents.length)
      const weight = (term, held) => COMMON.has(term) ? SETTINGS.light : Math.log(1 + this.documents.length / held) / rarest
      return new Map([...this.frequency].map(([term, held]) => [term, weight(term, held)]))
    }

    /* The words of a query, each with the terms of the index it may stand for and their weights. A
       word that no document holds is the start of one if it is the last, else two words written as
       one, else a name with parts that are known, else the nearest word there is. */
    read(query) {
      const typed = words(query)
      return typed.flatMap((word, index) => {
        const last = index === typed.length - 1 && /[\p{L}\p{N}_+#]$/u.test(query)
        const spelled = word.text.toLowerCase()
        const [whole] = word.terms
        const known = word.terms.filter(term => this.frequency.has(term))
        const tail = spelled.includes(".") && split(word.text.split(".").at(-1))
        const completed = last && !COMMON.has(whole) ? this.completions(spelled).filter(term => !known.includes(term)) : []
        const others = [ALIASES.get(whole), ...this._joined(typed, index)].filter(term => this.frequency.has(term) && !known.includes(term))
        if (known[0] === whole) {
          const [, ...parts] = known
          const named = tail && tail.length > 1 ? tail : []
          const halves = this.frequency.get(whole) < 4 ? this._halves(spelled) : []
          return [standing([[whole], 1], [others, 1], [halves, SETTINGS.half], [parts.filter(part => named.includes(part)), SETTINGS.tail],
            [parts.filter(part => !named.includes(part)), SETTINGS.part], [completed, SETTINGS.completed])]
        }
        if (completed.length) return [standing([completed, 1], [others, 1], [known, SETTINGS.part])]
        if (others.length) return [standing([others, 1])]
        const halves = this._halves(spelled)
        if (halves.length) return halves.map(half => standing([[half], 1]))
        const near = known.length && /^[a-z]+$|[._-]/.test(word.text) ? [] : this.near(spelled, whole)
        if (near.length) return [standing([near, SETTINGS.corrected])]
        return known.map(part => standing([[part], !tail || tail.includes(part) ? 1 : SETTINGS.receiver]))
      })
    }

    /* The words that this one and its neighbor may be written as: `overfitting` for `over fitting`. */
    _joined(typed, index) {
      return [typed.slice(index - 1, index + 1), typed.slice(index, index + 2)].filter(pair => pair.length === 2)
        .map(pair => stem(pair.map(word => word.text.toLowerCase()).join(""))).filter(term => term.length > 4 && !COMMON.has(term))
    }

    /* What may be a name in the query: [name, its share of what the query tells] for its words in a row. */
    _names(read) {
      const meant = read.map(word => word.terms[0])
      const tells = terms => terms.reduce((sum, term) => sum + this.weights.get(term), 0)
      const rows = meant.flatMap((_, start) => meant.slice(start).map((_, length) => meant.slice(start, start + length + 1)))
      return rows.map(row => [row.join(" "), (tells(row) / tells(meant)) ** 2])
    }

    /* The two neighbors that one word may be written for: `timeseries` for `time series`; or none. */
    _halves(spelled) {
      for (let end = 3; end <= spelled.length - 3; end++) {
        const halves = [spelled.slice(0, end), spelled.slice(end)].map(stem)
        if (!halves.every(half => this.frequency.has(half))) continue
        if (this.documents.some(doc => doc.row.includes(` ${halves.join(" ")} `))) return halves
      }
      return []
    }

    /* The terms of the words that begin so, the frequent ones first. */
    completions(start) {
      if (start.length < 2) return []
      return [...new Set(this.spellings.filter(([spelling]) => spelling.startsWith(start) && spelling !== start).map(([, term]) => term))].slice(0, 16)
    }

    /* The terms of the words that take the fewest changes to reach from one that is not known, as it
       is spelled or by its stem. */
    near(spelled, stemmed) {
      if (spelled.length < 4 || /^\d+$/.test(spelled)) return [] // another name is one letter away from a short one
      const limit = spelled.length < 5 ? 1 : spelled.length < 9 ? 2 : 3
      let best = limit, found = []
      for (const [spelling, term] of this.spellings) {
        const typed = spelling === term ? stemmed : spelled
        if (spelling.length < 3 || Math.abs(spelling.length - typed.length) > best) continue
        if (spelling[0] !== typed[0] && spelling[1] !== typed[1]) continue
        const changes = distance(typed, spelling, Math.floor(best)) + (spelling[0] === typed[0] ? 0 : 0.5)
        if (changes > limit || changes > best) continue
        if (changes < best) found = []
        best = changes
        found.push(term)
      }
      return [...new Set(found)].slice(0, 3)
    }

    /* The best documents for a query: [{doc, score, matched: Set of terms}]. BM25 over the fields,
       times how much of the query they cover; of the best by that, those go up which go by this
       name, or say its words side by side. */
    search(query, limit = 30) {
      const read = this.read(query)
      const names = this._names(read)
      const pairs = read.slice(1).map((word, index) => ` ${read[index].terms[0]} ${word.terms[0]} `)
      const best = this._matches(read).sort((a, b) => b.score - a.score).slice(0, RANKED)
      for (const hit of best) {
        if (pairs.length) hit.score *= 1 + SETTINGS.order * pairs.filter(pair => hit.doc.row.includes(pair)).length / pairs.length
        hit.score *= 1 + SETTINGS.called * Math.max(...names.map(([name, share]) => share * (hit.doc.called.get(name) || 0)))
        if (hit.doc.kind !== "question") hit.score *= SETTINGS.other
      }
      return best.sort((a, b) => b.score - a.score).slice(0, limit)
    }

    /* All documents that hold a word of the query. Of the terms that a word may stand for, the one
       that a document is best found by counts. */
    _matches(read) {
      const matches = new Map()
      const total = read.reduce((sum, word) => sum + this.weights.get(word.terms[0]), 0)
      for (const word of read) {
        const best = new Map() // of each document: its score by this word
        const [meant] = word.terms
        const share = COMMON.has(meant) ? SETTINGS.light : 1
        word.terms.forEach((term, rank) => {
          for (const { id, score } of this.mini.search(term)) {
            if (!matches.has(id)) matches.set(id, { doc: this.documents[id], score: 0, covered: 0, matched: new Set() })
            matches.get(id).matched.add(term)
            best.set(id, Math.max(best.get(id) || 0, score * share * word.weights[rank]))
          }
        })
        for (const [id, score] of best) {
          matches.get(id).score += score
          matches.get(id).covered += this.weights.get(meant)
        }
      }
      return [...matches.values()].map(({ doc, score, covered, matched }) =>
        ({ doc, matched, score: score * covered / total }))
    }
  }

  return Object.assign(Engine, { words, wordsOf, COMMON, SETTINGS })
})(typeof module === "object" ? require("./minisearch.js") : MiniSearch)

if (typeof module === "object") module.exports = Engine
