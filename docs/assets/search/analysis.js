/* What a text is to the search: words, and for each word the terms that it is indexed by. The same
   code takes apart documents and queries, so that they meet. */

/**
 * A word as somebody wrote it, with its terms: the whole word's first, then those of its parts.
 * @typedef {{ text: string, terms: string[] }} Word
 */

/** @typedef {InstanceType<typeof Analysis.Texts>} Texts */

const Analysis = (() => {
  const DASHES = /[\u2010-\u2015\u2212]/g
  // Letters and digits, with the signs of names among them: `no_grad`, `k-means`, `don't`, `C++`.
  const WORD = /[\p{L}\p{N}_]+(?:[.\-'’][\p{L}\p{N}_]+)*(?:\+\+|#)?/gu
  const PLAIN = /^[a-z]+$/
  const CASE_CHANGES = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/ // Group|K|Fold, HTTP|Error
  const UNDERSCORE_OR_DIGITS = /_|(?<=[A-Za-z]{3})(?=\d)/ // no_|grad, layer|2, but L2

  const STEM_LENGTH = 3 // the fewest letters that an ending may leave
  const AGENT_LENGTH = 4 // the same for `-er`: `layer` is nobody who lays

  /** @type {Record<string, string>} */
  const IRREGULAR = { indices: "index", vertices: "vertex", matrices: "matrix" }
  // They look inflected and are not: class, bus, basis, speed.
  const UNINFLECTED = /(ss|us|is|eed)$|^(bias|alias|canvas|embed|hundred)$/
  const TO_IZ = "ization isation izing ising ized ised izer ize".split(" ")
  const TO_NOTHING = "ation ating ated ator ate ing edly ed ly ment e".split(" ")
  const ENDINGS = [
    ...TO_IZ.map(ending => [ending, "iz"]),
    ...TO_NOTHING.map(ending => [ending, ""])
  ]

  /**
   * A word without the endings of number and tense, and without what is left of them, so that
   * `normalizing`, `normalized` and `normalization` meet, and `classes` meets `class`.
   *
   * Snowball's English stemmer cuts deeper (`universal` and `university` are one) and finds less:
   * with it a right question stands first for 452 of the 474 queries, with ours for 457.
   * @param {string} word
   */
  function stem(word) {
    if (word.length <= STEM_LENGTH || !PLAIN.test(word)) return word
    if (Object.hasOwn(IRREGULAR, word)) return IRREGULAR[word]
    if (UNINFLECTED.test(word)) return word
    const stemmed = withoutEnding(singular(word))
    return /([^aeiouls])\1$/.test(stemmed) ? stemmed.slice(0, -1) : stemmed // overfitt(ing)
  }

  /** @param {string} word */
  function singular(word) {
    if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y` // queries, not dies
    if (/(x|ch|sh)es$/.test(word)) return word.slice(0, -2) // axes, batches, hashes
    return word.endsWith("s") ? word.slice(0, -1) : word
  }

  /** @param {string} word */
  function withoutEnding(word) {
    for (const [ending, replacement] of ENDINGS) {
      if (!word.endsWith(ending)) continue
      const rest = word.slice(0, -ending.length)
      if (rest.length >= STEM_LENGTH && /[aeiouy]/.test(rest)) return rest + replacement
    }
    return word
  }

  /**
   * A word's terms: `torch.no_grad` is found by itself, by `no_grad` and by `grad`, and `k-means`
   * by `kmeans`.
   * @param {string} written
   */
  function termsOf(written) {
    const word = written.replace(/[’']s$/, "").replace(/[’']/g, "")
    return PLAIN.test(word) ? plainTerms(word) : compositeTerms(word)
  }

  /**
   * A recommender recommends; but a transform is no transformer, so who does it is a term as well.
   * @param {string} word
   */
  function plainTerms(word) {
    const action = word.replace(/ers?$/, "")
    if (action === word || action.length < AGENT_LENGTH) return [stem(word)]
    return [stem(word), stem(action)]
  }

  /** @param {string} word */
  function compositeTerms(word) {
    const whole = word.toLowerCase()
    const pieces = word.split(/[.-]/)
    const names = pieces.map(piece => piece.replace(/^_+|_+$/g, ""))
    const parts = [pieces.join(""), ...names.flatMap(name => [name, ...partsOf(name)])]
    const stems = parts.filter(Boolean).map(part => stem(part.toLowerCase()))
    return [...new Set([/[._+#-]/.test(whole) ? whole : stem(whole), ...stems])]
  }

  /**
   * The words that a name of code is made of: `zero` and `grad`, `Group`, `K` and `Fold`.
   * @param {string} name
   */
  function partsOf(name) {
    return name.split(UNDERSCORE_OR_DIGITS).flatMap(part => part.split(CASE_CHANGES))
  }

  /* Words that say little. They are indexed like all others, because `with`, `in` and `all` can be
     the concept; in a query they weigh little. */
  const COMMON_WORDS = `
    a about after all am an and any are as at be because been before being between but by can
    could did do does doing don down during each few for from further get give good had has have
    having he her here how i if in into is it its just like make many me more most much my no
    nor not now of off on once one only or other our out over own same she should so some such
    than that the their them then there these they this those through to too under until up use
    used using very want was way we were what when where which while who whom why will with work
    works would you your vs versus explain tell need between difference differ true false none`
  const COMMON = new Set(
    COMMON_WORDS.trim()
      .split(/\s+/)
      .flatMap(word => [word, stem(word)])
  )
  const COMMON_WEIGHT = 0.2

  /** @type {Map<string, string>} of each name the other one */
  const ALIASES = new Map()
  for (const [name, other] of [
    ["sklearn", "scikit-learn"],
    ["torch", "pytorch"],
    ["tf", "tensorflow"],
    ["postgres", "postgresql"],
    ["np", "numpy"],
    ["pd", "pandas"],
    ["k8s", "kubernetes"],
    ["db", "database"]
  ]) {
    ALIASES.set(termsOf(name)[0], termsOf(other)[0])
    ALIASES.set(termsOf(other)[0], termsOf(name)[0])
  }

  /**
   * The words of a text as they are written, after Unicode's NFKC, which makes `R²` R2.
   * @param {string} text
   * @returns {string[]}
   */
  function split(text) {
    return text.normalize("NFKC").replace(DASHES, "-").match(WORD) || []
  }

  /**
   * Words side by side, between blanks, so that they are found in a longer phrase and no part of a
   * word is.
   * @param {string[]} terms
   */
  function phrase(terms) {
    return ` ${terms.join(" ")} `
  }

  /**
   * The words of published texts. Most words come again in other texts, and most texts are asked
   * for again with the next key, so both are taken apart once.
   */
  class Texts {
    constructor() {
      /** @type {Map<string, Word>} */
      this.words = new Map()
      /** @type {Map<string, { words: Word[], terms: string[] }>} */
      this.texts = new Map()
    }

    /** @param {string} text */
    wordsOf(text) {
      return this.#read(text).words
    }

    /** @param {string} text */
    termsOf(text) {
      return this.#read(text).terms
    }

    /** @param {string} text */
    phraseOf(text) {
      return phrase(this.wordsOf(text).map(word => word.terms[0]))
    }

    /** @param {string} written */
    word(written) {
      if (!this.words.has(written)) {
        this.words.set(written, { text: written, terms: termsOf(written) })
      }
      return this.words.get(written)
    }

    /** @param {string} text */
    #read(text) {
      if (!this.texts.has(text)) {
        const words = split(text).map(word => this.word(word))
        this.texts.set(text, { words, terms: words.flatMap(word => word.terms) })
      }
      return this.texts.get(text)
    }
  }

  return { ALIASES, COMMON, COMMON_WEIGHT, Texts, phrase, split, stem, termsOf }
})()
