/* The search engine: the documents in an index of MiniSearch, and which of them answer a query
   best. It runs in the worker of the page, in the tests and, for measurements, in Node. */

/**
 * A document as guide.publish.search writes it. `concepts` are places in the list of documents;
 * a block is the end of its address, its title, the words of its prose and those of its code.
 * @typedef {{
 *   kind: "question" | "concept" | "notebook", location: string, title: string, also: string[],
 *   say: string, queries?: string[], concepts?: number[], topic?: string, difficulty?: number,
 *   blocks?: [string, string, string, string][]
 * }} Published
 */

/**
 * The same, with the terms of its fields, its phrases, and what each of its names tells of it.
 * @typedef {Published & {
 *   names: string[], fields: Record<string, string[]>, phrases: string,
 *   nameWeights: Map<string, number>
 * }} Prepared
 */

/**
 * A document that was found, and the terms of the query by which.
 * @typedef {{ document: Prepared, score: number, matched: Set<string> }} Hit
 */

/** @typedef {InstanceType<typeof Engine>} Engine */

const Engine = (({ Texts, phrase }, Vocabulary, { parseQuery }) => {
  /* What counts for how much; chosen on the development half of tests/search/queries.yml. */
  const FIELD_WEIGHTS = {
    title: 5.5,
    also: 7, // written for finding
    queries: 2, // likewise, and not shown
    concepts: 3,
    topic: 5,
    say: 2,
    followups: 0.5,
    code: 1.5,
    depth: 1.5,
    definitions: 0.8 // of the concepts
  }
  const BM25 = { k: 0.8, b: 0.06, d: 0.4 } // saturation, length, least score; MiniSearch's names
  const WEIGHTS = {
    nameMatch: 2.5, // a query that is a name of the document, or holds one
    adjacency: 0.6, // neighbors in the query that are neighbors in the document
    notQuestion: 0.1 // a concept or a notebook, beside a question
  }
  const RANKED = 200 // documents, the best by BM25, that are looked at for names and neighbors

  /**
   * @param {Published} published
   * @param {Published[]} all
   * @param {Texts} texts
   * @returns {Prepared}
   */
  function prepare(published, all, texts) {
    const blocks = published.blocks || []
    const concepts = (published.concepts || []).map(place => all[place])
    const names = concepts.flatMap(namesOf)
    const id = published.location.split("#")[1] || "" // short, and chosen to name it: `k-means`
    /** @type {Record<string, string[]>} */
    const parts = {
      title: [published.title, id.replace(/-/g, " ")],
      also: published.also,
      queries: published.queries || [],
      concepts: names,
      topic: [published.topic || ""],
      say: [published.say],
      followups: blocks.map(([, title]) => title),
      depth: blocks.map(([, , prose]) => prose),
      code: blocks.map(([, , , code]) => code),
      definitions: concepts.map(concept => concept.say)
    }
    const quoted = ["title", "also", "queries", "concepts", "say", "followups"]
    const phrases = quoted.flatMap(field => parts[field]).map(text => texts.phraseOf(text))
    return {
      ...published,
      names,
      fields: mapValues(parts, list => list.flatMap(text => texts.termsOf(text))),
      phrases: phrases.join("|"),
      nameWeights: nameWeights(parts.title[1], concepts, texts)
    }
  }

  /**
   * @template From, To
   * @param {Record<string, From>} object
   * @param {(value: From) => To} change
   */
  function mapValues(object, change) {
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
  }

  /** @param {Published} concept */
  function namesOf(concept) {
    return [concept.title, ...concept.also]
  }

  /**
   * What each name that a document goes by tells of it, from 0 to 1: its id, and the names of its
   * concepts, of which the first tell the most.
   * @param {string} id
   * @param {Published[]} concepts
   * @param {Texts} texts
   */
  function nameWeights(id, concepts, texts) {
    const weights = new Map([[texts.phraseOf(id), 1]])
    concepts.forEach((concept, rank) => {
      for (const name of namesOf(concept).map(name => texts.phraseOf(name))) {
        if (!weights.has(name)) weights.set(name, 1 / (1 + rank / 2))
      }
    })
    return weights
  }

  /**
   * @param {{ score: number }} one
   * @param {{ score: number }} other
   */
  function byScore(one, other) {
    return other.score - one.score
  }

  class Engine {
    /** @param {Published[]} published */
    constructor(published) {
      this.texts = new Texts()
      this.documents = published.map(document => prepare(document, published, this.texts))
      this.vocabulary = new Vocabulary(this.documents, this.texts.words.values())
      this.longestName = longestName(this.documents)
      this.index = indexOf(this.documents)
    }

    /**
     * The best documents for a query, and what of it was not searched for. BM25 over the fields,
     * times how much of the query they cover; of the best by that, those go up that go by a name in
     * the query, or say its words side by side.
     * @param {string} query
     * @param {number} limit
     */
    search(query, limit = 30) {
      const { words, shortened } = parseQuery(query, this.vocabulary)
      const names = this.#namesIn(words)
      const pairs = pairsIn(words)
      const hits = this.#match(words).sort(byScore).slice(0, RANKED)
      for (const hit of hits) {
        hit.score *= 1 + WEIGHTS.adjacency * adjacency(hit.document, pairs)
        hit.score *= 1 + WEIGHTS.nameMatch * nameMatch(hit.document, names)
        if (hit.document.kind !== "question") hit.score *= WEIGHTS.notQuestion
      }
      return { hits: hits.sort(byScore).slice(0, limit), shortened }
    }

    /**
     * All documents that hold a word of the query. Of the terms that a word may stand for, the one
     * that a document is best found by counts.
     * @param {QueryWord[]} words
     * @returns {Hit[]}
     */
    #match(words) {
      const found = new Map()
      let total = 0
      for (const word of words) {
        const specificity = this.vocabulary.specificity(word[0].term)
        total += specificity
        for (const [place, { score, terms }] of this.#scores(word)) {
          if (!found.has(place)) found.set(place, { score: 0, covered: 0, matched: new Set() })
          const match = found.get(place)
          match.score += score
          match.covered += specificity
          for (const term of terms) match.matched.add(term)
        }
      }
      return [...found].map(([place, { score, covered, matched }]) => ({
        document: this.documents[place],
        score: (score * covered) / total,
        matched
      }))
    }

    /**
     * The documents that hold a word of the query, by their places: the score of the alternative
     * that they are best found by, and all that they hold.
     * @param {QueryWord} word
     */
    #scores(word) {
      /** @type {Map<number, { score: number, terms: string[] }>} */
      const scores = new Map()
      for (const { term, weight } of word) {
        for (const { id, score } of this.index.search(term)) {
          if (!scores.has(id)) scores.set(id, { score: 0, terms: [] })
          const best = scores.get(id)
          best.score = Math.max(best.score, score * weight)
          best.terms.push(term)
        }
      }
      return scores
    }

    /**
     * What may be a name in a query: its words in a row, as many as the longest name has, with the
     * square of their share in what the query tells.
     * @param {QueryWord[]} words
     * @returns {Map<string, number>}
     */
    #namesIn(words) {
      const terms = words.map(word => word[0].term)
      const whole = this.#tells(terms)
      const names = new Map()
      for (let start = 0; start < terms.length; start++) {
        const end = Math.min(terms.length, start + this.longestName)
        for (let stop = start + 1; stop <= end; stop++) {
          const row = terms.slice(start, stop)
          names.set(phrase(row), (this.#tells(row) / whole) ** 2)
        }
      }
      return names
    }

    /**
     * How much these terms tell together.
     * @param {string[]} terms
     */
    #tells(terms) {
      return terms.reduce((sum, term) => sum + this.vocabulary.specificity(term), 0)
    }
  }

  /**
   * The number of words in the longest name that a document goes by.
   * @param {Prepared[]} documents
   */
  function longestName(documents) {
    let longest = 0
    for (const { nameWeights } of documents) {
      for (const name of nameWeights.keys()) {
        longest = Math.max(longest, name.trim().split(" ").length)
      }
    }
    return longest
  }

  /**
   * An index of MiniSearch in which a document goes by its place. The fields are terms already.
   * @param {Prepared[]} documents
   */
  function indexOf(documents) {
    /** @param {string[]} terms */
    const asItIs = terms => terms
    /** @param {string} term */
    const asOne = term => [term]
    const index = new MiniSearch({
      fields: Object.keys(FIELD_WEIGHTS),
      idField: "place",
      stringifyField: asItIs,
      tokenize: asItIs,
      processTerm: asItIs,
      searchOptions: { tokenize: asOne, boost: FIELD_WEIGHTS, bm25: BM25 }
    })
    index.addAll(documents.map(({ fields }, place) => ({ place, ...fields })))
    return index
  }

  /**
   * Each two neighbors of a query, as a phrase.
   * @param {QueryWord[]} words
   */
  function pairsIn(words) {
    const terms = words.map(word => word[0].term)
    return terms.slice(1).map((term, place) => phrase([terms[place], term]))
  }

  /**
   * The share of the pairs that a document says side by side; 0 of none.
   * @param {Prepared} document
   * @param {string[]} pairs
   */
  function adjacency(document, pairs) {
    const said = pairs.filter(pair => document.phrases.includes(pair))
    return said.length / Math.max(1, pairs.length)
  }

  /**
   * How well the names in the query name a document: the most that one of them tells of the query,
   * times what it tells of the document.
   * @param {Prepared} document
   * @param {Map<string, number>} names
   */
  function nameMatch(document, names) {
    let best = 0
    for (const [name, weight] of document.nameWeights) {
      best = Math.max(best, weight * (names.get(name) || 0))
    }
    return best
  }

  return Engine
})(Analysis, Vocabulary, Query)
