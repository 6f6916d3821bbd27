/* The words that the documents hold: how much each tells, and which of them somebody may have meant
   who typed something else. */

/** @typedef {InstanceType<typeof Vocabulary>} Vocabulary */

const Vocabulary = (({ COMMON, COMMON_WEIGHT, phrase, stem }) => {
  const COMPLETIONS = 16 // of a word
  const COMPLETED_LENGTH = 2 // letters: fewer may become anything
  const CORRECTIONS = 3 // of a word
  const CORRECTED_LENGTH = 4 // letters: from a short word, other words are one letter away
  const CORRECTION_LENGTH = 3 // likewise
  const COMPOUND_PART_LENGTH = 3 // letters: `time series`, but not `in to`

  /* What counts as how many changes, where it is not 1. */
  const SWAP = 0.9 // letters that changed places: the likeliest mistake
  const OTHER_FIRST_LETTER = 0.5 // on top: the unlikeliest

  class Vocabulary {
    /**
     * @param {{ fields: Record<string, string[]>, phrases: string }[]} documents
     * @param {Iterable<Word>} words all that the documents hold
     */
    constructor(documents, words) {
      this.documents = documents
      /** @type {Map<string, number>} of each term: how many documents hold it */
      this.frequency = new Map()
      for (const document of documents) {
        for (const term of new Set(Object.values(document.fields).flat())) {
          this.frequency.set(term, (this.frequency.get(term) || 0) + 1)
        }
      }
      this.spellings = this.#spellings([...words])
    }

    /**
     * The words as they are spelled and as they are indexed, the frequent ones first, each with the
     * term that it stands for.
     * @param {Word[]} words
     */
    #spellings(words) {
      const terms = new Map(words.flatMap(word => word.terms.map(term => [term, term])))
      for (const word of words) terms.set(word.text.toLowerCase(), word.terms[0])
      return [...terms]
        .filter(([, term]) => this.has(term))
        .map(([spelling, term]) => ({ spelling, term, frequency: this.frequency.get(term) }))
        .sort((one, other) => other.frequency - one.frequency)
    }

    /** @param {string} term */
    has(term) {
      return this.frequency.has(term)
    }

    /**
     * How much a term tells, from 0 to 1: the less the more documents hold it (as its inverse
     * document frequency), little if it is common in English, nothing if no document holds it.
     * @param {string} term
     */
    specificity(term) {
      if (!this.has(term)) return 0
      if (COMMON.has(term)) return COMMON_WEIGHT
      const documents = this.documents.length
      return Math.log(1 + documents / this.frequency.get(term)) / Math.log(1 + documents)
    }

    /**
     * How much the most specific of these terms tells.
     * @param {string[]} terms
     */
    mostSpecific(terms) {
      return Math.max(...terms.map(term => this.specificity(term)))
    }

    /**
     * The terms of the words that start so, the frequent ones first.
     * @param {string} start
     */
    completions(start) {
      if (start.length < COMPLETED_LENGTH) return []
      const longer = this.spellings.filter(
        ({ spelling }) => spelling.startsWith(start) && spelling !== start
      )
      return distinct(longer.map(({ term }) => term)).slice(0, COMPLETIONS)
    }

    /**
     * The terms of the words that take the fewest changes to reach from one that is not known, as
     * it is spelled or by its stem.
     * @param {string} spelled
     * @param {string} stemmed
     */
    corrections(spelled, stemmed) {
      if (spelled.length < CORRECTED_LENGTH || /^\d+$/.test(spelled)) return []
      let fewest = changesAllowed(spelled)
      /** @type {string[]} */
      let nearest = []
      for (const { spelling, term } of this.spellings) {
        const typed = spelling === term ? stemmed : spelled
        const changes = Vocabulary.changes(typed, spelling, fewest)
        if (changes > fewest) continue
        if (changes < fewest) nearest = []
        fewest = changes
        nearest.push(term)
      }
      return distinct(nearest).slice(0, CORRECTIONS)
    }

    /**
     * The changes that make one spelling of another; infinite if they exceed the limit.
     * @param {string} typed
     * @param {string} spelling
     * @param {number} limit
     */
    static changes(typed, spelling, limit) {
      const sameFirst = typed[0] === spelling[0]
      const isFar =
        spelling.length < CORRECTION_LENGTH ||
        Math.abs(spelling.length - typed.length) > limit ||
        (!sameFirst && typed[1] !== spelling[1]) ||
        lettersWithout(typed, spelling) > limit
      if (isFar) return Infinity
      return editDistance(typed, spelling, limit) + (sameFirst ? 0 : OTHER_FIRST_LETTER)
    }

    /**
     * The two words that are written as one here, `timeseries` for `time series`, and stand side by
     * side in a document; none if there are none.
     * @param {string} spelled
     */
    splitCompound(spelled) {
      const end = spelled.length - COMPOUND_PART_LENGTH
      for (let middle = COMPOUND_PART_LENGTH; middle <= end; middle++) {
        const parts = [spelled.slice(0, middle), spelled.slice(middle)].map(stem)
        if (parts.every(part => this.has(part)) && this.#standTogether(parts)) return parts
      }
      return []
    }

    /** @param {string[]} terms */
    #standTogether(terms) {
      return this.documents.some(document => document.phrases.includes(phrase(terms)))
    }
  }

  /**
   * @template Item
   * @param {Item[]} items
   */
  function distinct(items) {
    return [...new Set(items)]
  }

  /** @param {string} word */
  function changesAllowed(word) {
    if (word.length < 5) return 1
    return word.length < 9 ? 2 : 3
  }

  /**
   * How many letters of one word the other does not have. As many changes are needed at least, and
   * they are counted faster.
   * @param {string} word
   * @param {string} other
   */
  function lettersWithout(word, other) {
    let missing = 0
    for (const letter of word) {
      if (!other.includes(letter)) missing++
    }
    return missing
  }

  /**
   * Damerau's distance: neighboring letters may change places. Infinite above the limit. A row of
   * its table, for the first letters of the one word, is made of the two rows before it.
   * @param {string} from
   * @param {string} to
   * @param {number} limit
   */
  function editDistance(from, to, limit) {
    /** @type {number[]} */
    let beforeLast = []
    let last = [0, ...Array.from(to, (_, place) => place + 1)]
    for (let i = 1; i <= from.length; i++) {
      const row = [i]
      let least = i
      for (let j = 1; j <= to.length; j++) {
        const replaced = last[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1)
        let changes = Math.min(replaced, last[j] + 1, row[j - 1] + 1)
        // charAt, because there is no letter before the first: reading one is slow otherwise
        const isSwap = from[i - 1] === to.charAt(j - 2) && from.charAt(i - 2) === to[j - 1]
        if (isSwap) changes = Math.min(changes, beforeLast[j - 2] + SWAP)
        row.push(changes)
        least = Math.min(least, changes)
      }
      if (least > limit) return Infinity
      beforeLast = last
      last = row
    }
    return last[to.length]
  }

  return Vocabulary
})(Analysis)
