"""The style sheets say the same before and after they are minified, as a browser reads them."""

from __future__ import annotations

import assets
import rcssmin
from playwright.sync_api import Browser
from support import DOCS

# Every rule, with the conditions around it. A browser writes selectors in one way, and space in
# them means something; values it keeps as they were written, where they hold variables.
RULES = """css => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  const found = []
  const walk = (rules, around) => {
    for (const rule of rules) {
      const name = rule.selectorText ?? rule.conditionText ?? rule.name ?? ''
      const here = [...around, `${rule.constructor.name} ${name}`]
      if (rule.cssRules?.length) walk(rule.cssRules, here)
      const style = rule.style?.cssText ?? ''
      found.push([...here, style.replace(/\\s*([,/()])\\s*/g, '$1')].join(' | '))
    }
  }
  walk(sheet.cssRules, [])
  return found
}"""


def test_minifying_changes_no_rule(chromium: Browser) -> None:
    folder = DOCS / assets.STYLES
    written = ''.join((folder / f'{name}.css').read_text('utf-8') for name in assets.ORDER)
    page = chromium.new_page()
    rules, minified = (page.evaluate(RULES, css) for css in (written, rcssmin.cssmin(written)))
    page.close()
    assert len(rules) > 300
    assert minified == rules
