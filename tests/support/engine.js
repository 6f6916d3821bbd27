/* What the tests ask of the search engine. */

const engines = []

function ask(place, question, text) {
  return JSON.stringify(QUESTIONS[question](engines[place], text))
}

const QUESTIONS = {
  search: (engine, query) =>
    engine.search(query).hits.map(({ document, score, matched }) => ({
      kind: document.kind,
      title: document.title,
      location: document.location,
      score,
      matched: [...matched]
    })),
  shortened: (engine, query) => engine.search(query).shortened,
  parse: (engine, query) => Query.parseQuery(query, engine.vocabulary).words,
  items: (engine, query) => Results.of(engine, query, TITLES),
  terms: engine => [...engine.vocabulary.frequency.keys()],
  work: (engine, query) => work(() => Results.of(engine, query, TITLES))
}

/* How often a list, a map, a set, a text or a pattern is asked something meanwhile: what grows with
   the time it takes, and is the same on every machine. */
const COUNTED = [
  [Array.prototype, "filter includes join map push slice sort"],
  [Map.prototype, "get has set"],
  [Set.prototype, "add has"],
  [String.prototype, "endsWith includes indexOf match normalize replace slice split startsWith"],
  [RegExp.prototype, "test"],
  [Math, "max min"]
].flatMap(([owner, names]) => names.split(" ").map(name => [owner, name, owner[name]]))

function work(action) {
  let calls = 0
  for (const [owner, name, original] of COUNTED) {
    owner[name] = function (...given) {
      calls++
      return original.apply(this, given)
    }
  }
  try {
    action()
  } finally {
    for (const [owner, name, original] of COUNTED) owner[name] = original
  }
  return calls
}

const workers = []

/* The worker's own script, in a world in which scripts are loaded or cannot be. */
function startWorker(source, loads) {
  const worker = { posted: [], errors: [] }
  const world = {
    importScripts: () => {
      if (!loads) throw new Error("NetworkError")
    },
    addEventListener: (type, listener) => {
      worker.listener = listener
    },
    postMessage: message => worker.posted.push(message),
    console: { error: error => worker.errors.push(error.message) },
    ...(loads ? {} : { Engine: undefined, Results: undefined })
  }
  new Function(...Object.keys(world), source)(...Object.values(world))
  return workers.push(worker) - 1
}

/* What it posts when it hears this. */
function send(place, type, data) {
  const worker = workers[place]
  worker.posted = []
  worker.listener({ data: { type, data } })
  return JSON.stringify(worker.posted)
}
