/* What a page of questions does beyond its markup: links open answers, buttons open and close all,
   and going back finds the page as it was left. Without this script everything still opens by hand. */

const blocks = () => [...document.querySelectorAll(".dr-q > details")]

/* The block a hash leads to: for a question its answer, else the block that holds the target. */
function blockAt(hash) {
  const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)))
  if (!target) return [null, null]
  const question = target.matches(".dr-q > h2") && target.parentElement
  return [target, question ? question.querySelector(".answer") : target.closest("details")]
}

function follow(hash) {
  const [target, block] = blockAt(hash)
  if (!block) return
  for (let open = block; open; open = open.parentElement.closest("details")) open.open = true
  target.scrollIntoView()
}

/* Which blocks are open travels with the history entry, so back, forward and reload keep it. */
function remember() {
  const open = blocks().filter(block => block.open).map(block => block.id)
  history.replaceState({ ...history.state, open }, "")
}

function restore() {
  const open = history.state?.open
  if (open) blocks().forEach(block => { block.open = open.includes(block.id) })
  return Boolean(open)
}

function copyLink(event) {
  const link = event.target.closest(".dr-copy")
  if (!link || !navigator.clipboard) return
  event.preventDefault()
  navigator.clipboard.writeText(link.href).then(() => {
    link.textContent = "Link copied"
    setTimeout(() => { link.textContent = "Copy link" }, 2000)
  })
}

function act(event) {
  const action = event.target.closest("[data-dr]")?.dataset.dr
  if (action === "print") window.print()
  else if (action) blocks().forEach(block => { block.open = action === "open" })
}

/* A second click on the link one has just followed changes no hash, but should open the answer. */
function followAgain(event) {
  const link = event.target.closest("a[href*='#']")
  if (link && link.hash === location.hash && link.pathname === location.pathname) follow(link.hash)
}

if (!restore()) follow(location.hash)
addEventListener("hashchange", () => follow(location.hash))
document.addEventListener("toggle", remember, true)
document.addEventListener("click", event => { copyLink(event); act(event); followAgain(event) })
