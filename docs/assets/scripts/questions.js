/* What a page of questions does beyond its markup: links open answers, buttons open and close all,
   and going back finds the page as it was left. Without this script everything still opens by hand. */

const blocks = () => [...document.querySelectorAll(".dr-q > details")]

/* The id in a hash; a link that was damaged on its way leads nowhere. */
function idIn(hash) {
  try { return decodeURIComponent(hash.slice(1)) } catch { return "" }
}

/* The block a hash leads to: for a question its answer, else the block that holds the target. */
function blockAt(hash) {
  const target = document.getElementById(idIn(hash))
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
  if (action) blocks().forEach(block => { block.open = action === "open" })
}

/* The print menu: how much is printed stands in the address, so that it can be linked. */
const modes = ["everything", "short", "questions"]

function chooseMode() {
  const mode = new URLSearchParams(location.search).get("print")
  if (!modes.includes(mode)) return
  document.documentElement.dataset.print = mode
  if (document.readyState === "complete") window.print()
  else addEventListener("load", () => window.print())
}

function printAs(event) {
  const mode = event.target.closest("[data-dr-print]")?.dataset.drPrint
  if (!mode) return
  event.preventDefault()
  const address = new URL(location)
  address.searchParams.set("print", mode)
  history.replaceState(history.state, "", address)
  closeMenu()
  chooseMode()
}

const menu = document.querySelector(".dr-menu")

function closeMenu() {
  if (menu) menu.open = false
}

/* A second click on the link one has just followed changes no hash, but should open the answer. */
function followAgain(event) {
  const link = event.target.closest("a[href*='#']")
  if (!link || event.defaultPrevented || link.pathname !== location.pathname) return
  if (link.hash === location.hash) follow(link.hash)
}

/* What Material adds by script: a copy button sits in a <nav>, which is no landmark, and a table that
   scrolls sideways needs a name and, while it does, a stop for the keyboard. */
const scrolls = new ResizeObserver(entries => entries.forEach(({ target: box }) => {
  box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1
}))

function complete() {
  document.querySelectorAll(".md-code__nav").forEach(nav => { nav.role = "none" })
  document.querySelectorAll(".md-typeset__scrollwrap:not([role])").forEach(box => {
    Object.assign(box, { role: "group", ariaLabel: "Table" })
    scrolls.observe(box)
  })
}

if (!restore()) follow(location.hash)
new MutationObserver(complete).observe(document.querySelector("article"), { childList: true, subtree: true })
addEventListener("hashchange", () => follow(location.hash))
document.addEventListener("toggle", remember, true)
document.addEventListener("click", event => { copyLink(event); act(event); printAs(event); followAgain(event) })
if (menu) {
  chooseMode()
  document.addEventListener("click", event => { if (!menu.contains(event.target)) closeMenu() })
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && menu.open) { closeMenu(); menu.firstElementChild.focus() }
  })
}
