/* What was searched for stays in the address of the page that is left for a result, so that going
   back finds the results again: Material opens the search by itself where a page loads with `?q=`.
   It listens to keys, not to what the box holds. */

const box = document.querySelector(".md-search__input")

function keepQuery() {
  const address = new URL(location)
  address.searchParams.set("q", box.value)
  history.replaceState(history.state, "", address)
}

/* Material, closing the search, takes the query out again: hence a second time, after it. */
function keepQueryOfResult(event) {
  if (!event.target.closest(".md-search-result__link")) return
  keepQuery()
  setTimeout(keepQuery)
}

document.addEventListener("click", keepQueryOfResult, true)

/* Material searches at keys. What is pasted by the mouse, dropped or spoken is searched for as
   well, or the results of the query before would stay. */
box.addEventListener("input", () => {
  box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
})

/* A page kept whole by the browser does not load again. */
addEventListener("pageshow", event => {
  const query = new URLSearchParams(location.search).get("q")
  if (!event.persisted || !query) return
  box.value = query
  box.focus()
  box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
})
