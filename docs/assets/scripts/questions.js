/* What a page of questions does beyond its markup: links open answers, buttons open and close all,
   and going back finds the page as it was left. Without this script everything still opens by
   hand. */

const blocks = () => [...document.querySelectorAll(".dr-q > details")]

/* Links to an answer */

/* The id in a hash; a link that was damaged on its way leads nowhere. */
function idIn(hash) {
  try {
    return decodeURIComponent(hash.slice(1))
  } catch {
    return ""
  }
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

/* A second click on the link one has just followed changes no hash, but should open the answer. */
function followAgain(event) {
  const link = event.target.closest("a[href*='#']")
  if (!link || event.defaultPrevented || link.pathname !== location.pathname) return
  if (link.hash === location.hash) follow(link.hash)
}

/* An address to pass on: without how to print, and without the words that were searched for. */
function lasting(href) {
  const address = new URL(href)
  address.searchParams.delete("print")
  address.searchParams.delete("h")
  return address
}

function copyLink(event) {
  const link = event.target.closest(".dr-copy")
  if (!link || !navigator.clipboard) return
  event.preventDefault()
  navigator.clipboard.writeText(lasting(link.href)).then(() => {
    link.textContent = "Link copied"
    setTimeout(() => {
      link.textContent = "Copy link"
    }, 2000)
  })
}

/* What is open */

/* Which blocks are open travels with the history entry, so back, forward and reload keep it. */
function remember() {
  const open = blocks().flatMap(block => (block.open ? block.id : []))
  history.replaceState({ ...history.state, open }, "")
}

function restore() {
  const open = history.state?.open
  if (open) for (const block of blocks()) block.open = open.includes(block.id)
  return Boolean(open)
}

function openOrCloseAll(event) {
  const action = event.target.closest("[data-dr]")?.dataset.dr
  if (action) for (const block of blocks()) block.open = action === "open"
}

/* The print menu: how much is printed stands in the address, so that it can be linked. */

const menu = document.querySelector(".dr-menu")
const modes = ["short", "study", "everything", "questions"]

function closeMenu() {
  if (menu) menu.open = false
}

function closeMenuOutside(event) {
  if (!menu.contains(event.target)) closeMenu()
}

function closeMenuByKey(event) {
  if (event.key !== "Escape" || !menu.open) return
  closeMenu()
  menu.firstElementChild.focus()
}

/* Once printed, the mode leaves the address: a reload or a copied link opens no dialog. */
function forgetMode() {
  history.replaceState(history.state, "", lasting(location.href))
}

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

/* Code has a button that copies it as it stands: output lines are comments, so it runs. */

function offerCopies() {
  const excerpts = ".dr-printed, .dr-telling pre"
  for (const block of document.querySelectorAll(`:is(.dr-run, .dr-code) pre:not(${excerpts})`)) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "dr-copy-code"
    button.ariaLabel = "Copy this block"
    block.after(button)
  }
}

function copyCode(event) {
  const button = event.target.closest(".dr-copy-code")
  if (!button || !navigator.clipboard) return
  const code = button.parentElement.querySelector("code")
  navigator.clipboard.writeText(code.textContent).then(() => {
    button.classList.add("is-done")
    setTimeout(() => button.classList.remove("is-done"), 2000)
  })
}

/* What scrolls sideways is a stop for the keyboard while it does. An observer is told of boxes in a
   closed block only once that opens, so nothing hidden is measured. */

const scrolls = new ResizeObserver(entries => {
  for (const { target: box } of entries) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0
    else box.removeAttribute("tabindex")
  }
})

/* Tables get their box from Material's script, which may run later. */
function nameTables() {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap:not([role])")) {
    box.role = "group"
    box.ariaLabel = "Table"
    scrolls.observe(box)
  }
}

if (!restore()) follow(location.hash)
offerCopies()
for (const box of document.querySelectorAll("pre code, .dr-math--inline > .katex[style]")) {
  scrolls.observe(box)
}
new MutationObserver(nameTables).observe(document.querySelector("article"), {
  childList: true,
  subtree: true
})

addEventListener("hashchange", () => follow(location.hash))
document.addEventListener("toggle", remember, true)
for (const act of [copyLink, copyCode, openOrCloseAll, printAs, followAgain]) {
  document.addEventListener("click", act)
}
if (menu) {
  chooseMode()
  addEventListener("afterprint", forgetMode)
  document.addEventListener("click", closeMenuOutside)
  document.addEventListener("keydown", closeMenuByKey)
}
