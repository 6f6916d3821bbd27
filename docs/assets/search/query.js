/* What a query means: for each of its words, the terms of the index that it may stand for. */

/**
 * A word of a query as the terms that it may stand for, the likeliest first.
 * @typedef {{ term: string, weight: number }} Alternative
 * @typedef {Alternative[]} QueryWord
 */

/**
 * What of a query was not searched for. Of its `words`, `searched` were, each once, and `leftOut`
 * others were not; `unread` characters were not looked at, and `cut` words lost their ends.
 * @typedef {{
 *   words: number, searched: number, leftOut: number, unread: number, cut: number
 * }} Shortened
 */

const Query = (({ ALIASES, COMMON, COMMON_WEIGHT, Texts, split, stem, termsOf }) => {
  /* What a term counts that is not quite the word that was typed; chosen on the development half of
     tests/search/queries.yml. */
  const WEIGHTS = {
    completion: 0.67, // a longer word that starts as the last one typed, which is a word itself
    correction: 0.9, // a word that is near the one typed
    compoundPart: 0.5, // half of a word that few documents hold
    nameEnd: 0.3, // `no_grad`, and its parts, of `torch.no_grad`, where the whole is known
    namePart: 0.02, // any other part of a name that is known as a whole
    receiver: 0.2 // `df` of `df.groupby`, where the whole is not known
  }

  /* A query may be a page that was pasted. How much is searched for has a limit, and the results
     say what was left out. */
  const LIMITS = {
    characters: 20_000,
    wordLength: 64, // characters
    words: 24
  }

  const COMPOUND_LENGTH = 5 // letters: shorter neighbors are no word that was written as two
  const RARE = 3 // documents: a word in no more of them may be two words written as one

  /**
   * Reads a query: its words, in order, with what each may stand for. Words that mean nothing here
   * are left out.
   * @param {string} query
   * @param {Vocabulary} vocabulary
   * @returns {{ words: QueryWord[], shortened: Shortened | null }}
   */
  function parseQuery(query, vocabulary) {
    const read = query.slice(0, LIMITS.characters)
    const written = split(read)
    const texts = new Texts()
    const typed = written.map(word => texts.word(word.slice(0, LIMITS.wordLength)))
    const places = typed.length > LIMITS.words ? rarest(typed, vocabulary) : [...typed.keys()]
    const endsInWord = /[\p{L}\p{N}_+#]$/u.test(read)
    const words = places.flatMap(place => {
      const isUnfinished = endsInWord && place === typed.length - 1
      return interpret(typed[place], compoundsAt(place, typed), isUnfinished, vocabulary)
    })
    const different = new Set(typed).size
    const shortened = {
      words: typed.length,
      searched: places.length,
      leftOut: Math.max(0, different - places.length),
      unread: query.length - read.length,
      cut: written.filter(word => word.length > LIMITS.wordLength).length
    }
    const isShortened = shortened.leftOut || shortened.unread || shortened.cut
    return { words: words.map(weighCommon), shortened: isShortened ? shortened : null }
  }

  /**
   * The places of the words that tell the most, each where it first stands: there it has the
   * neighbors it was meant to have. What no document holds goes first: in a text that was pasted it
   * is seldom a mistake, and it takes the longest to correct.
   * @param {Word[]} typed
   * @param {Vocabulary} vocabulary
   */
  function rarest(typed, vocabulary) {
    /** @type {Map<Word, number>} */
    const places = new Map()
    for (const [place, word] of typed.entries()) {
      if (!places.has(word)) places.set(word, place)
    }
    return [...places]
      .map(([word, place]) => ({ place, tells: vocabulary.mostSpecific(word.terms) }))
      .sort((one, other) => other.tells - one.tells)
      .slice(0, LIMITS.words)
      .map(({ place }) => place)
      .sort((one, other) => one - other)
  }

  /**
   * The words that the one at this place and its neighbor may be written as: `overfitting` for
   * `over fitting`.
   * @param {number} place
   * @param {Word[]} typed
   */
  function compoundsAt(place, typed) {
    const compounds = []
    for (const start of [place - 1, place]) {
      const pair = [typed[start], typed[start + 1]]
      if (!pair.every(Boolean)) continue // at an end of the query
      const compound = stem(pair.map(word => word.text.toLowerCase()).join(""))
      if (compound.length >= COMPOUND_LENGTH && !COMMON.has(compound)) compounds.push(compound)
    }
    return compounds
  }

  /**
   * What a word may stand for. One that no document holds is the start of one if it is the last,
   * else two words written as one or one written as two, else the nearest word there is, else a
   * name of which some parts are known.
   * @param {Word} word
   * @param {string[]} compounds that it may be a part of
   * @param {boolean} isUnfinished
   * @param {Vocabulary} vocabulary
   * @returns {QueryWord[]} one, or several if it has to be taken apart, or none
   */
  function interpret(word, compounds, isUnfinished, vocabulary) {
    const [whole] = word.terms
    const spelled = word.text.toLowerCase()
    const known = word.terms.filter(term => vocabulary.has(term))
    /** @param {string} term */
    const isNew = term => vocabulary.has(term) && !known.includes(term)
    const synonyms = [ALIASES.get(whole), ...compounds].filter(isNew)
    const canBeCompleted = isUnfinished && !COMMON.has(whole)
    const completions = canBeCompleted ? vocabulary.completions(spelled).filter(isNew) : []

    if (vocabulary.has(whole)) {
      const isRare = vocabulary.frequency.get(whole) <= RARE
      const meanings = [
        ...alternatives([whole], 1),
        ...alternatives(synonyms, 1),
        ...alternatives(isRare ? vocabulary.splitCompound(spelled) : [], WEIGHTS.compoundPart),
        ...partsOfKnownName(word, known.slice(1)),
        ...alternatives(completions, WEIGHTS.completion)
      ]
      return [meanings]
    }
    if (completions.length) {
      const meanings = [
        ...alternatives(completions, 1),
        ...alternatives(synonyms, 1),
        ...alternatives(known, WEIGHTS.namePart)
      ]
      return [meanings]
    }
    if (synonyms.length) return [alternatives(synonyms, 1)]
    const compound = vocabulary.splitCompound(spelled)
    if (compound.length) return compound.map(part => alternatives([part], 1))
    const corrections = partsWillDo(word, known) ? [] : vocabulary.corrections(spelled, whole)
    if (corrections.length) return [alternatives(corrections, WEIGHTS.correction)]
    return partsOfUnknownName(word, known)
  }

  /**
   * Whether a word that is not known as a whole can be searched for by its parts: `frame.fit` can;
   * `GroupKFolt` is more likely misspelled.
   * @param {Word} word
   * @param {string[]} known
   */
  function partsWillDo(word, known) {
    return known.length > 0 && /^[a-z]+$|[._-]/.test(word.text)
  }

  /**
   * The parts of a name that is known as a whole. `no_grad` of `torch.no_grad` is often written
   * alone; `fit` of `model.fit` is one word, which everybody uses.
   * @param {Word} word
   * @param {string[]} parts
   */
  function partsOfKnownName(word, parts) {
    const end = termsBehindDot(word)
    /** @param {string} part */
    const isInEnd = part => end.length > 1 && end.includes(part)
    return parts.map(term => ({ term, weight: isInEnd(term) ? WEIGHTS.nameEnd : WEIGHTS.namePart }))
  }

  /**
   * The known parts of a name that is not known as a whole, each as a word of its own. What stands
   * before the dot is how somebody called a variable.
   * @param {Word} word
   * @param {string[]} parts
   * @returns {QueryWord[]}
   */
  function partsOfUnknownName(word, parts) {
    const end = termsBehindDot(word)
    /** @param {string} part */
    const isReceiver = part => end.length > 0 && !end.includes(part)
    return parts.map(part => alternatives([part], isReceiver(part) ? WEIGHTS.receiver : 1))
  }

  /**
   * The terms of what stands behind the last dot of a name; none if it has no dot.
   * @param {Word} word
   */
  function termsBehindDot({ text }) {
    return text.includes(".") ? termsOf(text.slice(text.lastIndexOf(".") + 1)) : []
  }

  /**
   * @param {string[]} terms
   * @param {number} weight
   * @returns {Alternative[]}
   */
  function alternatives(terms, weight) {
    return terms.map(term => ({ term, weight }))
  }

  /**
   * A word that is common in English weighs little.
   * @param {QueryWord} word
   * @returns {QueryWord}
   */
  function weighCommon(word) {
    if (!COMMON.has(word[0].term)) return word
    return word.map(({ term, weight }) => ({ term, weight: weight * COMMON_WEIGHT }))
  }

  return { LIMITS, parseQuery }
})(Analysis)
