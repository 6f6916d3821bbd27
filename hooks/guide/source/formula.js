/* A formula as HTML by KaTeX, which stands in katex.min.js. A wide one says how wide its widest
   piece is that no line can end in: `--dr-wide`, in em of the formula. By that paper shrinks it to
   its sheet; CSS alone could not know.

   KaTeX lets a line end behind a relation or an operation that stands in no fraction, root, table
   or brackets. Its tree has the width of each character and each space, and they are added up here
   as a browser would. Letters of a \text are guessed. */

const NARROW = 15 // em: what fits the line of a phone and of the narrowest print

// KaTeX's sizes 1 to 11, \tiny to \Huge, as shares of the sixth.
const SIZES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488]

// What takes no room in its line, or is drawn over another.
const WITHOUT_WIDTH = ["katex-mathml", "katex-tag", "mathllap", "mathrlap", "mathclap", "hide-tail"]

// Spaces that katex.min.css gives on both sides of a box.
const PADDING = { fbox: 0.3, fcolorbox: 0.3, boxpad: 0.3, "cancel-pad": 0.2, nulldelimiter: 0.06 }

const em = length => (String(length).endsWith("em") ? Number.parseFloat(length) : 0)
const sum = numbers => numbers.reduce((total, number) => total + number, 0)
const children = node => node.children || []
const classesOf = node => node.classes || []

function letterWidth(letter) {
  if (letter > "\u2e80") return 1 // Chinese, say
  if (/[fijlrtI .,;:!'()[\]|]/.test(letter)) return 0.36
  return /[A-Zmw]/.test(letter) ? 0.78 : 0.53
}

/* Of a \text KaTeX keeps only the first letter's width, and of a letter it does not know none. */
function textWidth({ text, width, italic }) {
  const letters = [...text]
  const guessed = letters.length > 1 || text > "\u2e80"
  return (guessed ? sum(letters.map(letterWidth)) : width || 0) + (italic || 0)
}

function boxWidth(node) {
  const classes = classesOf(node)
  if (classes.some(name => WITHOUT_WIDTH.includes(name))) return 0
  const style = node.style || {}
  const inside = children(node).map(boxWidth)
  const stacked = classes.includes("vlist") || classes.includes("vlist-t")
  const content = node.text ? textWidth(node) : stacked ? Math.max(0, ...inside) : sum(inside)
  const sides = ["marginLeft", "marginRight", "paddingLeft", "borderRightWidth"]
  const around = sum(sides.map(side => em(style[side])))
  const padding = 2 * sum(classes.map(name => PADDING[name] || 0))
  const own = Math.max(content, em(style.width), em(style.minWidth))
  return (own + around + padding) * sizeOf(classes)
}

/* `reset-size6 size3`: the third size, written where the sixth is in force. */
function sizeOf(classes) {
  const from = classes.find(name => name.startsWith("reset-size"))
  const to = from && classes.find(name => /^size\d+$/.test(name))
  return to ? SIZES[to.slice(4) - 1] / SIZES[from.slice(10) - 1] : 1
}

function widestPiece(node) {
  if (classesOf(node).includes("katex-base")) return boxWidth(node)
  return Math.max(0, ...children(node).map(widestPiece))
}

/* What guide.source.maths calls. */
function formula(tex, options) {
  const tree = katex.__renderToDomTree(tex, options)
  const wide = widestPiece(tree)
  if (wide > NARROW) tree.style["--dr-wide"] = wide.toFixed(1)
  return tree.toMarkup()
}
